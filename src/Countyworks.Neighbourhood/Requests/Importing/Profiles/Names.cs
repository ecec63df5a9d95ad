using System.Text;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.Requests.Importing.Profiles;

/// <summary>Names as they are compared: full-width and half-width, large and small letters, with and without blanks are the same.</summary>
internal static class Names
{
    /// <summary>The name to compare by.</summary>
    public static string Plain(string name) =>
        string.Concat(TypedText.Line(name).Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c) && c != '_')).ToUpperInvariant();

    /// <summary>What a word means in a dictionary, whatever way it is written; null when nothing.</summary>
    public static T? Meaning<T>(this IReadOnlyDictionary<string, T> words, string word)
        where T : struct
    {
        var plain = Plain(word);
        foreach (var (known, meaning) in words)
        {
            if (Plain(known) == plain)
            {
                return meaning;
            }
        }

        return null;
    }
}
