using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Residents;

/// <summary>As what a person has to do with a unit.</summary>
public enum OccupancyKind
{
    /// <summary>Owns it, or a share of it (业主).</summary>
    Owner = 1,

    /// <summary>Rents it (租户).</summary>
    Tenant = 2,
}

/// <summary>That a person owns or rents a unit (户), over a period: who may vote on what concerns it, and whom its bills concern.</summary>
public sealed class Occupancy
{
    /// <summary>Its identity.</summary>
    public required Id<Occupancy> Id { get; init; }

    /// <summary>Who.</summary>
    public required Id<Person> PersonId { get; init; }

    /// <summary>Which unit.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>The path of the unit, see <see cref="Place.Path"/>.</summary>
    public required string PlacePath { get; init; }

    /// <summary>As what.</summary>
    public required OccupancyKind Kind { get; init; }

    /// <summary>The first day it is known to hold.</summary>
    public required LocalDate FirstDay { get; init; }

    /// <summary>The last day, inclusive; null while no end is set.</summary>
    public LocalDate? LastDay { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }

    /// <summary>Whether it holds on <paramref name="day"/>.</summary>
    public bool HoldsOn(LocalDate day) => FirstDay <= day && (LastDay is null || day <= LastDay);
}
