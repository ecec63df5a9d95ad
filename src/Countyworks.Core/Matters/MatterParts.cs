using Countyworks.Core.Files;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Matters;

/// <summary>A mark of a matter's clock: by when something is owed, and when it was done.</summary>
public sealed class MatterMark
{
    /// <summary>Whose clock.</summary>
    public required Id<Matter> MatterId { get; init; }

    /// <summary>The mark: respond, act, report.</summary>
    public required string Mark { get; init; }

    /// <summary>Its place in the rule, from 0.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The day it is due on; null while the clock is stopped.</summary>
    public LocalDate? DueOn { get; set; }

    /// <summary>The instant after which it is overdue; null while the clock is stopped.</summary>
    public Instant? DueAt { get; set; }

    /// <summary>Whether it was counted through a year not announced yet.</summary>
    public bool IsProvisional { get; set; }

    /// <summary>When it was met; null while it is owed.</summary>
    public Instant? MetAt { get; set; }
}

/// <summary>Why a clock is stopped.</summary>
public sealed class MatterPause
{
    /// <summary>Its identity.</summary>
    public required Id<MatterPause> Id { get; init; }

    /// <summary>Whose clock.</summary>
    public required Id<Matter> MatterId { get; init; }

    /// <summary>When it began.</summary>
    public required Instant At { get; init; }

    /// <summary>When the clock went on; null while it is stopped.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>One of the reasons the rule lists.</summary>
    public required string Reason { get; init; }

    /// <summary>When it ends by itself: the reason's limit, or the review day of a parked matter (挂账).</summary>
    public required Instant NoLongerThan { get; init; }

    /// <summary>The post that approved it.</summary>
    public Id<Post>? ApprovedBy { get; init; }

    /// <summary>Ends it; a server that slept does not make it longer than it may be.</summary>
    public void EndAt(Instant now) => EndedAt = Instant.Min(now, NoLongerThan);
}

/// <summary>A unit's part in a matter.</summary>
public enum Part
{
    /// <summary>Answers for it (主办).</summary>
    Lead = 1,

    /// <summary>Helps (协办).</summary>
    Assist = 2,
}

/// <summary>A span in which a unit had a matter to do; each unit's holding time is counted by its own spans.</summary>
public sealed class Assignment
{
    /// <summary>Its identity.</summary>
    public required Id<Assignment> Id { get; init; }

    /// <summary>The matter.</summary>
    public required Id<Matter> MatterId { get; init; }

    /// <summary>The unit.</summary>
    public required Id<Organisation> UnitId { get; init; }

    /// <summary>Its part.</summary>
    public required Part Part { get; init; }

    /// <summary>Since when.</summary>
    public required Instant At { get; init; }

    /// <summary>When it ended; null while the unit has it.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>How it ended: done, returned, reassigned, closed; null while the unit has it.</summary>
    public string? EndedBy { get; set; }

    /// <summary>When the unit signed for it (签收).</summary>
    public Instant? SignedAt { get; set; }

    /// <summary>The unit's own next deadline: the requester's clock for the lead, the unit's own clock for one who assists.</summary>
    public Instant? DueAt { get; set; }

    /// <summary>The day of it.</summary>
    public LocalDate? DueOn { get; set; }
}

/// <summary>What a unit may ask for.</summary>
public enum AskKind
{
    /// <summary>To give the matter back (退单).</summary>
    Return = 1,

    /// <summary>To stop the clock (暂停计时).</summary>
    Pause = 2,

    /// <summary>More days (延期).</summary>
    Extension = 3,

    /// <summary>Not to be counted in the rates (剔除).</summary>
    Exclusion = 4,
}

/// <summary>Something a unit asks for (申请), decided by a dispatcher.</summary>
public sealed class Ask
{
    /// <summary>Its identity.</summary>
    public required Id<Ask> Id { get; init; }

    /// <summary>About which matter.</summary>
    public required Id<Matter> MatterId { get; init; }

    /// <summary>What.</summary>
    public required AskKind Kind { get; init; }

    /// <summary>Who asks.</summary>
    public required Id<Organisation> UnitId { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>A reason of the list that belongs to the kind.</summary>
    public required string Reason { get; init; }

    /// <summary>How many counted days, for an extension; 0 otherwise.</summary>
    public int Days { get; init; }

    /// <summary>The review day of a parked matter.</summary>
    public LocalDate? ReviewOn { get; init; }

    /// <summary>When it was decided; null while it waits.</summary>
    public Instant? DecidedAt { get; set; }

    /// <summary>Whether it was granted; null while it waits.</summary>
    public bool? IsGranted { get; set; }

    /// <summary>The post that decided.</summary>
    public Id<Post>? DecidedBy { get; set; }
}

/// <summary>A link from one matter to another: what led to what.</summary>
public sealed class MatterLink
{
    /// <summary>From.</summary>
    public required Id<Matter> FromId { get; init; }

    /// <summary>To.</summary>
    public required Id<Matter> ToId { get; init; }

    /// <summary>How they belong together: merged, caused, follows, same_cause.</summary>
    public required string Relation { get; init; }

    /// <summary>Since when.</summary>
    public required Instant At { get; init; }
}

/// <summary>A person who is told what happens to a matter.</summary>
public sealed class Watcher
{
    /// <summary>The matter.</summary>
    public required Id<Matter> MatterId { get; init; }

    /// <summary>The person.</summary>
    public required Id<Person> PersonId { get; init; }
}

/// <summary>A file that belongs to a matter.</summary>
public sealed class MatterFile
{
    /// <summary>The matter.</summary>
    public required Id<Matter> MatterId { get; init; }

    /// <summary>The file.</summary>
    public required Id<StoredFile> FileId { get; init; }

    /// <summary>The number of the fact it came with.</summary>
    public required long Seq { get; init; }

    /// <summary>What it shows: report, before, after, document.</summary>
    public required string Purpose { get; init; }
}
