using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Core.SignIn.ApiKeys;
using Countyworks.Core.SignIn.Means;
using Countyworks.Core.Web;
using Countyworks.Data.Telemetry;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Countyworks.Core.SignIn;

/// <summary>
/// Says who calls: the person of the session, or the machine of the key with which the API is called, in the posts held today. Whoever came in
/// with a one-time password gets nowhere until another is chosen, and whose post asks for a second means, until there is one. A key that is not good is refused also where none was needed, since its owner
/// believes to be known.
/// </summary>
public sealed class SignedInMiddleware(RequestDelegate next)
{
    private const string Scheme = "Bearer";

    /// <summary>Sets the caller.</summary>
    public async Task InvokeAsync(HttpContext http, SessionBook book, ApiKeyBook keys, Cached<PostDirectory> directory, DistrictSettings settings, IClock clock)
    {
        if (http.IsApi() && KeyOf(http.Request) is { } key)
        {
            if (await keys.Find(key, http.RequestAborted) is not { } machine)
            {
                RequestOutcome.Note(new FailedSignIn("key", "invalid_token", null));
                http.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            http.SetCaller(CallerOf(machine.Person, directory.Current, CountyTime.LocalDay(clock.GetCurrentInstant())));
        }
        else if (SessionTickets.TokenHashOf(http.User) is { } tokenHash && await book.Find(tokenHash, http.RequestAborted) is { } signedIn)
        {
            http.SetSignedIn(signedIn);
            http.SetCaller(CallerOf(signedIn.Person, directory.Current, CountyTime.LocalDay(clock.GetCurrentInstant())));
            var today = CountyTime.LocalDay(clock.GetCurrentInstant());
            var first = signedIn is { Account.IsOneTime: true, Session.ByProvider: false } ? SignInEndpoints.PasswordPath
                : !signedIn.HasSecondMeans && SecondFactorRule.Asks(settings, http.Caller(), today) ? MeansEndpoints.Path
                : null;
            if (first is not null && IsClosedUntilDone(http, first))
            {
                Send(http, first);
                return;
            }
        }

        await next(http);
    }

    private static string? KeyOf(HttpRequest request) =>
        request.Headers.Authorization.ToString().Split(' ', 2) is [var scheme, .. var rest] && scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase) ? string.Concat(rest).Trim() : null;

    private static Caller CallerOf(Person person, PostDirectory directory, LocalDate today)
    {
        var posts = directory.HeldBy(person.Id, today);
        return new Caller
        {
            Person = person,
            Posts = posts,
            Organisations = [.. posts.Select(p => p.OrganisationId).Distinct().Select(directory.Find).OfType<Organisation>()],
        };
    }

    private static bool IsClosedUntilDone(HttpContext http, string first) =>
        http.GetEndpoint()?.Metadata.Declared() is { SignedIn: true } && !http.Request.Path.StartsWithSegments(first, StringComparison.Ordinal) && http.Request.Path != SignInEndpoints.SignOutPath;

    private static void Send(HttpContext http, string first)
    {
        if (http.IsApi())
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else
        {
            http.Response.Redirect(first);
        }
    }
}

/// <summary>The sign-in of a request.</summary>
public static class SignedInOfRequest
{
    private static readonly object Key = new();

    /// <summary>The session and account with which the request came; null when not signed in.</summary>
    public static SignedIn? SignedIn(this HttpContext http) => http.Items.TryGetValue(Key, out var signedIn) ? (SignedIn)signedIn! : null;

    internal static void SetSignedIn(this HttpContext http, SignedIn signedIn) => http.Items[Key] = signedIn;
}
