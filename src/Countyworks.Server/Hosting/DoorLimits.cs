using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Countyworks.Server.Hosting;

/// <summary>
/// How much callers may send, and how slowly: a caller who keeps connections open, or sends a byte a second, must not use up what others need.
/// </summary>
public sealed record DoorLimits
{
    /// <summary>Connections at once; the next must wait until one ends.</summary>
    public int Connections { get; init; } = 5_000;

    /// <summary>How long the head of a request may take.</summary>
    public TimeSpan LongestHead { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a connection stays open without a request.</summary>
    public TimeSpan LongestIdle { get; init; } = TimeSpan.FromSeconds(65);

    /// <summary>The fewest bytes a second of a body, after <see cref="Grace"/>: the worst line of a village is faster.</summary>
    public double SlowestBody { get; init; } = 240;

    /// <summary>How long a body may be slower; a phone changes its cell.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an answer may take, unless a route says that it may take longer: those with files.</summary>
    public TimeSpan LongestAnswer { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The most bytes of a body, unless a route says that it takes files.</summary>
    public const long BodyBytes = 2 * 1024 * 1024;

    private const int HeadBytes = 16 * 1024;
    private const int Headers = 64;

    /// <summary>Sets them.</summary>
    public void Apply(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        var limits = server.Limits;
        limits.MaxConcurrentConnections = Connections;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxRequestHeadersTotalSize = HeadBytes;
        limits.MaxRequestHeaderCount = Headers;
        limits.MaxRequestBodySize = BodyBytes;
        limits.RequestHeadersTimeout = LongestHead;
        limits.KeepAliveTimeout = LongestIdle;
        limits.MinRequestBodyDataRate = new MinDataRate(SlowestBody, Grace);
        limits.MinResponseDataRate = new MinDataRate(SlowestBody, Grace);
    }
}
