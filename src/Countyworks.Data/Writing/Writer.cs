using System.Threading.Channels;
using Countyworks.Data.Databases;
using Countyworks.Data.Journal;
using Countyworks.Data.Secrets;
using Countyworks.Data.Telemetry;
using Countyworks.Kernel;
using Microsoft.Extensions.Logging;

namespace Countyworks.Data.Writing;

/// <summary>
/// The one way a district is written. Commands queue; one thread runs whatever arrives until none is left waiting, each in its own savepoint,
/// commits them together and only then answers: what is acknowledged is on disk, and a fast disk is not needed for many commands.
/// </summary>
public sealed class Writer : IAsyncDisposable
{
    /// <summary>Commands that may wait; one more is refused rather than kept waiting.</summary>
    public const int QueueLimit = 4096;

    /// <summary>Commands in one commit.</summary>
    public const int BatchLimit = 512;

    private static readonly TimeSpan UntilRest = TimeSpan.FromSeconds(2);

    private readonly Database database;
    private readonly CommandWatch watch;
    private readonly FactsDeclared declared;
    private readonly Channel<Pending> queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(QueueLimit) { SingleReader = true });
    private readonly Thread thread;
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Pending> batch = new(BatchLimit);
    private WriteSession? session;
    private long busySince;
    private volatile bool isStoreLost;

    /// <summary>Starts the thread.</summary>
    /// <param name="database">What it writes.</param>
    /// <param name="log">Gets a line a command.</param>
    /// <param name="measures">Counts commands and commits; null where nobody asks.</param>
    /// <param name="secrets">Seals what commands must not write openly; null where none does.</param>
    public Writer(Database database, ILogger<Writer> log, Measures? measures = null, ISecrets? secrets = null)
    {
        (this.database, watch) = (database, new CommandWatch(log, measures ?? new Measures()));
        declared = new(new FactKinds(database.Parts), database.Parts.SelectMany(p => p.Listeners).ToLookup(l => l.Fact), new Ids(), secrets);
        thread = new Thread(Work) { IsBackground = true, Name = $"writer {database.District}" };
        thread.Start();
    }

    /// <summary>Commits made and commands in them, since the start.</summary>
    public (long Commits, long Commands) Counts { get; private set; }

    /// <summary>Commands that wait.</summary>
    public int Waiting => queue.Reader.Count;

    /// <summary>How long it has been at the batch in its hands: the heartbeat. Zero while nothing waits.</summary>
    public TimeSpan BusyFor => Volatile.Read(ref busySince) is var since and not 0 ? TimeProvider.System.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Whether it can write: its thread lives, and the last commit did not fail.</summary>
    public bool IsWell => thread.IsAlive && !isStoreLost;

    /// <summary>Runs a command and answers after it is on disk.</summary>
    /// <param name="envelope">Who, when, and the idempotency key.</param>
    /// <param name="decide">Loads, decides and saves; a refusal undoes all it wrote. It may be run more than once.</param>
    /// <param name="cancellation">Gives up waiting; the command may still be done.</param>
    /// <returns>What <paramref name="decide"/> answered; or the refusal <c>busy</c>, <c>store_failed</c>, <c>changed_meanwhile</c> or <c>idempotency_key_reused</c>.</returns>
    public Task<Outcome<T>> Run<T>(Envelope envelope, Func<Change, Outcome<T>> decide, CancellationToken cancellation = default) =>
        watch.Over(envelope, new Pending<T>(envelope, decide), async pending => queue.Writer.TryWrite(pending)
            ? await pending.Task.WaitAsync(cancellation)
            : new Refusal("busy") { Kind = RefusalKind.Unavailable });

    /// <summary>Finishes what is queued and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await stopped.Task;
    }

    private void Work()
    {
        // A thread of its own: the database's calls block, and pool threads are for requests.
        while (HasMore())
        {
            batch.Clear();
            Volatile.Write(ref busySince, TimeProvider.System.GetTimestamp());
            CommitBatch();
            Volatile.Write(ref busySince, 0);
        }

        try
        {
            session?.Settle();
            session?.Dispose();
        }
        catch (System.Data.Common.DbException error)
        {
            // What was acknowledged is on disk all the same.
            watch.StoreFailed(error);
        }

        stopped.SetResult();
    }

    private bool HasMore()
    {
        var more = queue.Reader.WaitToReadAsync().AsTask();
        if (session is not null && !more.IsCompleted && !((IAsyncResult)more).AsyncWaitHandle.WaitOne(UntilRest))
        {
            try
            {
                session.Rest();
            }
            catch (System.Data.Common.DbException error)
            {
                watch.StoreFailed(error);   // The next command finds out whether the store is lost.
            }
        }

        return more.GetAwaiter().GetResult();
    }

    private void CommitBatch()
    {
        try
        {
            Commit(batch, TakeNext);
        }
        catch (BatchBrokenException)
        {
            session!.Rollback();
            foreach (var pending in batch)
            {
                CommitAlone(pending);
            }
        }
        catch (Exception error)
        {
            // Whether the commit reached the disk is not known: the callers try again with their keys, on a new connection.
            GiveUp(batch, error);
        }
    }

    private void CommitAlone(Pending pending)
    {
        const int tries = 3;
        for (var i = 1; ; i++)
        {
            try
            {
                Commit([pending], () => false);
                return;
            }
            catch (BatchBrokenException broken) when (broken.InnerException is RowChangedException)
            {
                session!.Rollback();
                if (i == tries)
                {
                    pending.Fail(Refusal.Changed);
                    return;
                }
            }
            catch (BatchBrokenException broken)
            {
                session!.Rollback();
                pending.Throw(broken.InnerException!);
                return;
            }
            catch (Exception error)
            {
                GiveUp([pending], error);
                return;
            }
        }
    }

    // Who was answered just now may be back with the next command before the batch in hand is done: it is taken along.
    private bool TakeNext()
    {
        if (batch.Count == BatchLimit || !queue.Reader.TryRead(out var pending))
        {
            return false;
        }

        batch.Add(pending);
        return true;
    }

    private void Commit(List<Pending> commands, Func<bool> takesMore)
    {
        session ??= database.OpenSession();
        session.Begin();
        for (var i = 0; i < commands.Count || takesMore(); i++)
        {
            RunInSavepoint(commands[i], session);
        }

        var began = TimeProvider.System.GetTimestamp();
        using (Measures.Spans.StartActivity("commit")?.SetTag("batch", commands.Count))
        {
            session.Commit();
        }

        watch.Committed(commands.Count, TimeProvider.System.GetElapsedTime(began));
        isStoreLost = false;
        Counts = (Counts.Commits + 1, Counts.Commands + commands.Count);
        foreach (var pending in commands)
        {
            pending.Batch = commands.Count;
            pending.Acknowledge();
        }
    }

    private void RunInSavepoint(Pending pending, WriteSession inSession)
    {
        var seq = inSession.NextSeq;
        inSession.Savepoint();
        try
        {
            if (pending.Decide(inSession, declared))
            {
                inSession.Release();
            }
            else
            {
                inSession.RollbackTo(seq);
            }
        }
        catch (RowChangedException)
        {
            inSession.RollbackTo(seq);
            pending.Refuse(Refusal.Changed);
        }
        catch (Exception error) when (error is not BatchBrokenException)
        {
            inSession.RollbackTo(seq, error);
            pending.Doom(error);
        }
    }

    private void GiveUp(List<Pending> commands, Exception error)
    {
        isStoreLost = true;
        watch.StoreFailed(error);
        foreach (var pending in commands)
        {
            pending.Fail(new Refusal("store_failed") { Kind = RefusalKind.Unavailable });
        }

        try
        {
            session?.Dispose();
        }
        catch (Exception disposing) when (disposing is System.Data.Common.DbException or InvalidOperationException or IOException)
        {
            watch.StoreFailed(disposing);
        }

        session = null;
    }
}
