using Countyworks.Core.SignIn.Attempts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace Countyworks.Core.SignIn;

/// <summary>
/// Begins a session, after whatever was asked for was shown. It is always a new one: the session with which the browser came is ended, so that nobody
/// goes on in one that somebody else put there.
/// </summary>
public sealed class SessionStart(SessionBook book, KnownDevice devices)
{
    /// <summary>
    /// The scheme that writes the session's cookie and reads none. The platform's handler would otherwise renew the session it read instead of
    /// beginning another.
    /// </summary>
    internal const string Scheme = "session-start";

    /// <summary>Begins it, and remembers that the account was used with this browser.</summary>
    /// <param name="http">The request.</param>
    /// <param name="account">Whose.</param>
    /// <param name="byProvider">Whether the county's own sign-on has said who it is.</param>
    public async Task Begin(HttpContext http, Account account, bool byProvider = false)
    {
        if (http.SignedIn() is { } before)
        {
            await book.End(before.Person.Id, before.Session.TokenHash);
        }

        devices.Remember(http, account.UserName);
        await http.SignInAsync(Scheme, SessionTickets.PrincipalOf(account.PersonId, byProvider: byProvider));
    }

    /// <summary>A cookie manager that finds no cookie.</summary>
    internal sealed class WriteOnly : ICookieManager
    {
        private readonly SchemeCookies cookies = new();

        public string? GetRequestCookie(HttpContext context, string key) => null;

        public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) => cookies.AppendResponseCookie(context, key, value, options);

        public void DeleteCookie(HttpContext context, string key, CookieOptions options) => cookies.DeleteCookie(context, key, options);
    }
}
