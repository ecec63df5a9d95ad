using System.Security.Claims;
using Countyworks.Core.People;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace Countyworks.Core.SignIn;

/// <summary>Keeps ASP.NET Core's sign-ins as sessions of the district: the browser holds a token, the rest stays here.</summary>
public sealed class SessionTickets(SessionBook book) : ITicketStore
{
    private const string PersonClaim = "person";
    private const string SessionClaim = "session";
    private const string ProviderClaim = "provider";

    /// <summary>The identity that signing a person in begins with.</summary>
    public static ClaimsPrincipal PrincipalOf(Id<Person> person, byte[]? tokenHash = null, bool byProvider = false) => new(new ClaimsIdentity(
        [
            new Claim(PersonClaim, person.ToString()),
            .. tokenHash is null ? [] : new[] { new Claim(SessionClaim, Convert.ToHexStringLower(tokenHash)) },
            .. byProvider ? new[] { new Claim(ProviderClaim, "") } : [],
        ],
        CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>The hash of the token with which a request came; null when it came without, or with one that no longer opens anything.</summary>
    public static byte[]? TokenHashOf(ClaimsPrincipal user) =>
        user.FindFirstValue(SessionClaim) is { } name ? Convert.FromHexString(name) : null;

    /// <inheritdoc/>
    public Task<string> StoreAsync(AuthenticationTicket ticket) => Store(ticket, "");

    /// <inheritdoc/>
    public Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken) =>
        Store(ticket, httpContext.Request.Headers.UserAgent.ToString());

    /// <inheritdoc/>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key) =>
        await book.Find(Session.HashOf(key), CancellationToken.None) is { } signedIn
            ? new(PrincipalOf(signedIn.Person.Id, signedIn.Session.TokenHash), CookieAuthenticationDefaults.AuthenticationScheme)
            : null;

    /// <inheritdoc/>
    public Task RenewAsync(string key, AuthenticationTicket ticket) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task RemoveAsync(string key)
    {
        var tokenHash = Session.HashOf(key);
        if (await book.Find(tokenHash, CancellationToken.None) is { } signedIn)
        {
            await book.End(signedIn.Person.Id, tokenHash);
        }
    }

    private async Task<string> Store(AuthenticationTicket ticket, string device)
    {
        var person = Id<Person>.Parse(ticket.Principal.FindFirstValue(PersonClaim)!, null);
        return (await book.Start(person, device, ticket.Principal.HasClaim(c => c.Type == ProviderClaim))).IsDone(out var token, out var why)
            ? token
            : throw new InvalidOperationException($"The session could not be kept: {why.Code}");
    }
}
