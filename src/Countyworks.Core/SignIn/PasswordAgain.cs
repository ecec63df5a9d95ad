using Countyworks.Core.SignIn.Attempts;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Http;

namespace Countyworks.Core.SignIn;

/// <summary>Asks whoever is signed in for the password again: a screen left open is not enough to take an account over, or to lock its owner out elsewhere.</summary>
internal sealed class PasswordAgain(SignInCheck check, KnownDevice devices)
{
    /// <summary>Null when it is right. Refuses, in this order: <c>missing</c> (current), <c>sign_in_too_often</c>, <c>busy</c>, <c>password_wrong</c> (current).</summary>
    public async Task<Refusal?> Wrong(HttpContext http, string typed)
    {
        var user = http.SignedIn()!.Account.UserName;
        var shown = await check.Try(user, typed, http.Connection.RemoteIpAddress, http.RequestAborted, devices.IdFor(http, user));
        return shown.Refusal is { Code: "sign_in_failed" } ? new Refusal("password_wrong", "current")
            : shown.Refusal is { Code: "missing" } ? Refusal.Missing("current")
            : shown.Refusal;
    }
}
