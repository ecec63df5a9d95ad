using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Places;

/// <summary>Gives a place another name; its path, and all that hangs on it, stays.</summary>
/// <param name="Place">Which.</param>
/// <param name="Name">The new name, 1 to <see cref="AddPlace.NameLimit"/> characters, unlike those beside it.</param>
public sealed record RenamePlace(Id<Place> Place, string Name)
{
    /// <summary>
    /// Renames it. Refuses, in this order: <c>not_found</c> (also when it is not the caller's to administer), <c>missing</c> and <c>too_long</c> (name),
    /// <c>name_taken</c> (name).
    /// </summary>
    public Outcome<Place> In(Change change, Caller caller)
    {
        var name = Name.Trim();
        if (change.Db.Set<Place>().FirstOrDefault(p => p.Id == Place) is not { } place || !caller.Has(CorePermissions.Administer, place.Path))
        {
            return Refusal.NotFound("place");
        }

        var refusal = name.Length == 0 ? Refusal.Missing("name")
            : name.Length > AddPlace.NameLimit ? Refusal.TooLong("name", AddPlace.NameLimit)
            : change.Db.Set<Place>().Any(p => p.ParentId == place.ParentId && p.Name == name && p.Id != Place && p.EndedAt == null) ? new Refusal("name_taken", "name") { Kind = RefusalKind.Conflict }
            : null;
        if (refusal is not null)
        {
            return refusal;
        }

        var before = place.Name;
        (place.Name, place.Pinyin) = (name, PinyinKey.Of(name));
        change.Put(place);
        change.Record(new PlaceRenamed(before, name), place.Id.Value);
        return place;
    }
}

/// <summary>Ends a place below a community: it is found no more, and keeps its past.</summary>
/// <param name="Place">Which.</param>
public sealed record EndPlace(Id<Place> Place)
{
    /// <summary>
    /// Ends it. Refuses, in this order: <c>not_found</c> (also when it is not the caller's to administer), <c>place_ended_already</c>,
    /// <c>place_is_division</c> (streets and communities are the state's to end), <c>place_has_places</c>, <c>place_has_matters</c> (open ones),
    /// <c>place_has_posts</c> (held now or later), <c>place_has_organisations</c>; each with its count.
    /// </summary>
    public Outcome<Place> In(Change change, Caller caller)
    {
        if (change.Db.Set<Place>().FirstOrDefault(p => p.Id == Place) is not { } place || !caller.Has(CorePermissions.Administer, place.Path))
        {
            return Refusal.NotFound("place");
        }

        if (Check(change, place) is { } refusal)
        {
            return refusal with { Kind = RefusalKind.Conflict };
        }

        place.EndedAt = change.Now;
        change.Put(place);
        change.Record(new PlaceEnded(), place.Id.Value);
        return place;
    }

    private Refusal? Check(Change change, Place place)
    {
        if (place.EndedAt is not null || place.Level < PlaceLevel.Neighbourhood)
        {
            return new Refusal(place.EndedAt is not null ? "place_ended_already" : "place_is_division");
        }

        var today = CountyTime.LocalDay(change.Now);
        return Busy("place_has_places", change.Db.Set<Place>().Count(p => p.ParentId == Place && p.EndedAt == null))
            ?? Busy("place_has_matters", change.Db.Set<Matter>().Count(m => m.IsOpen && m.PlaceId == Place))
            ?? Busy("place_has_posts", change.Db.Set<Post>().Count(p => p.PlaceId == Place && (p.LastDay == null || p.LastDay >= today)))
            ?? Busy("place_has_organisations", change.Db.Set<Organisation>().Count(o => o.PlaceId == Place && o.IsActive));
    }

    private static Refusal? Busy(string code, int count) => count == 0 ? null : new Refusal(code).With("count", count);
}
