using Countyworks.Core.Places;
using Countyworks.Data.Model;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>What homes are called.</summary>
public static class UnitNames
{
    /// <summary>Units by name: "3栋 101".</summary>
    public static IReadOnlyDictionary<Id<Place>, string> Of(DistrictDb db, IReadOnlyCollection<Id<Place>> units) => (
        from unit in db.Set<Place>()
        join building in db.Set<Place>() on unit.ParentId equals building.Id
        where units.Contains(unit.Id)
        select new { unit.Id, Building = building.Name, unit.Name }).ToDictionary(u => u.Id, u => $"{u.Building} {u.Name}");
}
