namespace Countyworks.Kernel;

/// <summary>
/// The code of an organisation: eight characters and a check character (modulus 11).
/// Source: GB 11714-1997. Since 2015 it lives on inside the unified social credit code.
/// </summary>
public readonly record struct OrganisationCode
{
    private static readonly int[] Weights = [3, 7, 9, 10, 5, 8, 4, 2];

    private readonly string? text;

    private OrganisationCode(string text) => this.text = text;

    /// <summary>
    /// Reads nine characters, with or without the dash before the last; small letters count as capitals.
    /// Refuses, in this order: <c>organisation_code_invalid</c> (length or characters), <c>organisation_code_check</c> (mistyped).
    /// </summary>
    public static Outcome<OrganisationCode> Parse(string text, string? field = null)
    {
        var code = text.Trim().ToUpperInvariant();
        code = code is { Length: 10 } && code[8] == '-' ? code.Remove(8, 1) : code;
        if (code.Length != 9 || !code.All(char.IsAsciiLetterOrDigit))
        {
            return new Refusal("organisation_code_invalid", field);
        }

        return CheckCharacter(code) == code[8] ? new OrganisationCode(code) : new Refusal("organisation_code_check", field);
    }

    /// <summary>Nine characters without a dash.</summary>
    public override string ToString() => text ?? "";

    private static char CheckCharacter(string code)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += Weights[i] * (char.IsAsciiDigit(code[i]) ? code[i] - '0' : code[i] - 'A' + 10);
        }

        return "0X987654321"[sum % 11];
    }
}
