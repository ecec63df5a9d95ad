using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Requests.Routing;

/// <summary>A line of the routing table: requests of a category at a place go to a unit.</summary>
public sealed class RoutingRule
{
    /// <summary>The most characters of the note.</summary>
    public const int NoteLimit = 200;

    /// <summary>Its identity.</summary>
    public required Id<RoutingRule> Id { get; init; }

    /// <summary>The code of the category; null for every category.</summary>
    public string? Category { get; set; }

    /// <summary>Where it holds: this place and all below it.</summary>
    public required Id<Place> PlaceId { get; set; }

    /// <summary>The path of that place.</summary>
    public required string PlacePath { get; set; }

    /// <summary>Who is responsible.</summary>
    public required Id<Organisation> UnitId { get; set; }

    /// <summary>Why, or since which decision; null when nothing was noted.</summary>
    public string? Note { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}
