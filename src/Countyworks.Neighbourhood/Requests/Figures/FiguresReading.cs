using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Figures;

/// <summary>Puts counted requests into the words of a page. Everything it asks is in memory.</summary>
public sealed class FiguresReading(
    RequestFigures figures, Cached<OverdueNow> overdue, Cached<PlaceTree> places, Cached<Categories> categories, Cached<PostDirectory> directory, Texts texts)
{
    /// <summary>What the public sees.</summary>
    public FiguresView ForPublic(FiguresQuery query, LocalDate today) => Read(query with { Unit = null }, today, null);

    /// <summary>What a leader sees.</summary>
    /// <param name="query">Which requests.</param>
    /// <param name="today">The local day.</param>
    /// <param name="scope">The paths of the leader's posts.</param>
    public FiguresView ForLeaders(FiguresQuery query, LocalDate today, IReadOnlyList<string> scope) => Read(query, today, scope);

    private FiguresView Read(FiguresQuery query, LocalDate today, IReadOnlyList<string>? scope)
    {
        var (tree, counted, rule) = (places.Current, figures.Of(query, scope), figures.RuleFor(query));
        var late = overdue.Current.Of(query, tree, scope).ToList();
        var top = query.Place is { } id ? tree.Find(id) : tree.District;
        FigureRow Row(string name, FiguresQuery of, Tally tally, bool opens, Func<Overdue, bool> isIts) =>
            new(name, of, opens, tally, tally.Rates(rule), late.Where(isIts).Sum(o => o.Count));
        return new FiguresView
        {
            Query = query,
            IsForLeaders = scope is not null,
            PlaceName = top is null ? "" : PlaceNames.InReadersLanguage(top),
            Above = top is null ? [] : [.. tree.Upwards(top).Skip(1).Reverse().Select(p => (PlaceNames.InReadersLanguage(p), query with { Place = p.ParentId is null ? null : p.Id }))],
            Total = Row("", query, counted.Total, false, _ => true),
            Before = counted.Before.Rates(rule),
            Rule = rule,
            Months = [.. query.EachMonth.Select(m => (m, Row("", query with { From = m, To = m }, counted.Months.GetValueOrDefault(m) ?? new Tally(), false, _ => false)))],
            Places = Sorted(counted.Places.Select(p => tree.Find(p.Key)!).Select(place => Row(
                place.Id == top!.Id ? texts["figures.place_itself"] : PlaceNames.InReadersLanguage(place), query with { Place = place.Id }, counted.Places[place.Id],
                place.Id != top.Id && place.Level < PlaceLevel.Community, o => IsUnder(tree, o, place, top)))),
            Categories = query.Category is not null ? [] : Sorted(counted.Categories.Select(c => Row(
                NameOf(c.Key), query with { Category = c.Key }, c.Value, true, o => (o.Category ?? "") == c.Key))),
            Units = query.Unit is not null || scope is null ? [] : Sorted(counted.Units.Select(u => Row(
                NameOf(u.Key), query with { Unit = u.Key }, u.Value, true, o => (o.UnitId ?? default) == u.Key))),
            Points = [.. counted.Places.Select(p => (Place: tree.Find(p.Key)!, p.Value)).Where(p => p.Place.Latitude is not null && p.Place.Longitude is not null)
                .OrderByDescending(p => p.Value[CountedAs.Filed])
                .Select(p => new MapPoint(PlaceNames.InReadersLanguage(p.Place), p.Place.Latitude!.Value, p.Place.Longitude!.Value, (int)p.Value[CountedAs.Filed],
                    (query with { Place = p.Place.Id }).At(scope is null ? FiguresView.PublicPath : FiguresView.LeadersPath)))],
            Choices = Choices(query, today, scope, counted, tree),
            ReadAt = figures.ReadAt,
        };
    }

    private FigureChoices Choices(FiguresQuery query, LocalDate today, IReadOnlyList<string>? scope, Counted counted, PlaceTree tree)
    {
        var (first, last) = figures.Span(today);
        var span = new FiguresQuery(FiguresQuery.FirstOf(first), last);
        Option Of(Place place, string before) => new(place.Id.ToString(), before + PlaceNames.InReadersLanguage(place));
        var street = query.Place is { } id && tree.Find(id) is { } chosen ? tree.Upwards(chosen).FirstOrDefault(p => p.Level == PlaceLevel.Street) : null;
        var streets = tree.District is { } district ? tree.ChildrenOf(district.Id) : [];
        return new FigureChoices(
            [.. span.EachMonth.Union([query.From, query.To]).OrderDescending().Take(FiguresQuery.MonthLimit)],
            [.. streets.Where(s => InScope(s, scope)).SelectMany(s => tree.ChildrenOf(s.Id).Where(_ => s == street).Select(c => Of(c, "　")).Prepend(Of(s, "")))],
            [.. categories.Current.All.Select(c => new Option(c.Code, categories.Current.NameOf(c.Code)))],
            scope is null ? [] : [.. counted.Units.Keys.Where(u => u != default).Select(u => new Option(u.ToString(), NameOf(u))).OrderBy(o => o.Label, StringComparer.Ordinal)]);
    }

    private static bool InScope(Place place, IReadOnlyList<string>? scope) =>
        scope is null || scope.Any(path => place.Path.StartsWith(path, StringComparison.Ordinal) || path.StartsWith(place.Path, StringComparison.Ordinal));

    private static bool IsUnder(PlaceTree tree, Overdue overdue, Place place, Place top) => place.Id == top.Id
        ? !tree.ChildrenOf(top.Id).Any(child => overdue.PlacePath.StartsWith(child.Path, StringComparison.Ordinal))
        : overdue.PlacePath.StartsWith(place.Path, StringComparison.Ordinal);

    private static IReadOnlyList<FigureRow> Sorted(IEnumerable<FigureRow> rows) =>
        [.. rows.OrderByDescending(r => r.Tally[CountedAs.Filed]).ThenBy(r => r.Name, StringComparer.Ordinal)];

    private string NameOf(string category) => category.Length == 0 ? texts["figures.no_category"] : categories.Current.NameOf(category);

    private string NameOf(Id<Organisation> unit) => unit == default ? texts["figures.no_unit"] : directory.Current.Find(unit)?.Name ?? unit.ToString();
}
