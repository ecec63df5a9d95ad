using System.Globalization;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Places;

/// <summary>Adds a place that no statistical code names: a neighbourhood, a building, a unit.</summary>
/// <param name="Parent">The place it lies in.</param>
/// <param name="Level">What it is: lower than its parent, and below a community.</param>
/// <param name="Name">Its own name, 1 to <see cref="NameLimit"/> characters, unlike those beside it.</param>
/// <param name="Position">Degrees north and east, WGS 84; null when not known.</param>
public sealed record AddPlace(Id<Place> Parent, PlaceLevel Level, string Name, (double Latitude, double Longitude)? Position = null)
{
    /// <summary>The most characters of a name.</summary>
    public const int NameLimit = 40;

    /// <summary>
    /// Adds it. Refuses, in this order: <c>not_found</c> (parent), <c>forbidden</c>, <c>missing</c> and <c>too_long</c> (name), <c>place_level_wrong</c> (level),
    /// <c>position_invalid</c> (position), <c>name_taken</c> (name).
    /// </summary>
    public Outcome<Place> In(Change change, Caller caller)
    {
        var parent = change.Db.Set<Place>().FirstOrDefault(p => p.Id == Parent && p.EndedAt == null);
        if (parent is null)
        {
            return Refusal.NotFound("place");
        }

        var name = Name.Trim();
        var refusal = !caller.Has(CorePermissions.Administer, parent.Path) ? Refusal.Forbidden
            : name.Length == 0 ? Refusal.Missing("name")
            : name.Length > NameLimit ? Refusal.TooLong("name", NameLimit)
            : !MayLieIn(parent.Level) ? new Refusal("place_level_wrong", "level").With("level", Level).With("parent", parent.Level)
            : Position is { } at && !(Math.Abs(at.Latitude) <= 90 && Math.Abs(at.Longitude) <= 180) ? new Refusal("position_invalid", "position")
            : change.Db.Set<Place>().Any(p => p.ParentId == Parent && p.Name == name && p.EndedAt == null) ? new Refusal("name_taken", "name") { Kind = RefusalKind.Conflict }
            : null;
        return refusal is null ? Add(change, parent, name) : refusal;
    }

    /// <summary>Whether a place of this level may lie in one of <paramref name="parent"/>: below a community, and lower.</summary>
    public bool MayLieIn(PlaceLevel parent) => Level >= PlaceLevel.Neighbourhood && parent >= PlaceLevel.Community && parent < Level;

    private Outcome<Place> Add(Change change, Place parent, string name)
    {
        var number = change.NextNumber("place " + parent.Path);
        var place = new Place
        {
            Id = change.NewId<Place>(),
            ParentId = Parent,
            Level = Level,
            Path = string.Create(CultureInfo.InvariantCulture, $"{parent.Path}{number:D4}/"),
            Name = name,
            Pinyin = PinyinKey.Of(name),
            Latitude = Position?.Latitude,
            Longitude = Position?.Longitude,
        };
        change.Add(place);
        change.Record(new PlaceAdded(place.Id, Level), place.Id.Value);
        return place;
    }
}
