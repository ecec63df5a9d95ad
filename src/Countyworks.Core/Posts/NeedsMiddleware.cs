using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Core.Posts;

/// <summary>
/// Lets a request pass only where its route says what it needs and the caller has it. Deny by default: a route that declares nothing
/// is as good as absent. Pages send somebody who has not signed in to the sign-in page; everything else gets a status.
/// </summary>
public sealed class NeedsMiddleware(RequestDelegate next)
{
    /// <summary>The path of the sign-in page.</summary>
    public const string SignInPath = "/sign-in";

    /// <summary>Judges the request.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var needs = http.GetEndpoint()?.Metadata.Declared();
        var caller = http.Caller();
        if (http.GetEndpoint() is not (null or RouteEndpoint) && needs is null)
        {
            // The platform's own answers where a path is known, but not with this method (405) or this kind of body (415).
            return next(http);
        }

        if (needs is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (needs.Admits(caller))
        {
            return next(http);
        }
        else if (caller.Person is not null)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (HttpMethods.IsGet(http.Request.Method) && !http.IsApi())
        {
            http.Response.Redirect($"{SignInPath}?return={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}");
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }

        return Task.CompletedTask;
    }
}

/// <summary>The caller of a request.</summary>
public static class CallerOfRequest
{
    private static readonly object Key = new();

    /// <summary>Who calls; nobody in particular when not signed in.</summary>
    public static Caller Caller(this HttpContext http) => http.Items.TryGetValue(Key, out var caller) ? (Caller)caller! : Posts.Caller.Anybody;

    /// <summary>Sets who calls: the sign-in middleware's alone to do.</summary>
    public static void SetCaller(this HttpContext http, Caller caller) => http.Items[Key] = caller;

    /// <summary>Whether a machine asks: answers are JSON problem details then, never pages.</summary>
    public static bool IsApi(this HttpContext http) => http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
}
