using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>A request in one line, where it stands beside others.</summary>
/// <param name="Id">The matter.</param>
/// <param name="Number">What people call it.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Stage">The name of its stage.</param>
/// <param name="IsOpen">Whether something is still owed.</param>
/// <param name="Category">The code of its category.</param>
/// <param name="PlaceId">Where.</param>
/// <param name="OpenedAt">When it was received.</param>
public sealed record Brief(Id<Matter> Id, string Number, string Title, string Stage, bool IsOpen, string? Category, Id<Place> PlaceId, Instant OpenedAt)
{
    /// <summary>Its page.</summary>
    public string Href => $"{RequestKind.Kind.Page}/{Id}";

    /// <summary>Reads matters in brief.</summary>
    public static IQueryable<Brief> Of(IQueryable<Matter> matters) =>
        matters.Select(m => new Brief(m.Id, m.Number, m.Title, m.Stage, m.IsOpen, m.Category, m.PlaceId, m.OpenedAt));
}
