using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Administration.Places;

/// <summary>Reads places for administrators; units, which the tree does not hold, from the store.</summary>
public sealed class PlacesReader(Cached<PlaceTree> places)
{
    /// <summary>What lies at the top of the caller's places, or what a query finds in them.</summary>
    public PlacesView List(DistrictDb db, Caller caller, string query)
    {
        var tree = places.Current;
        var paths = caller.PathsFor(CorePermissions.Administer);
        var found = query.Length > 0
            ? paths.SelectMany(path => tree.Search(query, PlacesView.Limit, path))
            : paths.Select(tree.AtPath).OfType<Place>().SelectMany(top => tree.ChildrenOf(top.Id).Prepend(top));
        return new(null, [], query, Items(db, tree, [.. found.Take(PlacesView.Limit)]), MayChange: false);
    }

    /// <summary>One place; null when it is not the caller's, or a unit.</summary>
    public PlacesView? One(DistrictDb db, Caller caller, Id<Place> id)
    {
        var tree = places.Current;
        if ((tree.Find(id) ?? db.Set<Place>().FirstOrDefault(p => p.Id == id)) is not { } place || !caller.Has(CorePermissions.Administer, place.Path))
        {
            return null;
        }

        var children = place.Level < PlaceLevel.Neighbourhood
            ? [.. tree.ChildrenOf(id).Take(PlacesView.Limit)]
            : db.Set<Place>().Where(p => p.ParentId == id).OrderBy(p => p.Path).Take(PlacesView.Limit).ToList();
        var above = place.ParentId is { } parent && tree.Find(parent) is { } up ? tree.Upwards(up).Reverse().ToList() : [];
        return new(place, above, "", Items(db, tree, children), place.EndedAt is null) { NameForm = Form.New("admin_place").With("name", place.Name) };
    }

    private static List<PlaceItem> Items(DistrictDb db, PlaceTree tree, List<Place> rows)
    {
        var buildings = rows.Where(p => p.Level == PlaceLevel.Building).Select(p => (Id<Place>?)p.Id).ToList();
        var units = buildings.Count == 0 ? [] : db.Set<Place>().Where(p => buildings.Contains(p.ParentId)).GroupBy(p => p.ParentId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionary(g => g.Key, g => g.Count);
        return [.. rows.Select(p => new PlaceItem(p, tree.Find(p.Id) is null ? p.Name : tree.FullName(p), p.Level == PlaceLevel.Building ? units.GetValueOrDefault(p.Id) : tree.ChildrenOf(p.Id).Count()))];
    }
}
