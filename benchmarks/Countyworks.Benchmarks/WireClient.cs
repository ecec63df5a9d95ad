using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Countyworks.Benchmarks;

/// <summary>
/// A connection that asks in prepared bytes and reads no more of an answer than its status and its end: the load must cost less than what it measures,
/// since both share the processors.
/// </summary>
internal sealed class WireClient(Uri server) : IDisposable
{
    private static readonly byte[] headEnd = "\r\n\r\n"u8.ToArray(), lastChunk = "\r\n0\r\n\r\n"u8.ToArray();

    private readonly byte[] buffer = new byte[1 << 20];
    private Socket? socket;

    /// <summary>The bytes of a request.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="method">GET, POST.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="headers">Further headers, a line each, each ended.</param>
    /// <param name="json">The body; null for none.</param>
    public static byte[] Request(Uri server, string method, string path, string headers = "", string? json = null)
    {
        var body = Encoding.UTF8.GetBytes(json ?? "");
        var type = json is null ? "" : string.Create(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n");
        return [.. Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: {server.Authority}\r\n{headers}{type}\r\n"), .. body];
    }

    /// <summary>Asks and waits for the whole answer.</summary>
    /// <returns>Its status; 0 when the connection broke.</returns>
    public async Task<int> Ask(byte[] request)
    {
        try
        {
            if (socket is null)
            {
                socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, server.Port);
            }

            await socket.SendAsync(request);
            return await Read(socket);
        }
        catch (Exception broken) when (broken is SocketException or IOException)
        {
            Dispose();
            return 0;
        }
    }

    public void Dispose()
    {
        socket?.Dispose();
        socket = null;
    }

    private async Task<int> Read(Socket from)
    {
        var (read, body) = (0, -1);
        while (body < 0)
        {
            read += await More(from, read);
            body = buffer.AsSpan(0, read).IndexOf(headEnd);
        }

        body += headEnd.Length;
        var head = Encoding.ASCII.GetString(buffer, 0, body);
        var length = LengthIn(head);
        // Of a long answer only the end matters, so the buffer is filled again from its start.
        for (var rest = length - (read - body); length >= 0 && rest > 0;)
        {
            rest -= await More(from, 0);
        }

        while (length < 0 && !EndsIn(read, body))
        {
            if (read > buffer.Length / 2)
            {
                buffer.AsSpan(read - lastChunk.Length, lastChunk.Length).CopyTo(buffer);
                (read, body) = (lastChunk.Length, 0);
            }

            read += await More(from, read);
        }

        return int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
    }

    private bool EndsIn(int read, int body) =>
        buffer.AsSpan(0, read).EndsWith(lastChunk) || (read - body == 5 && buffer.AsSpan(body, 5).SequenceEqual(lastChunk.AsSpan(2)));

    private async Task<int> More(Socket from, int at) => await from.ReceiveAsync(buffer.AsMemory(at)) is > 0 and var got ? got : throw new IOException("closed");

    private static int LengthIn(string head)
    {
        const string name = "\r\nContent-Length: ";
        var at = head.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return head.Contains("chunked", StringComparison.OrdinalIgnoreCase) ? -1 : 0;
        }

        at += name.Length;
        return int.Parse(head.AsSpan(at, head.IndexOf('\r', at) - at), CultureInfo.InvariantCulture);
    }
}
