using Countyworks.Core.Places;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Votes;

/// <summary>Where a vote stands.</summary>
public enum VoteStage
{
    /// <summary>Being written (拟定).</summary>
    Draft = 1,

    /// <summary>Text and roll are frozen; ballots are taken from its opening to its close (已公告).</summary>
    Announced = 2,

    /// <summary>Closed and counted (已截止).</summary>
    Closed = 3,

    /// <summary>Taken back before it closed (已撤回).</summary>
    Withdrawn = 4,
}

/// <summary>A vote (表决) of the owners of a neighbourhood: what is asked, by which rule, from when to when.</summary>
public sealed class Vote
{
    /// <summary>The most characters of a question.</summary>
    public const int QuestionLimit = 200;

    /// <summary>The most characters of a document.</summary>
    public const int DocumentLimit = 20_000;

    /// <summary>The most units a holder may be mandated for.</summary>
    public const int MostCap = 50;

    /// <summary>Its identity.</summary>
    public required Id<Vote> Id { get; init; }

    /// <summary>As people name it: 决-2026-000001.</summary>
    public required string Number { get; init; }

    /// <summary>The neighbourhood.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>Its path.</summary>
    public required string PlacePath { get; init; }

    /// <summary>The item of art. 278 (1).</summary>
    public required int Item { get; init; }

    /// <summary>What is asked; answered by yes or no.</summary>
    public required string Question { get; set; }

    /// <summary>The proposal that is voted on, whole.</summary>
    public required string Document { get; set; }

    /// <summary>Which ballot of one owner counts.</summary>
    public required Precedence Precedence { get; set; }

    /// <summary>How many units one holder of mandates votes for at most.</summary>
    public required int MandateCap { get; set; }

    /// <summary>Whether the owners' rules of procedure count those who stay silent with the majority.</summary>
    public required bool SilenceCounts { get; set; }

    /// <summary>Where it stands.</summary>
    public required VoteStage Stage { get; set; }

    /// <summary>When text and roll were frozen; the roll is that of this local day. Null before.</summary>
    public Instant? AnnouncedAt { get; set; }

    /// <summary>From when ballots are taken, inclusive.</summary>
    public Instant? OpensAt { get; set; }

    /// <summary>Until when, exclusive.</summary>
    public Instant? ClosesAt { get; set; }

    /// <summary>SHA-256 of question and document as announced.</summary>
    public byte[]? DocumentHash { get; set; }

    /// <summary>The root over the lines of the roll as announced.</summary>
    public byte[]? RollRoot { get; set; }

    /// <summary>The root over the lines of the ballot list; null before the close.</summary>
    public byte[]? ListRoot { get; set; }

    /// <summary>When it was counted.</summary>
    public Instant? ClosedAt { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }

    /// <summary>Its rule. Source: R-020.</summary>
    public VoteRule Rule => VoteRule.OfOwners(Item).Value;

    /// <summary>The record date: the local day on which the roll was frozen.</summary>
    public LocalDate? RecordDay => AnnouncedAt is { } at ? CountyTime.LocalDay(at) : null;

    /// <summary>Where it stands, and from when to when.</summary>
    public VoteSpan Span => new(Stage, OpensAt, ClosesAt);

    /// <summary>Whether ballots are taken: the hour decides, whether or not a job has closed it yet.</summary>
    public bool IsOpen(Instant now) => Span.IsOpen(now);
}

/// <summary>Where a vote stands, and from when to when it takes ballots.</summary>
/// <param name="Stage">Where it stands.</param>
/// <param name="OpensAt">From when, inclusive; null before it is announced.</param>
/// <param name="ClosesAt">Until when, exclusive.</param>
public readonly record struct VoteSpan(VoteStage Stage, Instant? OpensAt, Instant? ClosesAt)
{
    /// <summary>Whether ballots are taken.</summary>
    public bool IsOpen(Instant now) => Stage == VoteStage.Announced && OpensAt <= now && now < ClosesAt;
}
