using System.Globalization;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.Residents;

/// <summary>Adds the units of a building by floors: 101, 102 … 201.</summary>
/// <param name="Building">The building.</param>
/// <param name="Floors">1 to <see cref="MostFloors"/>.</param>
/// <param name="PerFloor">1 to <see cref="MostPerFloor"/>.</param>
public sealed record AddUnits(Id<Place> Building, int Floors, int PerFloor)
{
    /// <summary>The most floors.</summary>
    public const int MostFloors = 60;

    /// <summary>The most units on a floor.</summary>
    public const int MostPerFloor = 20;

    /// <summary>Adds those that are not there yet. Refuses, in this order: <c>out_of_range</c> (floors, perFloor), what <see cref="AddPlace"/> refuses.</summary>
    public Outcome<int> In(Change change, Caller caller)
    {
        if (Floors is < 1 or > MostFloors)
        {
            return new Refusal("out_of_range", "floors").With("min", 1).With("max", MostFloors);
        }

        if (PerFloor is < 1 or > MostPerFloor)
        {
            return new Refusal("out_of_range", "perFloor").With("min", 1).With("max", MostPerFloor);
        }

        var there = change.Db.Set<Place>().Where(p => p.ParentId == Building).Select(p => p.Name).ToHashSet();
        var names = from floor in Enumerable.Range(1, Floors)
                    from door in Enumerable.Range(1, PerFloor)
                    let name = string.Create(CultureInfo.InvariantCulture, $"{floor}{door:D2}")
                    where !there.Contains(name)
                    select name;
        var added = 0;
        foreach (var name in names)
        {
            if (new AddPlace(Building, PlaceLevel.Unit, name).In(change, caller).Refusal is { } refusal)
            {
                return refusal;
            }

            added++;
        }

        return added;
    }
}
