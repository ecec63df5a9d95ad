using Countyworks.Core.Posts;
using Countyworks.Server.Telemetry;

namespace Countyworks.Server.Health;

/// <summary>What balancers, watchdogs and monitors ask: 200 for yes, 503 for no. Open to anybody; it says nothing but a few words.</summary>
public static class HealthEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Probes.Live, (HttpContext http) => Answer(http, [])).Open();
        routes.MapGet(Probes.Startup, (HttpContext http, Readiness readiness) => Answer(http, readiness.IsStarted ? [] : ["starting"])).Open();
        routes.MapGet(Probes.Ready, (HttpContext http, Readiness readiness) => Answer(http, readiness.Reasons())).Open();
    }

    private static IResult Answer(HttpContext http, IReadOnlyList<string> reasons)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(
            new { Ok = reasons.Count == 0, Reasons = reasons }, Data.Json.Options,
            statusCode: reasons.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
