using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Matters;

/// <summary>How pressing a matter is.</summary>
public enum Priority
{
    /// <summary>Ordinary.</summary>
    Normal = 0,

    /// <summary>Before others.</summary>
    Urgent = 1,

    /// <summary>Danger to life or property.</summary>
    Emergency = 2,
}

/// <summary>Something somebody owes an answer on (事项): one row for all kinds; a kind's own data lies in a row of its own with the same id.</summary>
public sealed class Matter
{
    /// <summary>Its identity.</summary>
    public required Id<Matter> Id { get; init; }

    /// <summary>The name of its <see cref="MatterKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What people call it: 诉-2026-000123; numbers of a year are without gaps.</summary>
    public required string Number { get; init; }

    /// <summary>In a few words, without personal data.</summary>
    public required string Title { get; set; }

    /// <summary>What it is about, in the county's own list of its kind; null when not sorted yet.</summary>
    public string? Category { get; set; }

    /// <summary>Where.</summary>
    public required Id<Place> PlaceId { get; set; }

    /// <summary>The path of that place.</summary>
    public required string PlacePath { get; set; }

    /// <summary>How pressing.</summary>
    public Priority Priority { get; set; }

    /// <summary>The name of its stage.</summary>
    public required string Stage { get; set; }

    /// <summary>Whether something is still owed.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>When the clock started: received. It never starts anew.</summary>
    public required Instant OpenedAt { get; init; }

    /// <summary>When it last ended.</summary>
    public Instant? ClosedAt { get; set; }

    /// <summary>The unit that leads; null before dispatch.</summary>
    public Id<Organisation>? UnitId { get; set; }

    /// <summary>The next mark of the clock not yet met; null when all are met or the matter has ended.</summary>
    public string? NextMark { get; set; }

    /// <summary>When that mark is due (the end of its day); null while the clock is stopped.</summary>
    public Instant? NextDueAt { get; set; }

    /// <summary>The day it is due on.</summary>
    public LocalDate? NextDueOn { get; set; }

    /// <summary>Whether that day was counted in a year whose holidays are not announced yet (暂定).</summary>
    public bool IsProvisional { get; set; }

    /// <summary>Days granted beyond the rule (延期), counted as the rule counts.</summary>
    public int ExtensionDays { get; set; }

    /// <summary>How often a unit gave it back.</summary>
    public int Returns { get; set; }

    /// <summary>How often it was opened again.</summary>
    public int Reopens { get; set; }

    /// <summary>When it was opened again; what is owed then is counted from here, what was owed before stays as it was judged.</summary>
    public Instant? ReopenedAt { get; set; }

    /// <summary>Why it is not counted in the rates (剔除); null when it is counted. Who approved it stands in the <see cref="Ask"/>.</summary>
    public string? ExcludedFor { get; set; }

    /// <summary>The matter it was merged into.</summary>
    public Id<Matter>? MergedIntoId { get; set; }

    /// <summary>The highest step of escalation already taken; 0 none.</summary>
    public int EscalationStep { get; set; }

    /// <summary>The mark whose reminder has gone out.</summary>
    public string? RemindedMark { get; set; }

    /// <summary>When the clock job must look at it next: to remind or to escalate; null when never.</summary>
    public Instant? NextCheckAt { get; set; }

    /// <summary>Raised at each change; the ETag of the API.</summary>
    public int Version { get; set; }
}
