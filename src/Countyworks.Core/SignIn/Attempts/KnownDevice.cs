using Countyworks.Data.Secrets;
using System.Security.Cryptography;
using Countyworks.Core.Secrets;
using Microsoft.AspNetCore.Http;

namespace Countyworks.Core.SignIn.Attempts;

/// <summary>
/// A sealed cookie that says under which names people have signed in with this browser. Its tries have a count of their own, so a stranger who tries
/// a name, even from the next desk, cannot lock its owner out.
/// </summary>
public sealed class KnownDevice(KeyRing keys)
{
    private const string Cookie = "cw_device";
    private const int MostNames = 5;
    private const int IdBytes = 12;
    private const char Between = '\n';
    private static readonly TimeSpan lasts = TimeSpan.FromDays(400);
    private static readonly SecretPlace place = new("cookie", "device", "");
    private static readonly SchemeCookies cookies = new();

    /// <summary>What names the browser, when the account has been used with it before; null otherwise.</summary>
    public string? IdFor(HttpContext http, string userName)
    {
        var (id, names) = Read(http);
        return names.Contains(OpenAccount.NormalName(userName), StringComparer.Ordinal) ? id : null;
    }

    /// <summary>Remembers in the browser that the account was used with it.</summary>
    public void Remember(HttpContext http, string userName)
    {
        var (id, names) = Read(http);
        var sealedText = keys.Seal(place, string.Join(Between, [id, userName, .. names.Where(name => name != userName).Take(MostNames - 1)]));
        cookies.AppendResponseCookie(http, Cookie, sealedText, new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", MaxAge = lasts, IsEssential = true,
        });
    }

    private (string Id, IReadOnlyList<string> Names) Read(HttpContext http) =>
        cookies.GetRequestCookie(http, Cookie) is { } cookie && keys.Open(place, cookie)?.Split(Between) is [var id, .. var names]
            ? (id, names)
            : (RandomNumberGenerator.GetHexString(IdBytes * 2), []);
}
