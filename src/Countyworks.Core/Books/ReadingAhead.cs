using System.Collections.Concurrent;

namespace Countyworks.Core.Books;

/// <summary>Rows that a thread of its own reads while those before are looked at: of a check of a million entries most of the time goes into reading.</summary>
internal static class ReadingAhead
{
    private const int Chunk = 2000, ChunksAhead = 4;

    /// <summary>The same rows in the same order. Whatever they are read through must be read by nothing else, and live until the enumeration is disposed of.</summary>
    public static IEnumerable<T> Ahead<T>(this IEnumerable<T> rows)
    {
        using var chunks = new BlockingCollection<T[]>(ChunksAhead);
        using var stopping = new CancellationTokenSource();
        var reading = Task.Factory.StartNew(() => Read(rows, chunks, stopping.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var row in chunks.GetConsumingEnumerable().SelectMany(chunk => chunk))
            {
                yield return row;
            }

            reading.GetAwaiter().GetResult();   // What went wrong while reading is the reader's to hear.
        }
        finally
        {
            stopping.Cancel();
            Task.WaitAny(reading);
        }
    }

    private static void Read<T>(IEnumerable<T> rows, BlockingCollection<T[]> chunks, CancellationToken stopping)
    {
        try
        {
            foreach (var chunk in rows.Chunk(Chunk))
            {
                chunks.Add(chunk, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Nobody reads on.
        }
        finally
        {
            chunks.CompleteAdding();
        }
    }
}
