namespace Countyworks.Kernel;

/// <summary>
/// 统一社会信用代码: the 18 characters that name an organisation: registering authority, kind, division (6), organisation code (9),
/// check character (modulus 31). Source: GB 32100-2015.
/// </summary>
public readonly record struct UnifiedSocialCreditCode
{
    /// <summary>No I, O, S, V, Z: they read too much like 1, 0, 5, U, 2.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private readonly string? text;

    private UnifiedSocialCreditCode(string text) => this.text = text;

    /// <summary>The organisation code inside it (characters 9 to 17).</summary>
    public OrganisationCode Organisation => OrganisationCode.Parse(ToString()[8..17]).Value;

    /// <summary>The division it was registered in (characters 3 to 8); null for the few national registers that write 100000 there.</summary>
    public DivisionCode? RegisteredIn => DivisionCode.Parse(ToString()[2..8]).IsDone(out var division, out _) ? division : null;

    /// <summary>
    /// Reads 18 characters; spaces are dropped and small letters count as capitals.
    /// Refuses, in this order: <c>credit_code_invalid</c> (length or characters), <c>credit_code_check</c> (mistyped: the check
    /// character, or that of the organisation code inside, doesn't fit).
    /// </summary>
    public static Outcome<UnifiedSocialCreditCode> Parse(string text, string? field = null)
    {
        var code = text.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (code.Length != 18 || !code.All(Alphabet.Contains) || !code.AsSpan(2, 6).ContainsOnlyDigits())
        {
            return new Refusal("credit_code_invalid", field);
        }

        return CheckCharacter(code) == code[17] && OrganisationCode.Parse(code[8..17]).Refusal is null
            ? new UnifiedSocialCreditCode(code)
            : new Refusal("credit_code_check", field);
    }

    /// <summary>18 characters.</summary>
    public override string ToString() => text ?? "";

    private static char CheckCharacter(string code)
    {
        var (sum, weight) = (0, 1);
        foreach (var character in code.AsSpan(0, 17))
        {
            sum += weight * Alphabet.IndexOf(character, StringComparison.Ordinal);
            weight = weight * 3 % 31;
        }

        return Alphabet[(31 - (sum % 31)) % 31];
    }
}
