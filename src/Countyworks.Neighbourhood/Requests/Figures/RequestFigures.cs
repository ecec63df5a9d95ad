using Countyworks.Core.Indicators;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Settings;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Figures;

/// <summary>What a set of requests was counted as, whole and by each of what they are told apart by.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Before">Those of as many months before.</param>
/// <param name="Months">By the month they were filed in.</param>
/// <param name="Places">By the places one step below the one asked for; requests of that place itself stand under it.</param>
/// <param name="Categories">By category; empty for none.</param>
/// <param name="Units">By unit; the empty id for none.</param>
public sealed record Counted(
    Tally Total,
    Tally Before,
    IReadOnlyDictionary<LocalDate, Tally> Months,
    IReadOnlyDictionary<Id<Place>, Tally> Places,
    IReadOnlyDictionary<string, Tally> Categories,
    IReadOnlyDictionary<Id<Organisation>, Tally> Units);

/// <summary>Answers what requests were counted as: one pass over the sums in memory, kept while they are the newest.</summary>
public sealed class RequestFigures(IndicatorCube cube, Cached<PlaceTree> places, DistrictSettings settings)
{
    /// <summary>How the county counts a span of months: as it was in force on its last day.</summary>
    public RateRule RuleFor(FiguresQuery query) => settings.Get(RateRule.Setting, query.LastDay, new RateRule());

    /// <summary>When the sums were read.</summary>
    public Instant ReadAt => cube.Current.At;

    /// <summary>Counts.</summary>
    /// <param name="query">Which requests.</param>
    /// <param name="scope">The paths within which they lie; null for everywhere.</param>
    public Counted Of(FiguresQuery query, IReadOnlyList<string>? scope = null)
    {
        var tree = places.Current;
        return cube.Current.Answer((query, scope is null ? null : string.Join(' ', scope), tree), sums => Count(sums, query, scope, tree));
    }

    /// <summary>The months in which there are any requests, the first first; at least this one.</summary>
    public (LocalDate First, LocalDate Last) Span(LocalDate today) => cube.Current.Answer<Tuple<LocalDate, LocalDate>>("span", sums =>
        new(sums.Select(s => s.Cell.Month).Append(FiguresQuery.FirstOf(today)).Min(), sums.Select(s => s.Cell.Month).Append(FiguresQuery.FirstOf(today)).Max()))
        is var (first, last) ? (first, last) : default;

    private static Counted Count(IReadOnlyList<Sum> sums, FiguresQuery query, IReadOnlyList<string>? scope, PlaceTree tree)
    {
        var (total, before, earlier) = (new Tally(), new Tally(), query.Before);
        Dictionary<LocalDate, Tally> months = [];
        Dictionary<Id<Place>, Tally> below = [];
        Dictionary<string, Tally> categories = [];
        Dictionary<Id<Organisation>, Tally> units = [];
        var groups = Groups(query.Place, scope, tree);
        foreach (var (cell, flags, count) in sums)
        {
            if (cell.Month < earlier.From || cell.Month > query.To
                || (query.Category is { } category && cell.Category != category)
                || (query.Unit is { } unit && cell.UnitId != unit)
                || !groups.TryGetValue(cell.PlaceId, out var group))
            {
                continue;
            }

            var counted = (CountedAs)flags;
            if (cell.Month < query.From)
            {
                before.Add(counted, count);
                continue;
            }

            total.Add(counted, count);
            In(months, cell.Month).Add(counted, count);
            In(below, group).Add(counted, count);
            In(categories, cell.Category).Add(counted, count);
            In(units, cell.UnitId).Add(counted, count);
        }

        return new Counted(total, before, months, below, categories, units);
    }

    // Where the requests of each place in question stand: under the step below the place asked for, or under itself.
    private static Dictionary<Id<Place>, Id<Place>> Groups(Id<Place>? asked, IReadOnlyList<string>? scope, PlaceTree tree)
    {
        var top = asked is { } id ? tree.Find(id) : tree.District;
        var groups = new Dictionary<Id<Place>, Id<Place>>();
        foreach (var place in top is null ? [] : tree.Within(top.Path).Where(p => scope is null || scope.Any(path => p.Path.StartsWith(path, StringComparison.Ordinal))))
        {
            groups[place.Id] = place.Id == top!.Id || place.ParentId == top.Id ? place.Id : groups.GetValueOrDefault(place.ParentId!.Value, StepBelow(tree, top, place));
        }

        return groups;
    }

    private static Id<Place> StepBelow(PlaceTree tree, Place top, Place place) => tree.Upwards(place).First(p => p.ParentId == top.Id).Id;

    private static Tally In<TKey>(Dictionary<TKey, Tally> tallies, TKey key)
        where TKey : notnull => tallies.TryGetValue(key, out var tally) ? tally : tallies[key] = new Tally();
}
