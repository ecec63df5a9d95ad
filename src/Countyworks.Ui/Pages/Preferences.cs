using Microsoft.AspNetCore.Http;

namespace Countyworks.Ui;

/// <summary>Which colours.</summary>
public enum Theme
{
    /// <summary>As the reader's device is set.</summary>
    Auto = 0,

    /// <summary>Dark on white.</summary>
    Light = 1,

    /// <summary>Light on dark.</summary>
    Dark = 2,
}

/// <summary>How a reader likes to see pages. Kept in three cookies of their own browser, so it needs no account.</summary>
/// <param name="Language">The language.</param>
/// <param name="IsLarge">Large type: for older eyes.</param>
/// <param name="Theme">The colours.</param>
public sealed record Preferences(Language Language, bool IsLarge, Theme Theme)
{
    internal const string LanguageCookie = "cw_language";
    internal const string TypeCookie = "cw_type";
    internal const string ThemeCookie = "cw_theme";

    /// <summary>What a first visitor sees.</summary>
    public static readonly Preferences Default = new(Language.Chinese, IsLarge: false, Theme.Auto);

    /// <summary>The cookies of <paramref name="request"/>; without one, the language its browser asks for first, else Chinese.</summary>
    public static Preferences Read(HttpRequest request) => new(
        Languages.Of(request.Cookies[HostCookie.Named(request, LanguageCookie)]) ?? Asked(request) ?? Language.Chinese,
        request.Cookies[HostCookie.Named(request, TypeCookie)] == "large",
        EnumNames<Theme>.Parse(request.Cookies[HostCookie.Named(request, ThemeCookie)]) ?? Theme.Auto);

    private static Language? Asked(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => Languages.Of(language.Value.Value))
        .FirstOrDefault(language => language is not null);
}
