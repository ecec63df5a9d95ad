using System.Net;
using System.Net.Sockets;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Given;
using Countyworks.Tests.SignIn;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Countyworks.Tests.Web;

/// <summary>Callers who send slowly, or very much, don't use up what others need.</summary>
public sealed class Slow_and_large_callers
{
    [Fact]
    public async Task Have_a_limit_for_everything_they_send()
    {
        await using var site = await Site.On();

        var server = site.Get<IOptions<KestrelServerOptions>>().Value;

        Assert.False(server.AddServerHeader);
        Assert.Equal(DoorLimits.BodyBytes, server.Limits.MaxRequestBodySize);
        Assert.Equal((5_000, 64), (server.Limits.MaxConcurrentConnections, server.Limits.MaxRequestHeaderCount));
        Assert.Equal(TimeSpan.FromSeconds(60), site.Get<IOptions<RequestTimeoutOptions>>().Value.DefaultPolicy!.Timeout);
        Assert.NotNull(server.Limits.MinRequestBodyDataRate);
        Assert.NotNull(server.Limits.MinResponseDataRate);
    }

    [Fact]
    public async Task May_send_more_and_take_longer_only_where_files_are_taken()
    {
        await using var site = await Site.On();

        var larger = DeclaredRoutes.Endpoints(site).Where(e => e.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize > DoorLimits.BodyBytes)
            .Select(e => e.RoutePattern.RawText!.TrimEnd('/')).Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "/api/v1/files", "/deliberation/{id}/report", "/deliberation/{id}/write", "/funds/{id}/bank", "/funds/{id}/cash", "/funds/{id}/expenses/new", "/funds/{id}/expenses/{expense}", "/funds/{id}/income",
                "/funds/{id}/manager", "/funds/{id}/payments/{payment}/move", "/funds/{id}/payments/{payment}/return", "/funds/{id}/terms", "/funds/{id}/years/{year:int}/dividend/{number:int}", "/import", "/instructions/{id}/{deed}", "/proposals/{id}/{deed}", "/report", "/requests/{id}/{deed}", "/track/{number}/{code}/more",
                "/village/assets/{asset}/sessions", "/village/{id}/keep/{deed}",
            ],
            larger);
    }

    [Fact]
    public async Task Who_never_end_the_head_of_a_request_are_hung_up_on()
    {
        await using var site = await Site.On(with: settings => settings with { Door = new DoorLimits { LongestHead = TimeSpan.FromSeconds(1) } });
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, site.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "u8.ToArray(), TestContext.Current.CancellationToken);

        // The server speaks first, and only to say goodbye: the read ends when it hangs up.
        using var reader = new StreamReader(stream);
        Assert.Contains("408", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_send_a_body_a_byte_at_a_time_are_hung_up_on_and_nothing_is_written()
    {
        await using var site = await Site.On(with: settings => settings with { Door = new DoorLimits { SlowestBody = 1_000_000, Grace = TimeSpan.FromSeconds(1.1) } });
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, site.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync("POST /api/v1/requests HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"u8.ToArray(), TestContext.Current.CancellationToken);

        using var reader = new StreamReader(stream);
        Assert.Contains("408", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, site.Read(db => db.Set<Core.Matters.Matter>().Count()));
    }
}
