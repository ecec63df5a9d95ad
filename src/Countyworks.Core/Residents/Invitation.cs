using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Residents;

/// <summary>A letter to the owners of a unit, with a code that makes its reader known as one of them.</summary>
public sealed class Invitation
{
    /// <summary>How long its code is good.</summary>
    public static readonly Duration Lasts = Duration.FromDays(90);

    /// <summary>Its identity.</summary>
    public required Id<Invitation> Id { get; init; }

    /// <summary>The unit.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>The path of the unit.</summary>
    public required string PlacePath { get; init; }

    /// <summary>The blind index of its code.</summary>
    public required byte[] CodeHash { get; init; }

    /// <summary>When it was printed.</summary>
    public required Instant At { get; init; }

    /// <summary>When it was used; null while it may be.</summary>
    public Instant? UsedAt { get; set; }

    /// <summary>Who used it.</summary>
    public Id<Person>? PersonId { get; set; }

    /// <summary>When another letter took its place; null while none did.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }

    /// <summary>Whether its code may be used.</summary>
    public bool IsGood(Instant now) => UsedAt is null && EndedAt is null && now - At < Lasts;
}
