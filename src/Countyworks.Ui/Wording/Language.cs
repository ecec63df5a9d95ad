using System.Globalization;

namespace Countyworks.Ui;

/// <summary>The languages of the product. Chinese is the source; English is complete.</summary>
public enum Language
{
    /// <summary>Simplified Chinese, zh-CN.</summary>
    Chinese = 0,

    /// <summary>English, en.</summary>
    English = 1,
}

/// <summary>Languages and their tags.</summary>
public static class Languages
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <summary>The reader's language: whatever is not English is answered in Chinese.</summary>
    public static Language Current =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? Language.English : Language.Chinese;

    /// <summary>The culture to set as the current and the current UI culture of a request in <paramref name="language"/>.</summary>
    public static CultureInfo Culture(this Language language) => language == Language.English ? English : Chinese;

    /// <summary>"zh-CN" or "en", as in <c>lang</c> attributes and cookies.</summary>
    public static string Tag(this Language language) => language.Culture().Name;

    /// <summary>The language of a tag such as "en-GB" or "zh"; null when it is neither.</summary>
    public static Language? Of(string? tag) => tag switch
    {
        null => null,
        _ when tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) => Language.Chinese,
        _ when tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) => Language.English,
        _ => null,
    };
}
