using System.Net;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn.ApiKeys;

namespace Countyworks.Server.Telemetry;

/// <summary>
/// <c>/metrics</c>, for this machine, for the addresses the settings name, and for whoever brings a key of the API; to others it is not there. A request
/// that a proxy passed on without being believed does not come from this machine, whatever its last step says.
/// </summary>
public sealed class MetricsEndpoint(TelemetrySettings settings, ApiKeyBook keys, MetricsText text)
{
    private const string MediaType = "text/plain; version=0.0.4; charset=utf-8";
    private const string Scheme = "Bearer ";

    private static readonly string[] passedOn = ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"];

    private readonly IReadOnlyList<IPNetwork> from =
        [.. settings.MetricsFrom.Select(named => IPNetwork.TryParse(named, out var network) ? network : NetworkOf(IPAddress.Parse(named)))];

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Probes.Metrics, (HttpContext http, MetricsEndpoint metrics, CancellationToken cancellation) => metrics.Show(http, cancellation)).Open();

    private async Task<IResult> Show(HttpContext http, CancellationToken cancellation)
    {
        if (!IsNear(http) && !await HasKey(http.Request, cancellation))
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "no-store";
        return Results.Text(text.Read(), MediaType);
    }

    private bool IsNear(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress is { } remote ? remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote : IPAddress.None;
        return !passedOn.Any(http.Request.Headers.ContainsKey) && (IPAddress.IsLoopback(address) || from.Any(network => network.Contains(address)));
    }

    private async Task<bool> HasKey(HttpRequest request, CancellationToken cancellation) =>
        request.Headers.Authorization.ToString() is { } said && said.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && await keys.Find(said[Scheme.Length..].Trim(), cancellation) is not null;

    private static IPNetwork NetworkOf(IPAddress address) => new(address, address.GetAddressBytes().Length * 8);
}
