using System.Globalization;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Core.Secrets;
using Countyworks.Core.SignIn;
using Countyworks.Core.Votes;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Server.Demo;

/// <summary>
/// The homes of the demo's first neighbourhood and what they count for in a vote: one owner has two, four are still with the developer. A few
/// owners have accounts.
/// </summary>
internal static class DemoOwners
{
    /// <summary>How many of them sign in: <c>owner1</c>, <c>owner2</c> …</summary>
    public const int WithAccount = 8;

    /// <summary>The user name of one who has not voted yet.</summary>
    public const string Voter = "owner8";

    private const int Floors = 5, PerFloor = 2, WithDeveloper = 4;

    private static readonly long[] Areas = [8_953, 10_020, 11_860, 14_305];

    /// <summary>How an owner signs in.</summary>
    public static string UserName(int index) => string.Create(CultureInfo.InvariantCulture, $"owner{index + 1}");

    /// <summary>The neighbourhood.</summary>
    public static string Neighbourhood => DemoData.Neighbourhoods[0].Name;

    /// <summary>Adds homes, titles and owners.</summary>
    public static void Add(Change change, KeyRing keys, string passwordHash)
    {
        var compound = change.Db.Set<Place>().First(p => p.Level == PlaceLevel.Neighbourhood && p.Name == Neighbourhood);
        var buildings = change.Db.Set<Place>().Where(p => p.ParentId == compound.Id).OrderBy(p => p.Path).ToList();
        foreach (var building in buildings)
        {
            new AddUnits(building.Id, Floors, PerFloor).In(change, Caller.Operator).Expect();
        }

        var names = buildings.ToDictionary(b => b.Id, b => b.Name);
        var units = change.Db.Set<Place>().Where(p => p.Level == PlaceLevel.Unit && p.Path.StartsWith(compound.Path)).OrderBy(p => p.Path).ToList();
        new ImportTitles(compound.Id, [.. units.Select((unit, i) => Title(unit, names[unit.ParentId!.Value], i, units.Count))]).In(change, Caller.Operator, keys).Expect();
        for (var i = 0; i < WithAccount; i++)
        {
            AddOwner(change, units[i], i, passwordHash);
        }
    }

    private static TitleLine Title(Place unit, string building, int index, int count)
    {
        // The last but those of the developer belongs to the owner of the one before it.
        var owner = index == count - WithDeveloper - 1 ? index - 1 : index;
        return new(
            building, unit.Name, Area.FromHundredths(Areas[index % Areas.Length]), TitleBasis.Register, owner.ToString(CultureInfo.InvariantCulture), index >= count - WithDeveloper);
    }

    private static void AddOwner(Change change, Place unit, int index, string passwordHash)
    {
        var name = DemoData.Surnames[(index * 7) % DemoData.Surnames.Count] + DemoData.GivenNames[(index * 5) % DemoData.GivenNames.Count];
        var person = new AddPerson(name).In(change, Caller.Operator).Expect();
        new OpenAccount(person.Id, UserName(index), passwordHash, IsOneTime: false).In(change, Caller.Operator).Expect();
        change.Add(new Occupancy
        {
            Id = change.NewId<Occupancy>(), PersonId = person.Id, PlaceId = unit.Id, PlacePath = unit.Path, Kind = OccupancyKind.Owner, FirstDay = CountyTime.LocalDay(change.Now),
        });
    }
}
