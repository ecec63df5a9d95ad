using System.Globalization;
using System.Text;
using Countyworks.Ui;

namespace Countyworks.Core.Search;

/// <summary>
/// How words are found in texts that put no spaces between them: every two characters that stand together are a term (路灯不亮 is
/// 路灯 灯不 不亮 亮), and terms in a row are a text that contains them. So whatever part of a text is typed is found, be it Chinese,
/// a name in Latin letters or the middle of a number. Width and case make no difference.
/// </summary>
public static class SearchTerms
{
    /// <summary>Characters of a text that are indexed; the rest is not found.</summary>
    public const int TextLimit = 8000;

    /// <summary>Characters of a query that are looked at.</summary>
    public const int QueryLimit = 60;

    /// <summary>The terms of texts to be indexed, in order; an empty term parts what does not stand together.</summary>
    public static IReadOnlyList<string> OfText(params IEnumerable<string?> texts) =>
        [.. texts.SelectMany(text => Runs(text, TextLimit)).SelectMany(run => Pairs(run).Append(run[^1]).Append(""))];

    /// <summary>The phrases of a query: each a row of terms, or a single character with which terms may begin. Empty when nothing can be looked for.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> OfQuery(string? query) =>
        [.. Runs(query, QueryLimit).Select(run => run.Count == 1 ? run : [.. Pairs(run)]).Distinct(new SameTerms())];

    private static IEnumerable<string> Pairs(List<string> run) => run.Zip(run.Skip(1), (first, second) => first + second);

    // Letters and digits that stand together, a string a character.
    private static IEnumerable<List<string>> Runs(string? text, int limit)
    {
        var run = new List<string>();
        foreach (var rune in Folded(text, limit).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber)
            {
                run.Add(rune.ToString());
            }
            else if (run.Count > 0)
            {
                yield return run;
                run = [];
            }
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    private static string Folded(string? text, int limit)
    {
        var kept = text is null ? "" : text.Length <= limit ? text : text[..limit];
        // Half a character, from a cut or a broken input, or what is never one is no text: it cannot be folded.
        var whole = string.Concat(kept.EnumerateRunes().Where(r => !TypedText.IsNone(r)).Select(r => r.ToString()));
        return whole.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
    }

    private sealed class SameTerms : IEqualityComparer<IReadOnlyList<string>>
    {
        public bool Equals(IReadOnlyList<string>? x, IReadOnlyList<string>? y) => x is not null && y is not null && x.SequenceEqual(y);

        public int GetHashCode(IReadOnlyList<string> obj) => obj.Count == 0 ? 0 : string.GetHashCode(obj[0], StringComparison.Ordinal);
    }
}
