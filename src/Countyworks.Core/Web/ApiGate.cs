using Countyworks.Core.Posts;
using Countyworks.Core.Web.Limits;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Countyworks.Core.Web;

/// <summary>
/// The door of the API. A browser sends its user's cookie also with what a page of another site asks for: such a change is turned away
/// (<c>cross_site</c>). Bodies are small except where files are taken. How often it is called, <see cref="CallGate"/> counts.
/// </summary>
public sealed class ApiGate(RequestDelegate next)
{
    /// <summary>Calls of sparing routes from one person, or one address of callers without an account, within <see cref="CallLimit.Period"/>: a desk takes far fewer.</summary>
    public const int MostCalls = 120;

    /// <summary>The most bytes of a body that takes no files.</summary>
    public const long BodyBytes = 1024 * 1024;

    /// <summary>Lets a call in, or answers it.</summary>
    public Task InvokeAsync(HttpContext http, Texts texts)
    {
        if (!http.IsApi())
        {
            return next(http);
        }

        if (Refused(http) is { } refusal)
        {
            return Problems.From(refusal, texts).ExecuteAsync(http);
        }

        if (http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is null && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = BodyBytes;
            if (TooLarge.Refuses(http, size))
            {
                return Task.CompletedTask;
            }
        }

        return next(http);
    }

    private static Refusal? Refused(HttpContext http) =>
        IsChange(http.Request) && IsFromOtherSite(http.Request) ? new Refusal("cross_site") { Kind = RefusalKind.Forbidden } : null;

    private static bool IsChange(HttpRequest request) => !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);

    // What a browser says of itself can't be set by a page's script. Software that is no browser says nothing, and carries no cookie unasked.
    private static bool IsFromOtherSite(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site ? site is not ("same-origin" or "none")
        : request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Marks a route that strangers may write or guess at.</summary>
public sealed record CalledSparingly
{
    /// <summary>The mark.</summary>
    public static readonly CalledSparingly It = new();
}

/// <summary>Marks routes for the gate and for the description of the API.</summary>
public static class ApiRoutes
{
    /// <summary>Counts calls of the route, see <see cref="ApiGate.MostCalls"/>.</summary>
    public static RouteHandlerBuilder Sparingly(this RouteHandlerBuilder route) => route.WithMetadata(CalledSparingly.It, CallLimit.Sparing);

    /// <summary>Names an operation and says what it does and answers.</summary>
    /// <param name="route">The route.</param>
    /// <param name="name">The operation's id: what client generators call its method.</param>
    /// <param name="summary">What it does, in a line.</param>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, string name, string summary, int status = StatusCodes.Status200OK) =>
        route.WithName(name).WithSummary(summary).Produces<T>(status);

    /// <summary>Names an operation that has nothing to say but that it was done: 204.</summary>
    public static RouteHandlerBuilder AnswersNothing(this RouteHandlerBuilder route, string name, string summary) =>
        route.WithName(name).WithSummary(summary).Produces(StatusCodes.Status204NoContent);

    /// <summary>The operation knows a repeat by what is sent, and heeds no <c>Idempotency-Key</c>.</summary>
    public static RouteHandlerBuilder KnowsRepeats(this RouteHandlerBuilder route) => route.WithMetadata(RepeatsKnown.It);

    /// <summary>The operation heeds <c>If-Match</c>.</summary>
    public static RouteHandlerBuilder HeedsIfMatch(this RouteHandlerBuilder route) => route.WithMetadata(IfMatchHeeded.It);
}

/// <summary>Marks a route that heeds <c>If-Match</c>.</summary>
public sealed record IfMatchHeeded
{
    /// <summary>The mark.</summary>
    public static readonly IfMatchHeeded It = new();
}

/// <summary>Marks a route that knows a repeat by what is sent.</summary>
public sealed record RepeatsKnown
{
    /// <summary>The mark.</summary>
    public static readonly RepeatsKnown It = new();
}
