using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Figures;

/// <summary>The figures of requests: for everybody, for leaders, and as records from which anybody computes them again.</summary>
public static class FiguresEndpoints
{
    private const int PageLimit = 10_000;

    /// <summary>Maps the pages and the file.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(FiguresView.PublicPath, Public).Open().CacheForAnybody();
        routes.MapGet(FiguresView.CsvPath, FiguresCsv.Download).Open();
        routes.MapGet(FiguresView.LeadersPath, Leaders).Needs(RequestPermissions.Figures);
        routes.MapGet(FiguresView.ListPath, List).Needs(RequestPermissions.Figures);
    }

    private static PageResult Public(HttpContext http, FiguresReading reading, IClock clock)
    {
        var today = Today(clock);
        return Page.Show<FiguresPage, FiguresView>(reading.ForPublic(FiguresQuery.Of(http.Request.Query, today), today));
    }

    private static PageResult Leaders(HttpContext http, FiguresReading reading, IClock clock)
    {
        var today = Today(clock);
        return Page.Show<FiguresPage, FiguresView>(reading.ForLeaders(FiguresQuery.Of(http.Request.Query, today), today, Scope(http)));
    }

    private static async Task<Results<PageResult, NotFound>> List(
        HttpContext http, DistrictDb db, RequestFigures figures, Cached<OverdueNow> overdue, Cached<PlaceTree> places, Cached<PostDirectory> directory, IClock clock)
    {
        var now = clock.GetCurrentInstant();
        var (query, scope, tree) = (FiguresQuery.Of(http.Request.Query, CountyTime.LocalDay(now)), Scope(http), places.Current);
        if (EnumNames<ListOf>.Parse(http.Request.Query["of"]) is not { } list)
        {
            return TypedResults.NotFound();
        }

        var page = int.TryParse(http.Request.Query["page"], out var number) ? Math.Clamp(number, 1, PageLimit) : 1;
        var total = list == ListOf.Overdue
            ? overdue.Current.Of(query, tree, scope).Sum(o => o.Count)
            : (int)RequestList.CountOf(list, figures.Of(query, scope).Total);
        var rows = await RequestList.Read(db, list, query, Within(query, scope, tree), now, page, http.RequestAborted);
        return Page.Show<RequestListPage, RequestListView>(new RequestListView(
            query, list, [.. rows.Select(r => InWords(r, tree, directory.Current))], page, Math.Max(total, ((page - 1) * RequestList.PageSize) + rows.Count), now));
    }

    private static RequestListRow InWords(ListedRequest row, PlaceTree tree, PostDirectory directory) => new(
        row,
        tree.FullName(row.PlaceId),
        row.UnitId is { } unit ? directory.Find(unit)?.Name : null,
        row.ApprovedBy is { } post && directory.Find(post) is { } approver ? $"{approver.Title} {directory.NameOf(approver.PersonId)}" : null);

    // The places of the part asked for that lie within the scope, as far down as requests are counted; null for all there are.
    private static IReadOnlyList<Id<Place>>? Within(FiguresQuery query, IReadOnlyList<string> scope, PlaceTree tree) => query.Place is null && scope.Contains(tree.District?.Path) ? null :
    [
        .. tree.Within((query.Place is { } id ? tree.Find(id) : tree.District)?.Path ?? "-")
            .Where(p => p.Level <= PlaceLevel.Community && scope.Any(path => p.Path.StartsWith(path, StringComparison.Ordinal)))
            .Select(p => p.Id),
    ];

    private static IReadOnlyList<string> Scope(HttpContext http) => http.Caller().PathsFor(RequestPermissions.Figures);

    private static LocalDate Today(IClock clock) => CountyTime.LocalDay(clock.GetCurrentInstant());
}
