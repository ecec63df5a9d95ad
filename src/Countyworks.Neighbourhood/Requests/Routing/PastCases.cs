using System.Collections.Frozen;
using Countyworks.Core.Indicators;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Routing;

/// <summary>What past cases teach: how often each unit ended requests of a category in a street, within the last twelve months.</summary>
public sealed class PastCases
{
    /// <summary>How far back is looked.</summary>
    public const int Months = 12;

    /// <summary>How long a picture is used: it changes slowly.</summary>
    public static readonly Duration AgeLimit = Duration.FromMinutes(30);

    private const int StreetSteps = 2;

    private readonly FrozenDictionary<(string Category, string Street), IReadOnlyList<(Id<Organisation> Unit, int Cases)>> known;

    /// <summary>Takes counts; those of one street, category and unit are added up.</summary>
    public PastCases(IEnumerable<(string Category, string PlacePath, Id<Organisation> Unit, int Cases)> counts) =>
        known = counts.Where(c => StreetOf(c.PlacePath) is not null)
            .GroupBy(c => (c.Category, StreetOf(c.PlacePath)!))
            .ToFrozenDictionary(group => group.Key, group => (IReadOnlyList<(Id<Organisation>, int)>)
            [
                .. group.GroupBy(c => c.Unit).Select(unit => (Unit: unit.Key, Cases: unit.Sum(c => c.Cases)))
                    .Where(unit => unit.Cases > 0)
                    .OrderByDescending(unit => unit.Cases).ThenBy(unit => unit.Unit),
            ]);

    /// <summary>Reads them from the sums that requests keep, so that no request is looked at.</summary>
    public static PastCases Read(DistrictDb db, LocalDate today)
    {
        var since = new LocalDate(today.Year, today.Month, 1).PlusMonths(-Months);
        var ended = RequestCounts.Indicator(CountedAs.Ended);
        var nobody = default(Id<Organisation>);
        var paths = db.Set<Place>().Where(p => p.Level <= PlaceLevel.Community).Select(p => new { p.Id, p.Path }).ToDictionary(p => p.Id, p => p.Path);
        var sums = (
            from sum in db.Set<IndicatorSum>()
            where sum.Indicator == ended && sum.Month >= since && sum.UnitId != nobody && sum.Category != ""
            group sum.Count by new { sum.Category, sum.PlaceId, sum.UnitId } into cell
            select new { cell.Key.Category, cell.Key.PlaceId, cell.Key.UnitId, Cases = cell.Sum() }).ToList();
        return new(sums.Where(s => paths.ContainsKey(s.PlaceId)).Select(s => (s.Category, paths[s.PlaceId], s.UnitId, (int)s.Cases)));
    }

    /// <summary>The units that ended requests of a category in the street of a place, the most cases first.</summary>
    public IReadOnlyList<(Id<Organisation> Unit, int Cases)> Of(string category, string placePath) =>
        StreetOf(placePath) is { } street ? known.GetValueOrDefault((category, street), []) : [];

    // The first two steps of a path lead down to the street; above it there is none.
    private static string? StreetOf(string path) => path.Split('/') is { Length: > StreetSteps } steps ? string.Join('/', steps.Take(StreetSteps)) + "/" : null;
}
