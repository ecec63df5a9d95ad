using NodaTime;
using NodaTime.Text;

namespace Countyworks.Kernel;

/// <summary>
/// 公民身份号码: the 18 characters of a citizen's identity number: division (6), birth date (8), sequence (3), check character (ISO 7064
/// MOD 11-2). Source: GB 11643-1999. Personal: its text form is masked, so that a log or a page can't show it by accident.
/// </summary>
public readonly record struct CitizenNumber
{
    private static readonly LocalDatePattern Birth = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly LocalDate OldestBirth = new(1850, 1, 1);

    private readonly string? characters;

    private CitizenNumber(string characters) => this.characters = characters;

    /// <summary>All 18 characters: only for the person, for checking and for sealed storage.</summary>
    public string FullNumber => characters ?? "";

    /// <summary>The division that first registered the person, as it was then; it may no longer exist.</summary>
    public DivisionCode Division => DivisionCode.Parse(FullNumber[..6]).Value;

    /// <summary>The birth date on the register.</summary>
    public LocalDate BornOn => Birth.Parse(FullNumber[6..14]).Value;

    /// <summary>Whether the register says female: the sequence number is even.</summary>
    public bool IsFemale => (FullNumber[16] - '0') % 2 == 0;

    /// <summary>
    /// Reads 18 characters; a small x counts as X. Whether the birth lies in the future is for the caller, who knows the day.
    /// Refuses, in this order: <c>citizen_number_invalid</c> (length, characters, division), <c>citizen_number_birth</c> (no such
    /// day, or before 1850), <c>citizen_number_check</c> (mistyped).
    /// </summary>
    public static Outcome<CitizenNumber> Parse(string text, string? field = null)
    {
        var number = text.Trim().ToUpperInvariant();
        if (number.Length != 18 || !number.AsSpan(0, 17).ContainsOnlyDigits() || !(number[17] == 'X' || char.IsAsciiDigit(number[17]))
            || DivisionCode.Parse(number[..6]).Refusal is not null)
        {
            return new Refusal("citizen_number_invalid", field);
        }

        if (!Birth.Parse(number[6..14]).TryGetValue(LocalDate.MinIsoValue, out var born) || born < OldestBirth)
        {
            return new Refusal("citizen_number_birth", field);
        }

        return CheckCharacter(number) == number[17] ? new CitizenNumber(number) : new Refusal("citizen_number_check", field);
    }

    /// <summary>Masked: "431003********002X". The full number must be asked for by name.</summary>
    public override string ToString() => FullNumber.Length == 18 ? FullNumber[..6] + "********" + FullNumber[14..] : "";

    private static char CheckCharacter(string number)
    {
        var sum = 0;
        foreach (var digit in number.AsSpan(0, 17))
        {
            sum = (sum + digit - '0') * 2 % 11;
        }

        return "10X98765432"[sum];
    }
}
