using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Ledgers;

/// <summary>By what money may be spent.</summary>
public enum AuthorityKind
{
    /// <summary>A vote of those whose money it is.</summary>
    Vote = 1,

    /// <summary>The approval of an office.</summary>
    Approval = 2,

    /// <summary>A line of a budget or an appropriation 预算指标.</summary>
    BudgetLine = 3,

    /// <summary>A rule or contract that says what is paid (billing, remuneration, dividend plan).</summary>
    Rule = 4,

    /// <summary>A decision of a court.</summary>
    Court = 5,
}

/// <summary>What allows spending: who decided it, on which document, up to how much.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Kind">By what.</param>
/// <param name="Reference">Its number or name, as people know it.</param>
/// <param name="Document">The hash of the document that says so.</param>
/// <param name="LimitFen">The most that may be spent and held by it together; null for no limit of its own.</param>
public sealed record Authority(Id<Authority> Id, AuthorityKind Kind, string Reference, Digest Document, long? LimitFen)
{
    /// <summary>What was spent by it.</summary>
    public long SpentFen { get; init; }

    /// <summary>What is held by it.</summary>
    public long HeldFen { get; init; }

    /// <summary>When it was annulled, say by a court: what was spent stays spent, nothing more can be. Null while it stands.</summary>
    public Instant? AnnulledAt { get; init; }

    /// <summary>What is left of its limit; null without one.</summary>
    public Int128? LeftFen => LimitFen is { } limit ? (Int128)limit - SpentFen - HeldFen : null;
}
