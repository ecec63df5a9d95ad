using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Countyworks.Kernel;
using Microsoft.Extensions.Logging;

namespace Countyworks.Core.Files;

/// <summary>
/// Lets a ClamAV daemon look at what is handed in, where the settings name one: by its command INSTREAM, so that it needs no access to our files.
/// Whatever it does not call clean is not taken in.
/// </summary>
public sealed partial class FileScanner
{
    private const int ChunkBytes = 64 * 1024;
    private const int AnswerBytes = 4096;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    private readonly EndPoint? daemon;
    private readonly ILogger<FileScanner> log;

    /// <summary>Connects to nobody yet.</summary>
    /// <exception cref="InvalidDataException">The address in the settings cannot be understood.</exception>
    public FileScanner(FileLimits limits, ILogger<FileScanner> log) => (daemon, this.log) = (limits.Scanner is { } address ? EndPointOf(address) : null, log);

    /// <summary>
    /// Looks at a content; done when it is clean or when there is no scanner. Refuses <c>file_infected</c>, <c>scanner_away</c>.
    /// </summary>
    /// <param name="content">Seekable; read from its beginning and left at any position.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Outcome<Done>> Look(Stream content, CancellationToken cancellation)
    {
        if (daemon is null)
        {
            return Done.It;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeLimit);
        try
        {
            return Judge(await Ask(daemon, content, limit.Token));
        }
        catch (Exception error) when (error is SocketException or IOException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            LogAway(error.GetType().Name);
            return Away;
        }
    }

    private static Refusal Away => new("scanner_away") { Kind = RefusalKind.Unavailable };

    private Outcome<Done> Judge(string answer)
    {
        if (answer == "stream: OK")
        {
            return Done.It;
        }

        if (answer.EndsWith(" FOUND", StringComparison.Ordinal))
        {
            LogInfected(answer);
            return new Refusal("file_infected");
        }

        LogAway(answer);
        return Away;
    }

    private static async Task<string> Ask(EndPoint daemon, Stream content, CancellationToken cancellation)
    {
        using var socket = daemon is UnixDomainSocketEndPoint ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(daemon, cancellation);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancellation);
        content.Position = 0;
        var chunk = new byte[sizeof(int) + ChunkBytes];
        int read;
        do
        {
            // Each chunk after its length; one of length nothing ends it.
            read = await content.ReadAsync(chunk.AsMemory(sizeof(int)), cancellation);
            BinaryPrimitives.WriteInt32BigEndian(chunk, read);
            await stream.WriteAsync(chunk.AsMemory(0, sizeof(int) + read), cancellation);
        }
        while (read > 0);

        var answer = new byte[AnswerBytes];
        var length = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(answer, 0, length).TrimEnd('\0', '\n');
    }

    private static EndPoint EndPointOf(string address) => address.Split(':', 2) switch
    {
        ["unix", { Length: > 0 } path] => new UnixDomainSocketEndPoint(path),
        ["tcp", var host] when IPEndPoint.TryParse(host, out var point) && point.Port > 0 => point,
        ["tcp", var host] when host.Split(':') is [{ Length: > 0 } name, var number] && ushort.TryParse(number, out var port) && port > 0 => new DnsEndPoint(name, port),
        _ => throw new InvalidDataException($"files.scanner is \"{address}\": it must be unix:/path/of/clamd.ctl or tcp:host:port."),
    };

    [LoggerMessage(3, LogLevel.Warning, "The scanner found {Answer} in a file that was handed in; it was not taken")]
    private partial void LogInfected(string answer);

    [LoggerMessage(4, LogLevel.Error, "The scanner of files does not answer ({Why}): no file is taken in")]
    private partial void LogAway(string why);
}
