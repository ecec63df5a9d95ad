using System.Collections.Frozen;
using System.Text;
using AnyAscii;

namespace Countyworks.Core.Places;

/// <summary>What a name is found by when it is typed in Latin letters.</summary>
public static class PinyinKey
{
    // Characters read otherwise in names of places than when they stand alone.
    private static readonly FrozenDictionary<string, string> InNames = new Dictionary<string, string>
    {
        ["长"] = "chang", ["重"] = "chong", ["行"] = "hang", ["都"] = "du",   // read, never shown
        ["曾"] = "zeng", ["卜"] = "bu", ["地"] = "di",   // read, never shown
    }.ToFrozenDictionary();

    /// <summary>
    /// The pinyin without tones and spaces, then the initials: <c>suyuanlushequ sylsq</c>. Latin letters and digits stay, in lower case;
    /// other signs are dropped.
    /// </summary>
    public static string Of(string name)
    {
        var (full, initials) = (new StringBuilder(), new StringBuilder());
        foreach (var character in name.EnumerateRunes().Select(rune => rune.ToString()))
        {
            var syllable = InNames.GetValueOrDefault(character) ?? Letters(character.Transliterate());
            full.Append(syllable);
            initials.Append(syllable.AsSpan(0, Math.Min(1, syllable.Length)));
        }

        return $"{full} {initials}";
    }

    /// <summary>What somebody typed, as it can be compared with a key: letters and digits in lower case.</summary>
    public static string Letters(string typed) => string.Concat(typed.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit));
}
