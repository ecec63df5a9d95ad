using System.Net;

namespace Countyworks.Server.Telemetry;

/// <summary>The section <c>telemetry</c> of the settings file: who is told how the server does.</summary>
public sealed record TelemetrySettings
{
    /// <summary>Where traces and numbers are sent by OTLP over gRPC, such as <c>http://127.0.0.1:4317</c>; null for nowhere. Headers with a secret belong in the variable <c>OTEL_EXPORTER_OTLP_HEADERS</c>.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>Which share of requests is traced, from 0 to 1.</summary>
    public double TraceShare { get; init; } = 0.01;

    /// <summary>The addresses and networks besides this machine that may read <c>/metrics</c> without a key.</summary>
    public IReadOnlyList<string> MetricsFrom { get; init; } = [];

    /// <summary>Seconds from being told to stop until doors close, in which <c>/health/ready</c> says no: as long as whatever is in front takes to notice. At most 15.</summary>
    public int DrainSeconds { get; init; }

    /// <summary>The name of a key that makes no sense; null when all do.</summary>
    public string? Wrong =>
        Otlp is { } address && !(address.IsAbsoluteUri && address.Scheme is "http" or "https") ? "telemetry.otlp"
        : TraceShare is not (>= 0 and <= 1) ? "telemetry.traceShare"
        : MetricsFrom.Any(from => !IPAddress.TryParse(from, out _) && !IPNetwork.TryParse(from, out _)) ? "telemetry.metricsFrom"
        : DrainSeconds is not (>= 0 and <= 15) ? "telemetry.drainSeconds"
        : null;
}
