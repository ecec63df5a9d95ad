using System.Globalization;
using System.Text;

namespace Countyworks.Ui;

/// <summary>
/// Cleans what people type, and what they paste without seeing it: control characters and invisible characters that reorder or
/// hide text, which would let one entry pass for another ("Trojan source"), are dropped; compatibility is kept, so names stay as written.
/// </summary>
public static class TypedText
{
    /// <summary>One line: runs of white space become one blank, nothing at either end.</summary>
    public static string Line(string? typed) =>
        string.Join(' ', Visible(typed).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Several lines: line ends become \n, no white space at the end of a line or of the whole.</summary>
    public static string Lines(string? typed) =>
        string.Join('\n', Visible(typed).ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim();

    private static string Visible(string? typed)
    {
        if (string.IsNullOrEmpty(typed))
        {
            return "";
        }

        var kept = new StringBuilder(typed.Length);
        foreach (var rune in typed.EnumerateRunes().Where(IsKept))
        {
            kept.Append(rune.ToString());
        }

        return kept.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Joiners stay, which emoji and some scripts need.</summary>
    private static bool IsKept(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => rune.Value is '\n' or '\r' or '\t',
        UnicodeCategory.Format => rune.Value is 0x200C or 0x200D,
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate => false,
        _ => !IsNone(rune),
    };

    /// <summary>Whether a rune is U+FFFD, which stands for what was no text, or one of the code points that are never characters: nothing can normalize those.</summary>
    public static bool IsNone(Rune rune) => rune.Value == 0xFFFD || (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;
}
