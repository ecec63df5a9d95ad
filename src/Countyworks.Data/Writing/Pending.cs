using Countyworks.Data.Secrets;
using System.Text.Json;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Data.Writing;

/// <summary>What every command of a writer shares: its facts, who listens to them, and the id source.</summary>
internal sealed record FactsDeclared(FactKinds Kinds, ILookup<Type, FactListener> Listeners, Ids Ids, ISecrets? Secrets);

/// <summary>A command waiting for its commit.</summary>
internal abstract class Pending
{
    /// <summary>Commands in the commit it was part of; 0 while there was none.</summary>
    public int Batch { get; set; }

    /// <summary>Runs the command; false when it refused and must be undone.</summary>
    public abstract bool Decide(WriteSession session, FactsDeclared declared);

    /// <summary>Remembers a refusal, to be answered with the batch.</summary>
    public abstract void Refuse(Refusal refusal);

    /// <summary>Remembers a broken promise, to be thrown at the caller with the batch.</summary>
    public abstract void Doom(Exception error);

    /// <summary>Answers what was decided: the commit is on disk.</summary>
    public abstract void Acknowledge();

    /// <summary>Answers a refusal now.</summary>
    public abstract void Fail(Refusal refusal);

    /// <summary>Throws at the caller now.</summary>
    public abstract void Throw(Exception error);
}

internal sealed class Pending<T>(Envelope envelope, Func<Change, Outcome<T>> decide) : Pending
{
    // Asynchronous continuations, or the callers would run on the writer's thread.
    private readonly TaskCompletionSource<Outcome<T>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Outcome<T> outcome;
    private Exception? broken;

    public Task<Outcome<T>> Task => answer.Task;

    public override bool Decide(WriteSession session, FactsDeclared declared)
    {
        broken = null;
        if (envelope.Once is { } once && FirstAnswer(session, once) is { } answered)
        {
            outcome = answered;
            return true;
        }

        var change = new Change(session, envelope, declared);
        outcome = decide(change);
        if (!outcome.IsDone(out var result, out _))
        {
            return false;
        }

        if (envelope.Once is { } key)
        {
            change.Add(new Answer
            {
                Key = key.Key,
                BodyHash = key.BodyHash,
                Command = envelope.Command,
                At = envelope.At,
                Result = JsonSerializer.Serialize(result, Json.Options),
            });
        }

        return true;
    }

    public override void Refuse(Refusal refusal) => outcome = refusal;

    // What was answered to the key before; null when it is new.
    private Outcome<T>? FirstAnswer(WriteSession session, Once once) => session.First<Outcome<T>?>(
        new Statement("SELECT body_hash, command, result FROM answer WHERE district_id = @p0 AND key = @p1", [session.Database.District.Value, once.Key]),
        row => row.Bytes(0).AsSpan().SequenceEqual(once.BodyHash) && row.Text(1) == envelope.Command
            ? JsonSerializer.Deserialize<T>(row.Text(2), Json.Options)!
            : new Refusal("idempotency_key_reused") { Kind = RefusalKind.Conflict });

    public override void Doom(Exception error) => broken = error;

    public override void Acknowledge()
    {
        if (broken is { } error)
        {
            answer.TrySetException(error);
        }
        else
        {
            answer.TrySetResult(outcome);
        }
    }

    public override void Fail(Refusal refusal) => answer.TrySetResult(refusal);

    public override void Throw(Exception error) => answer.TrySetException(error);
}
