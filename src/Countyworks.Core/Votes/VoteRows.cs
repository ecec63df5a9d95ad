using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Votes;

/// <summary>A head on the frozen roll of a vote.</summary>
public sealed class RollHead
{
    /// <summary>The vote.</summary>
    public required Id<Vote> VoteId { get; init; }

    /// <summary>Its number on the roll, from 1.</summary>
    public required int Head { get; init; }

    /// <summary>All its exclusive area in 0.01 m².</summary>
    public required long Area { get; init; }

    /// <summary>How many units it has.</summary>
    public required int Units { get; init; }
}

/// <summary>A unit on the frozen roll of a vote.</summary>
public sealed class RollPlace
{
    /// <summary>The vote.</summary>
    public required Id<Vote> VoteId { get; init; }

    /// <summary>The unit.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>Its building.</summary>
    public required Id<Place> BuildingId { get; init; }

    /// <summary>The head it belongs to.</summary>
    public required int Head { get; init; }

    /// <summary>Its exclusive area in 0.01 m².</summary>
    public required long Area { get; init; }
}

/// <summary>A ballot as cast; never changed, replaced only by a later one.</summary>
public sealed class CastRow
{
    /// <summary>The vote.</summary>
    public required Id<Vote> VoteId { get; init; }

    /// <summary>Its place among all that is written: the later the greater.</summary>
    public required long Seq { get; init; }

    /// <summary>For which head.</summary>
    public required int Head { get; init; }

    /// <summary>Who cast it: an owner, or the holder of a mandate; null on paper.</summary>
    public Id<Person>? PersonId { get; init; }

    /// <summary>How it came in.</summary>
    public required BallotDoor Door { get; init; }

    /// <summary>What it says.</summary>
    public required Choice Choice { get; init; }

    /// <summary>The commitment the voter's receipt opens, see <see cref="Receipt"/>.</summary>
    public required byte[] Commitment { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>The ballot as the engine takes it: the holder of a mandate speaks for the whole head, as paper does.</summary>
    /// <param name="holder">Who holds the head's mandate; null when nobody does.</param>
    public HeadBallot For(Id<Person>? holder) => new(PersonId is { } person && person != holder ? person.Value : null, Choice, Seq, Door);
}

/// <summary>What one teller read on a paper ballot.</summary>
public sealed class PaperEntry
{
    /// <summary>The vote.</summary>
    public required Id<Vote> VoteId { get; init; }

    /// <summary>Its place among all that is written.</summary>
    public required long Seq { get; init; }

    /// <summary>The head.</summary>
    public required int Head { get; init; }

    /// <summary>Which sheet of the head, from 1: a sheet that became a ballot is done with.</summary>
    public required int Sheet { get; init; }

    /// <summary>Who read it.</summary>
    public required Id<Person> TellerId { get; init; }

    /// <summary>What was read.</summary>
    public required Choice Choice { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }
}

/// <summary>A written mandate (委托书), shown to whoever keeps the vote.</summary>
public sealed class MandateRow
{
    /// <summary>Its identity.</summary>
    public required Id<MandateRow> Id { get; init; }

    /// <summary>The vote.</summary>
    public required Id<Vote> VoteId { get; init; }

    /// <summary>Whose vote.</summary>
    public required int Head { get; init; }

    /// <summary>Who votes for it.</summary>
    public required Id<Person> HolderId { get; init; }

    /// <summary>When it was shown.</summary>
    public required Instant At { get; init; }
}

/// <summary>How a ballot reached a head.</summary>
public enum DeliveryWay
{
    /// <summary>Handed over against a signature (当面签收).</summary>
    ByHand = 1,

    /// <summary>Registered letter (挂号信).</summary>
    Letter = 2,
}

/// <summary>Proof that the ballot, with the warning of what silence does, reached a head.</summary>
public sealed class DeliveryRow
{
    /// <summary>The vote.</summary>
    public required Id<Vote> VoteId { get; init; }

    /// <summary>The head.</summary>
    public required int Head { get; init; }

    /// <summary>How.</summary>
    public required DeliveryWay Way { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }
}
