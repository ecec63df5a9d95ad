using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Posts;

/// <summary>A role (岗位) held by a person, for an organisation, at a place and all below it, over a period.</summary>
public sealed class Post
{
    /// <summary>Its identity.</summary>
    public required Id<Post> Id { get; init; }

    /// <summary>Who holds it.</summary>
    public required Id<Person> PersonId { get; init; }

    /// <summary>For which organisation.</summary>
    public required Id<Organisation> OrganisationId { get; init; }

    /// <summary>What it is for.</summary>
    public required Role Role { get; init; }

    /// <summary>Where: this place and all below it.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>The path of that place, see <see cref="Place.Path"/>.</summary>
    public required string PlacePath { get; init; }

    /// <summary>As people know it; shown beside what was done.</summary>
    public required string Title { get; set; }

    /// <summary>The first day.</summary>
    public required LocalDate FirstDay { get; init; }

    /// <summary>The last day, inclusive; null while no end is set.</summary>
    public LocalDate? LastDay { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }

    /// <summary>Whether it is held on <paramref name="day"/>.</summary>
    public bool IsHeldOn(LocalDate day) => FirstDay <= day && (LastDay is null || day <= LastDay);
}
