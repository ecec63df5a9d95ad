using System.Globalization;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Core.Secrets;
using Countyworks.Core.Votes;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Benchmarks;

/// <summary>Builds a neighbourhood whose every home has a title and an owner of its own, by the product's use cases.</summary>
/// <param name="writer">Writes it.</param>
/// <param name="keys">Seals who owns what.</param>
internal sealed class Neighbourhoods(Writer writer, KeyRing keys)
{
    private const int HundredthsLeast = 8_000, HundredthsMore = 4_000;

    /// <summary>Builds one in the first community there is.</summary>
    /// <param name="at">When.</param>
    /// <param name="buildings">How many buildings.</param>
    /// <param name="floors">How many floors each.</param>
    /// <param name="perFloor">How many homes a floor.</param>
    public async Task<Id<Place>> BuildAsync(NodaTime.Instant at, int buildings, int floors, int perFloor)
    {
        var place = await Do(at, change =>
        {
            var community = change.Db.Set<Place>().Where(p => p.Level == PlaceLevel.Community).OrderBy(p => p.Path).First();
            return new AddPlace(community.Id, PlaceLevel.Neighbourhood, "bench").In(change, Caller.Operator).Then<Id<Place>>(added => added.Id);
        });
        for (var number = 1; number <= buildings; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{number:D2}");
            _ = await Do(at, change => new AddPlace(place, PlaceLevel.Building, name).In(change, Caller.Operator).Then(building => new AddUnits(building.Id, floors, perFloor).In(change, Caller.Operator)));
        }

        _ = await Do(at, change => new ImportTitles(place, [.. Titles(change, place)]).In(change, Caller.Operator, keys));
        return place;
    }

    /// <summary>Runs a command that must be done.</summary>
    public async Task<T> Do<T>(NodaTime.Instant at, Func<Change, Outcome<T>> decide)
    {
        var outcome = await writer.Run(new Envelope("bench", Actor.System, at), decide);
        return outcome.IsDone(out var done, out var why) ? done : throw new InvalidOperationException(why.ToString());
    }

    private static IEnumerable<TitleLine> Titles(Change change, Id<Place> place)
    {
        var buildings = change.Db.Set<Place>().Where(p => p.ParentId == place).ToDictionary(b => b.Id, b => b.Name);
        var path = change.Db.Set<Place>().Single(p => p.Id == place).Path;
        return change.Db.Set<Place>().Where(p => p.Level == PlaceLevel.Unit && p.Path.StartsWith(path)).OrderBy(p => p.Path).ToList().Select((unit, i) => new TitleLine(
            buildings[unit.ParentId!.Value], unit.Name, Area.FromHundredths(HundredthsLeast + (i * 7 % HundredthsMore)), TitleBasis.Register, i.ToString(CultureInfo.InvariantCulture), false));
    }
}
