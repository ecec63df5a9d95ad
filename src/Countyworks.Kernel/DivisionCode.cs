namespace Countyworks.Kernel;

/// <summary>The rungs of the administrative ladder; the number is the length of the code.</summary>
public enum DivisionLevel
{
    /// <summary>省级: province.</summary>
    Province = 2,

    /// <summary>地级: prefecture or city.</summary>
    City = 4,

    /// <summary>县级: county or district.</summary>
    County = 6,

    /// <summary>乡级: street or town.</summary>
    Street = 9,

    /// <summary>村级: village or community.</summary>
    Village = 12,
}

/// <summary>
/// The code of an administrative division: GB/T 2260 down to the county (430000, 431000, 431003), carried on by the
/// statistical codes of streets (431003001) and villages (431003001001). Kept in its shortest form, so that 430000 and 43
/// are the same province and a division contains exactly the codes that begin with its own.
/// </summary>
public readonly record struct DivisionCode
{
    private readonly string? digits;

    private DivisionCode(string digits) => this.digits = digits;

    /// <summary>How far down the ladder it stands.</summary>
    public DivisionLevel Level => (DivisionLevel)ToString().Length;

    /// <summary>The division it lies in; null for a province. A town directly under a city (441900003) lies in the city.</summary>
    public DivisionCode? Parent => Level == DivisionLevel.Province ? null : Shortest(ToString()[..LengthAbove(ToString().Length)]);

    /// <summary>
    /// Reads 2, 4, 6, 9 or 12 digits; zeros that only fill up are dropped.
    /// Refuses <c>division_code_invalid</c>: another length, another character, or a province below 11.
    /// </summary>
    public static Outcome<DivisionCode> Parse(string text, string? field = null)
    {
        var code = text.Trim();
        return code.Length is 2 or 4 or 6 or 9 or 12 && code.All(char.IsAsciiDigit) && code[0] != '0' && code[1] != '0'
            ? Shortest(code)
            : new Refusal("division_code_invalid", field);
    }

    /// <summary>Whether <paramref name="other"/> is this division or lies in it.</summary>
    public bool Contains(DivisionCode other) => other.ToString().StartsWith(ToString(), StringComparison.Ordinal);

    /// <summary>The six digits of GB/T 2260, filled up with zeros; for a street or village those of its county.</summary>
    public string ToSixDigits() => ToString().PadRight(6, '0')[..6];

    /// <summary>The shortest form: 43, 4310, 431003, 431003001, 431003001001.</summary>
    public override string ToString() => digits ?? "";

    private static DivisionCode Shortest(string code)
    {
        var above = LengthAbove(code.Length);
        return code.Length > above && !code.AsSpan(above).ContainsAnyExcept('0') ? Shortest(code[..above]) : new(code);
    }

    private static int LengthAbove(int length) => length switch { 12 => 9, 9 => 6, 6 => 4, _ => 2 };
}
