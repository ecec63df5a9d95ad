using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Countyworks.Data.Writing;

/// <summary>Who acts: a person in a post; neither for the system itself or somebody without an account.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="PostId">The post in which the person acts.</param>
public readonly record struct Actor(Guid? PersonId, Guid? PostId)
{
    /// <summary>The system's own jobs.</summary>
    public static readonly Actor System;

    /// <summary>Somebody without an account.</summary>
    public static readonly Actor Anybody;
}

/// <summary>A key the client made so that a repeat of the same command answers with the first result.</summary>
/// <param name="Key">At most 200 characters; unique within the district.</param>
/// <param name="BodyHash">SHA-256 of what was sent: the same key with another body is refused.</param>
public sealed record Once(string Key, byte[] BodyHash)
{
    /// <summary>A key for a body given as text.</summary>
    public static Once For(string key, string body) => new(key, SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}

/// <summary>Around every command: what it is called, who gives it and when. The clock enters here and nowhere deeper.</summary>
/// <param name="Command">The name of the use case, for logs and the table of answers.</param>
/// <param name="Actor">Who acts.</param>
/// <param name="At">Now.</param>
/// <param name="Once">The idempotency key, if the client gave one.</param>
public sealed record Envelope(string Command, Actor Actor, Instant At, Once? Once = null);
