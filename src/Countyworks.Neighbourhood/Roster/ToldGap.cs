using Countyworks.Core.Places;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Roster;

/// <summary>A gap that those who plan were told of: the same hours are told once.</summary>
public sealed class ToldGap
{
    /// <summary>Where.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>When it begins, inclusive.</summary>
    public required Instant StartsAt { get; init; }

    /// <summary>When it ends, exclusive.</summary>
    public required Instant EndsAt { get; init; }

    /// <summary>When they were told.</summary>
    public required Instant ToldAt { get; init; }
}
