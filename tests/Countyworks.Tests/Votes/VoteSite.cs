using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Votes;

/// <summary>A served district with a neighbourhood of one building of four homes: 东湖苑, 3栋, 101 to 104.</summary>
internal static class VoteSite
{
    /// <summary>The neighbourhood.</summary>
    public static async Task<Place> Neighbourhood(Site site)
    {
        var community = site.Read(db => db.Set<Place>().Where(p => p.Level == PlaceLevel.Community).OrderBy(p => p.Path).First());
        var neighbourhood = await site.Do("add_place", change => new AddPlace(community.Id, PlaceLevel.Neighbourhood, "东湖苑").In(change, Caller.Operator));
        var building = await site.Do("add_place", change => new AddPlace(neighbourhood.Id, PlaceLevel.Building, "3栋").In(change, Caller.Operator));
        await site.Do("add_units", change => new AddUnits(building.Id, 1, 4).In(change, Caller.Operator));
        site.Get<Core.Web.Cached<PlaceTree>>().Forget();
        return neighbourhood;
    }
}
