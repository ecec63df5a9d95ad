using Countyworks.Core.Files;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Web;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Matters.Api;

/// <summary>A matter in a list.</summary>
public sealed record MatterItem(
    Id<Matter> Id, string Kind, string Number, string Title, string? Category, Id<Place> PlaceId, string Stage, bool IsOpen, Priority Priority,
    Instant OpenedAt, Instant? ClosedAt, Id<Organisation>? UnitId, string? NextMark, LocalDate? NextDueOn, Instant? NextDueAt, bool IsProvisional, int Version)
{
    /// <summary>Of a row.</summary>
    public static MatterItem Of(Matter m) => new(
        m.Id, m.Kind, m.Number, m.Title, m.Category, m.PlaceId, m.Stage, m.IsOpen, m.Priority, m.OpenedAt, m.ClosedAt, m.UnitId,
        m.NextMark, m.NextDueOn, m.NextDueAt, m.IsProvisional, m.Version);
}

/// <summary>A matter with its clock, its units, what was asked, and what the caller can do now.</summary>
public sealed record MatterDetail(
    MatterItem Matter, IReadOnlyList<MatterMark> Marks, IReadOnlyList<MatterPause> Pauses, IReadOnlyList<Assignment> Assignments, IReadOnlyList<Ask> Asks, IReadOnlyList<string> Moves);

/// <summary>How a matter stands after a command.</summary>
public sealed record MatterState(Id<Matter> Id, string Number, string Stage, int Version)
{
    /// <summary>Of a row.</summary>
    public static MatterState Of(Matter m) => new(m.Id, m.Number, m.Stage, m.Version);
}

/// <summary>A row of a matter's timeline: the fact as data, and what was written with it.</summary>
public sealed record TimelineItem(long Seq, Instant At, string Kind, Audience Audience, System.Text.Json.JsonElement Data, string? Remark);

/// <summary>What a file of a deed shows.</summary>
public enum FilePurpose
{
    /// <summary>What was reported.</summary>
    Report = 1,

    /// <summary>How it was before.</summary>
    Before = 2,

    /// <summary>How it is after.</summary>
    After = 3,

    /// <summary>A paper.</summary>
    Document = 4,
}

/// <summary>A file hung on a deed: kept before by <c>POST /api/v1/files</c>, with what it shows.</summary>
public sealed record FileWish(Id<StoredFile> File, FilePurpose Purpose);

/// <summary>Words and files of a deed.</summary>
public sealed record WordsWish(string? Remark = null, IReadOnlyList<FileWish>? Files = null) : IBody<WordsWish>
{
    internal Words Words => new(Remark, [.. (Files ?? []).Select(f => (f.File, f.Purpose.ToString().ToLowerInvariant()))]);
}

/// <summary>Whom to give a matter to.</summary>
public sealed record DispatchWish(Id<Organisation> Lead, IReadOnlyList<Id<Organisation>>? Assists = null, string? Remark = null) : IBody<DispatchWish>;

/// <summary>Who is to help, and with what.</summary>
public sealed record AssistWish(IReadOnlyList<Id<Organisation>> Units, string Remark) : IBody<AssistWish>;

/// <summary>What a unit asks for.</summary>
public sealed record AskWish(AskKind Kind, string Reason, string Remark, int Days = 0, LocalDate? ReviewOn = null) : IBody<AskWish>;

/// <summary>What is decided of it.</summary>
public sealed record DecisionWish(bool Grant, string? Remark = null) : IBody<DecisionWish>;

/// <summary>Which matter this one goes on in, or is linked to.</summary>
public sealed record OtherWish(Id<Matter> Other, string? Relation = null, string? Remark = null) : IBody<OtherWish>;
