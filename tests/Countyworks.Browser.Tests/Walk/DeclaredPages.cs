using Countyworks.Core.Posts;
using Countyworks.Data;
using Countyworks.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Browser.Tests.Walk;

/// <summary>The pages the server has, read from the routes it declares: a page that nobody thought of here is walked all the same.</summary>
internal static class DeclaredPages
{
    /// <summary>What answers GET and is not a page: leads elsewhere, or is kept as a file.</summary>
    private static readonly string[] others =
    [
        "/preferences", "/health/live", "/health/ready", "/health/startup", "/metrics", "/seals/checkpoint", "/matters/{id}", "/my/notices/{id}", "/sign-in/provider", "/sign-in/provider/return", "/files/{id}", "/files/{id}/thumb",
        "/track/{number}/{code}/files/{id}", "/track/{number}/{code}/files/{id}/thumb",
    ];

    /// <summary>Route and what it asks of its caller.</summary>
    public static readonly IReadOnlyDictionary<string, Needs> All = Read();

    private static SortedDictionary<string, Needs> Read()
    {
        var data = Directory.CreateTempSubdirectory("countyworks-routes-");
        try
        {
            using var host = (IDisposable)CountyHost.Build(
                new HostSettings(new DistrictCode(431003), data.FullName, "http://127.0.0.1:0") { RunsWorkers = false }, SystemClock.Instance);
            return new(((IEndpointRouteBuilder)host).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
                .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true && e.Metadata.Declared() is not null)
                .Select(e => (Route: "/" + e.RoutePattern.RawText!.Trim('/'), Needs: e.Metadata.Declared()!))
                .Where(e => IsPage(e.Route)).DistinctBy(e => e.Route).ToDictionary(e => e.Route, e => e.Needs), StringComparer.Ordinal);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    // A name with a dot is a file: style sheets, tables to download.
    private static bool IsPage(string route) =>
        !route.StartsWith("/api/", StringComparison.Ordinal) && !route.Contains('.', StringComparison.Ordinal) && !others.Contains(route);
}
