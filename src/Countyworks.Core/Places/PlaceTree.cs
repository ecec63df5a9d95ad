using System.Collections.Frozen;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Places;

/// <summary>
/// An immutable picture of the places, from the district down to the buildings, for everything that asks where. Units are too many
/// to be held: they are read from the database, and named here by their parents.
/// </summary>
public sealed partial class PlaceTree
{
    /// <summary>What stands between the names of a full name.</summary>
    private const char Gap = ' ';

    private readonly IReadOnlyList<Place> byPath;
    private readonly FrozenDictionary<Id<Place>, Place> byId;
    private readonly FrozenDictionary<string, Place> byCode;
    private readonly ILookup<Id<Place>?, Place> byParent;

    /// <summary>The tree of these places; each parent must be among them.</summary>
    public PlaceTree(IEnumerable<Place> places)
    {
        byPath = [.. places.OrderBy(p => p.Path, StringComparer.Ordinal)];
        byId = byPath.ToFrozenDictionary(p => p.Id);
        byCode = byPath.Where(p => p.Code is not null).ToFrozenDictionary(p => p.Code!);
        byParent = byPath.ToLookup(p => p.ParentId);
    }

    /// <summary>Reads it.</summary>
    public static PlaceTree Read(DistrictDb db) => new(db.Set<Place>().Where(p => p.Level <= PlaceLevel.Building).AsEnumerable());

    /// <summary>The district; null before its divisions were loaded.</summary>
    public Place? District => byParent[null].FirstOrDefault();

    /// <summary>How many places there are.</summary>
    public int Count => byPath.Count;

    /// <summary>The place of an id; null when there is none down to the buildings.</summary>
    public Place? Find(Id<Place> id) => byId.GetValueOrDefault(id);

    /// <summary>The division of a statistical code; null when there is none.</summary>
    public Place? WithCode(string code) => byCode.GetValueOrDefault(code);

    /// <summary>The place of a path; null when there is none down to the buildings.</summary>
    public Place? AtPath(string path) => IndexOf(path) is var index && index < byPath.Count && byPath[index].Path == path ? byPath[index] : null;

    /// <summary>The places directly below one, by path.</summary>
    public IEnumerable<Place> ChildrenOf(Id<Place> parent) => byParent[parent];

    /// <summary>The place itself, then each it lies in, up to the district.</summary>
    public IEnumerable<Place> Upwards(Place place)
    {
        for (var at = place; at is not null; at = at.ParentId is { } parent ? Find(parent) : null)
        {
            yield return at;
        }
    }

    /// <summary>The place and all below it, by path; empty when the path leads nowhere.</summary>
    public IEnumerable<Place> Within(string path)
    {
        for (var i = IndexOf(path); i < byPath.Count && byPath[i].Path.StartsWith(path, StringComparison.Ordinal); i++)
        {
            yield return byPath[i];
        }
    }

    /// <summary>The names on the way down, without the district's own, which everybody knows: "苏仙岭街道 苏园路社区 东湖苑".</summary>
    public string FullName(Place place) => place.ParentId is null
        ? place.Name
        : string.Join(Gap, Upwards(place).Where(p => p.ParentId is not null).Select(p => p.Name).Reverse());

    /// <summary>The full name of the place of an id; "" when there is none down to the buildings.</summary>
    public string FullName(Id<Place> id) => Find(id) is { } place ? FullName(place) : "";

    /// <summary>Where a path stands among all, or would stand.</summary>
    private int IndexOf(string path)
    {
        var (low, high) = (0, byPath.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(byPath[middle].Path, path) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
