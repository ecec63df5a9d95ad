using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Countyworks.Server.Telemetry;

/// <summary>
/// Writes the lines of a server to its standard output beside its requests, all that wait at once. The platform's console wakes a thread
/// for every line and lets requests wait while the output does: that took 43 % of a page kept for everybody (measured). Here a request waits for
/// nothing; where the output is stopped so long that the queue is full, lines are left out, and a line says how many.
/// </summary>
public sealed partial class LineLog : ILoggerProvider
{
    /// <summary>Lines that may wait.</summary>
    public const int QueueLimit = 50_000;

    private const int BlockSize = 64 * 1024;

    // Long enough to gather lines, too short for whoever looks on to notice.
    private static readonly TimeSpan gathering = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan untilGivenUp = TimeSpan.FromSeconds(2);

    private readonly JsonLines lines;
    private readonly Stream output;
    private readonly Channel<byte[]> queue = Channel.CreateUnbounded<byte[]>(new() { SingleReader = true });
    private readonly MemoryStream block = new(BlockSize);
    private readonly Task work;
    private int waiting;
    private int leftOut;

    /// <summary>To standard output.</summary>
    public LineLog(IClock clock)
        : this(clock, Console.OpenStandardOutput())
    {
    }

    /// <summary>To any stream.</summary>
    public LineLog(IClock clock, Stream output)
    {
        (lines, this.output) = (new JsonLines(clock), output);
        work = Task.Run(WorkAsync);
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(lines, categoryName, Add);

    /// <summary>Writes what waits. An output that takes nothing for two seconds gets no more.</summary>
    public void Dispose()
    {
        queue.Writer.TryComplete();
        work.Wait(untilGivenUp);
    }

    private void Add(byte[] line)
    {
        if (Volatile.Read(ref waiting) >= QueueLimit)
        {
            Interlocked.Increment(ref leftOut);
        }
        else if (queue.Writer.TryWrite(line))
        {
            Interlocked.Increment(ref waiting);
        }
    }

    private async Task WorkAsync()
    {
        // What it says itself goes straight into the block: there is always room for it.
        var self = new Logger(lines, typeof(LineLog).FullName!, bytes => block.Write(bytes));
        while (await queue.Reader.WaitToReadAsync())
        {
            await Task.Delay(gathering, TimeProvider.System);
            while (queue.Reader.TryRead(out var line))
            {
                Interlocked.Decrement(ref waiting);
                block.Write(line);
                if (block.Length >= BlockSize)
                {
                    WriteOut();
                }
            }

            if (Interlocked.Exchange(ref leftOut, 0) is > 0 and var count)
            {
                LogLeftOut(self, count);
            }

            WriteOut();
        }
    }

    private void WriteOut()
    {
        try
        {
            output.Write(block.GetBuffer().AsSpan(0, (int)block.Length));
            output.Flush();
        }
        catch (IOException)
        {
            // Nobody reads any more; there is nowhere left to say so.
        }

        block.SetLength(0);
    }

    [LoggerMessage(103, LogLevel.Warning, "{Count} lines were left out: the output took them too slowly")]
    private static partial void LogLeftOut(ILogger log, int count);

    private sealed class Logger(JsonLines lines, string category, Action<byte[]> add) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            add(lines.Of(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter)));
    }
}
