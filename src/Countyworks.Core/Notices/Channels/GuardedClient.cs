using System.Net;
using System.Net.Sockets;

namespace Countyworks.Core.Notices.Channels;

/// <summary>An address that was to be called does not lie in the open internet.</summary>
public sealed class NotPublicException(string message) : Exception(message);

/// <summary>
/// Calls addresses that somebody typed in: none of this machine or its networks, unless the operator allowed the host. It follows no redirect,
/// uses no proxy, keeps no cookie.
/// </summary>
public static class GuardedClient
{
    /// <summary>A client; keep one. A call of an address inside fails with a <see cref="NotPublicException"/> within.</summary>
    /// <param name="isAllowed">Whether a host may lie in the office network.</param>
    /// <param name="timeLimit">The longest a call may take.</param>
    /// <param name="mostBytes">The most bytes of an answer.</param>
    public static HttpClient Make(Func<string, bool> isAllowed, TimeSpan timeLimit, int mostBytes) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = timeLimit,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = (context, cancellation) => Connect(context, isAllowed, cancellation),
    })
    { Timeout = timeLimit, MaxResponseContentBufferSize = mostBytes };

    // Judged here, where the address is final: a name may mean one address when it is checked and another when it is called.
    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, Func<string, bool> isAllowed, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await Dns.GetHostAddressesAsync(host, cancellation);
        var target = addresses.FirstOrDefault(a => isAllowed(host) || PublicAddress.Is(a))
            ?? throw new NotPublicException($"{host} is not an address of the open internet.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(target, context.DnsEndPoint.Port), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
