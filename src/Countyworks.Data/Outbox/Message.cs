using Countyworks.Data.Jobs;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Data.Outbox;

/// <summary>Something to be delivered outside the transaction that decided it: at least once, with growing pauses between tries.</summary>
public sealed class Message
{
    /// <summary>Tries after which it is given up: about fifteen hours after the first.</summary>
    public const int TryLimit = 10;

    /// <summary>Characters of an error that are kept.</summary>
    public const int ErrorLimit = 500;

    private static readonly GrowingPause AfterFailure = new(Duration.FromSeconds(10), 3, Duration.FromHours(6));

    /// <summary>Its identity; a receiver can tell a repeat by it.</summary>
    public required Id<Message> Id { get; init; }

    /// <summary>When it was decided.</summary>
    public required Instant At { get; init; }

    /// <summary>Which worker takes it.</summary>
    public required string Topic { get; init; }

    /// <summary>What the worker needs, as JSON.</summary>
    public required string Body { get; init; }

    /// <summary>Tries that failed so far.</summary>
    public int Tries { get; set; }

    /// <summary>When it may be tried next; a worker that takes it moves this on, which is its lease.</summary>
    public required Instant? NextTryAt { get; set; }

    /// <summary>When it was delivered; null while it waits or was given up (then <see cref="NextTryAt"/> is null too).</summary>
    public Instant? DoneAt { get; set; }

    /// <summary>Why the last try failed.</summary>
    public string? Error { get; set; }

    /// <summary>Whether nobody will try it again although it was not delivered.</summary>
    public bool IsGivenUp => NextTryAt is null && DoneAt is null;

    /// <summary>It was delivered.</summary>
    public void Succeed(Instant now) => (NextTryAt, DoneAt, Error) = (null, now, null);

    /// <summary>A try failed: it is tried again after a pause that grows, or given up.</summary>
    /// <param name="now">When.</param>
    /// <param name="error">Why.</param>
    /// <param name="isFinal">Whether no other try can do better.</param>
    public void Fail(Instant now, string error, bool isFinal)
    {
        Tries++;
        Error = error.Length <= ErrorLimit ? error : error[..ErrorLimit];
        NextTryAt = isFinal || Tries >= TryLimit ? null : now + AfterFailure.After(Tries);
    }

    /// <summary>A person asks for new tries of one that was given up.</summary>
    public void TryAgain(Instant now) => (Tries, NextTryAt) = (0, now);
}
