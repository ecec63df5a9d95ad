using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Data.Outbox;

/// <summary>Something to be delivered outside the transaction that decided it: at least once, with growing pauses between tries.</summary>
public sealed class Message
{
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
}
