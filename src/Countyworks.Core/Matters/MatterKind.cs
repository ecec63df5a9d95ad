using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Engines.Clocks;

namespace Countyworks.Core.Matters;

/// <summary>
/// A kind of matter (事项), declared in code, one file a kind: its stages, the moves between them and who may make them,
/// the clock it runs under. One inbox, one timeline, one search and one set of clocks serve all kinds.
/// </summary>
/// <param name="Name">Snake_case; in addresses, texts (<c>kind.{name}</c>) and the database.</param>
/// <param name="Sign">What its reference numbers begin with: 诉 for requests.</param>
public sealed record MatterKind(string Name, string Sign)
{
    /// <summary>The stages, in the order in which a matter usually passes them.</summary>
    public required IReadOnlyList<Stage> Stages { get; init; }

    /// <summary>The moves, in the order of their likelihood.</summary>
    public required IReadOnlyList<Move> Moves { get; init; }

    /// <summary>The clock a county starts with; it may set another under <c>clock.{name}</c>.</summary>
    public required ClockRule Clock { get; init; }

    /// <summary>How many counted days a unit has for a matter opened again.</summary>
    public int ReworkDays { get; init; } = 3;

    /// <summary>How long personal data of an ended matter is kept, where the county sets nothing else under <c>retention.{name}</c>.</summary>
    public Retention Retention { get; init; } = Retention.Default;

    /// <summary>Who may see matters of this kind that are not their unit's own.</summary>
    public required Permission See { get; init; }

    /// <summary>Who assigns them to units, and decides what units ask for.</summary>
    public required Permission Dispatch { get; init; }

    /// <summary>Who handles them for a unit.</summary>
    public required Permission Handle { get; init; }

    /// <summary>For what a unit may ask to give one back; the text of each is <c>reason.return.{code}</c>.</summary>
    public IReadOnlyList<string> ReturnReasons { get; init; } = ["not_ours", "other_place", "needs_lead", "unclear"];

    /// <summary>For what a unit may ask for more days; <c>reason.extension.{code}</c>.</summary>
    public IReadOnlyList<string> ExtensionReasons { get; init; } = ["complex", "materials", "weather", "several_units"];

    /// <summary>For what one may be left out of the rates; <c>reason.exclusion.{code}</c>.</summary>
    public IReadOnlyList<string> ExclusionReasons { get; init; } = ["untrue", "repeated", "beyond_law", "withdrawn"];

    /// <summary>The page of one matter, without its id.</summary>
    public required string Page { get; init; }

    /// <summary>The stage a matter begins in.</summary>
    public Stage First => Stages[0];

    /// <summary>The stage of a name.</summary>
    public Stage StageNamed(string name) => Stages.First(s => s.Name == name);

    /// <summary>The move of a name; null when there is none.</summary>
    public Move? MoveNamed(string name) => Moves.FirstOrDefault(m => m.Name == name);

    /// <summary>The permission under which somebody acts: decides which of several posts the journal names.</summary>
    public Permission PermissionOf(Standing standing) =>
        standing.Capacities.Contains(Mover.Lead) ? Handle
        : standing.Capacities.Contains(Mover.Dispatcher) ? Dispatch
        : standing.Capacities.Contains(Mover.Desk) ? See
        : Handle;

    /// <summary>The reasons for which a unit may ask for something; those of a pause are the clock rule's.</summary>
    public IReadOnlyList<string> ReasonsFor(AskKind ask, ClockRule rule) => ask switch
    {
        AskKind.Return => ReturnReasons,
        AskKind.Pause => [.. rule.PauseReasons.Select(r => r.Code)],
        AskKind.Extension => ExtensionReasons,
        AskKind.Exclusion => ExclusionReasons,
    };

    /// <summary>The moves that lead on from a stage.</summary>
    public IEnumerable<Move> MovesFrom(string stage) => Moves.Where(m => m.From.Contains(stage));
}

/// <summary>A stage of a matter.</summary>
/// <param name="Name">Snake_case; its text is <c>stage.{name}</c>.</param>
public sealed record Stage(string Name)
{
    /// <summary>Whether nothing is owed any more.</summary>
    public bool IsEnd { get; init; }

    /// <summary>Whether it is shown as a step of the usual path.</summary>
    public bool IsOnPath { get; init; } = true;
}

/// <summary>Who makes a move.</summary>
public enum Mover
{
    /// <summary>Posts with the kind's dispatch permission.</summary>
    Dispatcher = 1,

    /// <summary>Posts with the kind's handle permission in the lead unit.</summary>
    Lead = 2,

    /// <summary>The requester.</summary>
    Requester = 3,

    /// <summary>The duty desk or a supervisor, on behalf of the county: posts with the kind's see permission.</summary>
    Desk = 4,
}

/// <summary>What must come with a move.</summary>
[Flags]
public enum Evidence
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Words.</summary>
    Remark = 1,

    /// <summary>A picture or another file.</summary>
    File = 2,
}

/// <summary>A step from one stage to another.</summary>
/// <param name="Name">A verb, snake_case; its text is <c>move.{name}</c>.</param>
/// <param name="From">The stages it starts from.</param>
/// <param name="To">The stage it leads to; null when it stays in its stage.</param>
/// <param name="By">Who makes it.</param>
public sealed record Move(string Name, IReadOnlyList<string> From, string? To, params Mover[] By)
{
    /// <summary>What must come with it.</summary>
    public Evidence Evidence { get; init; }

    /// <summary>The marks of the clock it meets.</summary>
    public IReadOnlyList<string> Meets { get; init; } = [];

    /// <summary>Who may read it in the timeline.</summary>
    public Audience Audience { get; init; } = Audience.Parties;

    /// <summary>Whether the general action page offers it; others have a page or endpoint of their own.</summary>
    public bool IsPlain { get; init; } = true;
}
