using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Roster;

/// <summary>A shift was put on the roster of a place.</summary>
public sealed record ShiftPlanned(Id<Place> PlaceId, Id<Post> PostId, Instant StartsAt, Instant EndsAt) : Fact;

/// <summary>Somebody else stands a shift.</summary>
public sealed record ShiftReplaced(Id<Post> FromPostId, Id<Post> ToPostId) : Fact;

/// <summary>Two shifts changed their people.</summary>
public sealed record ShiftsSwapped(Id<Shift> OtherShiftId) : Fact;

/// <summary>A shift was ended early, or taken off the roster before it began.</summary>
public sealed record ShiftEnded(Id<Place> PlaceId, Id<Post> PostId, Instant StartsAt, Instant EndsAt, bool HadBegun) : Fact;

/// <summary>A shift was handed over.</summary>
public sealed record ShiftHandedOver(Id<Place> PlaceId, int OpenMatters) : Fact;

/// <summary>The next person confirmed a hand-over.</summary>
public sealed record HandOverConfirmed(Id<Place> PlaceId) : Fact;

/// <summary>Those who plan were told of a gap ahead.</summary>
public sealed record RosterGapTold(Id<Place> PlaceId, Instant StartsAt, Instant EndsAt) : Fact;

/// <summary>Somebody was reminded of their shift.</summary>
public sealed record ShiftReminded(Id<Place> PlaceId, Instant StartsAt) : Fact;
