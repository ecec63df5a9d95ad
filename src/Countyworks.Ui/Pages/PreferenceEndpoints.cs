using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Ui;

/// <summary>
/// <c>GET /preferences?language=en&amp;type=large&amp;theme=dark&amp;return=/where/i/was</c>: plain links, so that they work without
/// script and need no token. Nothing but the reader's own three cookies changes; what can't be read is left as it was.
/// </summary>
public static class PreferenceEndpoints
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(400); // As long as browsers keep any cookie.

    /// <summary>Maps the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/preferences", Keep).ExcludeFromDescription();

    /// <summary>The address that changes one preference and comes back to <paramref name="path"/>.</summary>
    internal static string Link(string name, string value, string path) =>
        $"/preferences?{name}={value}&return={Uri.EscapeDataString(path)}";

    private static IResult Keep(HttpContext http, string? language, string? type, string? theme, string? @return)
    {
        http.Response.Headers.CacheControl = "no-store";
        Set(http, Preferences.LanguageCookie, Languages.Of(language)?.Tag());
        Set(http, Preferences.TypeCookie, type is "large" or "normal" ? type : null);
        Set(http, Preferences.ThemeCookie, EnumNames<Theme>.Parse(theme) is { } known ? EnumNames<Theme>.Of(known) : null);
        return Results.LocalRedirect(Within(@return));
    }

    private static void Set(HttpContext http, string cookie, string? value)
    {
        if (value is null)
        {
            return;
        }

        http.Response.Cookies.Append(HostCookie.Named(http.Request, cookie), value, new CookieOptions
        {
            MaxAge = KeptFor,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            HttpOnly = true,
            IsEssential = true,
        });
    }

    /// <summary>
    /// <paramref name="path"/> if it stays on this site, else the front page. Browsers read "//host" and "/\host" as another site,
    /// and drop tabs and line breaks before they look; a header holds nothing but visible ASCII.
    /// </summary>
    private static string Within(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && path.All(c => c is > ' ' and <= '~') ? path : "/";
}
