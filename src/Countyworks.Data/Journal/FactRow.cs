using NodaTime;

namespace Countyworks.Data.Journal;

/// <summary>A row of the append-only journal (留痕). The journal of a matter is its timeline.</summary>
public sealed class FactRow
{
    /// <summary>Gap-free from 1 within the district.</summary>
    public required long Seq { get; init; }

    /// <summary>When it was recorded.</summary>
    public required Instant At { get; init; }

    /// <summary>The name of the fact, see <see cref="FactKinds.NameOf"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The person who did it; null for the system and for people without an account.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>The post in which it was done.</summary>
    public Guid? PostId { get; init; }

    /// <summary>The matter, place or other thing it is about.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>Who may read it in a timeline.</summary>
    public required Audience Audience { get; init; }

    /// <summary>The fact as JSON, without personal data.</summary>
    public required string Data { get; init; }

    /// <summary>What somebody wrote with it; may hold personal data, so it alone may later be erased (set to null).</summary>
    public string? Remark { get; init; }

    /// <summary>32 random bytes kept beside the remark and erased with it: without them nobody can try words against <see cref="Commitment"/>.</summary>
    public byte[]? Salt { get; init; }

    /// <summary>What stands for the remark in the seal of the journal, see <see cref="Engines.Seals.Commitment"/>; stays when the remark is erased.</summary>
    public byte[]? Commitment { get; init; }
}
