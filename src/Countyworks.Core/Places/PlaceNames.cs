using System.Globalization;
using Countyworks.Ui;

namespace Countyworks.Core.Places;

/// <summary>Names of divisions in English: by pinyin and what they are, as maps write them.</summary>
public static class PlaceNames
{
    private static readonly (string Ending, string English)[] Endings =
    [
        ("街道", "Subdistrict"), ("社区", "Community"), ("自治县", "Autonomous County"),   // read, never shown
        ("区", "District"), ("县", "County"), ("镇", "Town"), ("乡", "Township"), ("村", "Village"),   // read, never shown
    ];

    /// <summary>The name as the reader's language writes it: 苏仙区, Suxian District.</summary>
    public static string InReadersLanguage(Place place) => Languages.Current == Language.English ? English(place.Name) : place.Name;

    /// <summary>A division's name in English; a name with none of the usual endings is given in pinyin alone.</summary>
    public static string English(string name)
    {
        var (ending, english) = Endings.FirstOrDefault(e => name.EndsWith(e.Ending, StringComparison.Ordinal));
        var own = PinyinKey.Of(ending is null ? name : name[..^ending.Length]).Split(' ')[0];
        return $"{CultureInfo.InvariantCulture.TextInfo.ToTitleCase(own)} {english}".TrimEnd();
    }
}
