using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>The reference number of a request as people type it, and as it stands in addresses.</summary>
public static partial class TrackingNumber
{
    /// <summary>
    /// The number meant: with or without its sign, dashes, blanks and leading noughts, also in full-width figures
    /// (诉 2026 123, 2026-000123); null when it can't be one.
    /// </summary>
    public static string? Parse(string? typed)
    {
        var match = Typed().Match(TypedText.Line(typed).Normalize(NormalizationForm.FormKC));
        return match.Success
            ? string.Create(CultureInfo.InvariantCulture, $"{RequestKind.Kind.Sign}-{match.Groups["year"].Value}-{long.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture):D6}")
            : null;
    }

    /// <summary>The code meant: without blanks and dashes, in capitals, also from full-width letters.</summary>
    public static string ParseCode(string? typed) =>
        string.Concat(TypedText.Line(typed).Normalize(NormalizationForm.FormKC).Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    /// <summary>The number in Latin letters alone, so that a link survives every text message: 2026-000123.</summary>
    public static string InAddress(string number) => number[(RequestKind.Kind.Sign.Length + 1)..];

    [GeneratedRegex(@"^\s*\p{L}?[\s-]*(?<year>[0-9]{4})[\s-]*(?<count>[0-9]{1,9})\s*$", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Typed();
}
