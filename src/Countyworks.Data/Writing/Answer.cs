using NodaTime;

namespace Countyworks.Data.Writing;

/// <summary>The first answer to a command with an idempotency key; a repeat of the key gets it again.</summary>
public sealed class Answer
{
    /// <summary>The key the client made.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of what was sent with it first.</summary>
    public required byte[] BodyHash { get; init; }

    /// <summary>The command.</summary>
    public required string Command { get; init; }

    /// <summary>When it was first answered.</summary>
    public required Instant At { get; init; }

    /// <summary>What it answered, as JSON.</summary>
    public required string Result { get; init; }
}
