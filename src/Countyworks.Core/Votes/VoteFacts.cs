using Countyworks.Core.Places;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Votes;

/// <summary>Titles of units were taken in; the subject is the neighbourhood.</summary>
public sealed record TitlesImported(Id<Place> PlaceId, int Added, int Changed) : Fact;

/// <summary>A vote was drafted, or its draft changed.</summary>
public sealed record VoteDrafted(string Number, Id<Place> PlaceId, int Item) : Fact;

/// <summary>Text and roll were frozen: hashes and totals as hexadecimal and whole numbers.</summary>
public sealed record VoteAnnounced(string DocumentHash, string RollRoot, int Heads, long Area, Instant OpensAt, Instant ClosesAt) : Fact;

/// <summary>A ballot was cast; nobody is named, neither by whom nor what it says.</summary>
public sealed record BallotCast(string Commitment) : Fact;

/// <summary>A teller entered a paper ballot; what was read stays with the ballot.</summary>
public sealed record PaperRead(int Head, int Sheet, bool IsSettled) : Fact;

/// <summary>A written mandate was shown.</summary>
public sealed record MandateShown(int Head) : Fact;

/// <summary>Ballots reached heads.</summary>
public sealed record BallotsDelivered(int Heads, DeliveryWay Way) : Fact;

/// <summary>A vote closed: what was counted, and the root over the list from which anybody counts again.</summary>
public sealed record VoteClosed(string ListRoot, long AreaTotal, long AreaYes, long AreaNo, long AreaAbstain, long HeadsTotal, long HeadsYes, long HeadsNo, long HeadsAbstain, bool HasQuorum, bool IsPassed) : Fact;

/// <summary>A vote was taken back before it closed.</summary>
public sealed record VoteWithdrawn : Fact;
