using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Figures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Api;

/// <summary>Which requests are counted; read like the address of the page of figures.</summary>
/// <param name="Http">The call.</param>
/// <param name="From">The first month: 2026-01.</param>
/// <param name="To">The last month.</param>
/// <param name="Place">The id of a place: it and all below it.</param>
/// <param name="Category">The code of a category; "none" for those without.</param>
/// <param name="Unit">The id of a unit; "none" for those without. Not for the public.</param>
public readonly record struct FiguresAsk(HttpContext Http, string? From, string? To, string? Place, string? Category, string? Unit)
{
    internal FiguresQuery QueryOn(LocalDate today) => FiguresQuery.Of(Http.Request.Query, today);
}

/// <summary>A rate with what it is a part of.</summary>
public sealed record RateItem(decimal Part, long Whole, long Excluded, decimal? Percent)
{
    /// <summary>Of a rate.</summary>
    public static RateItem Of(Rate rate) => new(rate.Part, rate.Whole, rate.Excluded, rate.Percent);
}

/// <summary>The three rates.</summary>
public sealed record RatesItem(RateItem Response, RateItem Solution, RateItem Satisfaction)
{
    /// <summary>Of rates.</summary>
    public static RatesItem Of(Rates rates) => new(RateItem.Of(rates.Response), RateItem.Of(rates.Solution), RateItem.Of(rates.Satisfaction));
}

/// <summary>A row of figures: one month, place, category or unit.</summary>
/// <param name="Name">In the reader's words; "" for a month and for the total.</param>
/// <param name="From">The first day of the first month.</param>
/// <param name="Place">The id of the place.</param>
/// <param name="Category">The code; "" for those without.</param>
/// <param name="Unit">The id; nothing but zeros for those without.</param>
/// <param name="Filed">How many were filed.</param>
/// <param name="Overdue">How many are overdue now.</param>
/// <param name="Rates">Their rates.</param>
public sealed record FiguresRow(string Name, LocalDate From, string? Place, string? Category, string? Unit, long Filed, int Overdue, RatesItem Rates)
{
    /// <summary>Of a row of the page.</summary>
    public static FiguresRow Of(FigureRow row) => new(
        row.Name, row.Query.From, row.Query.Place?.ToString(), row.Query.Category, row.Query.Unit?.ToString(), row.Tally[CountedAs.Filed], row.Overdue, RatesItem.Of(row.Rates));
}

/// <summary>The figures of requests, as of <paramref name="ReadAt"/>.</summary>
public sealed record FiguresItem(
    LocalDate From, LocalDate To, FiguresRow Total, RatesItem Before, IReadOnlyList<FiguresRow> Months, IReadOnlyList<FiguresRow> Places,
    IReadOnlyList<FiguresRow> Categories, IReadOnlyList<FiguresRow> Units, Instant ReadAt)
{
    /// <summary>Of what the page shows.</summary>
    public static FiguresItem Of(FiguresView view) => new(
        view.Query.From, view.Query.LastDay, FiguresRow.Of(view.Total), RatesItem.Of(view.Before), [.. view.Months.Select(m => FiguresRow.Of(m.Row))],
        Rows(view.Places), Rows(view.Categories), Rows(view.Units), view.ReadAt);

    private static IReadOnlyList<FiguresRow> Rows(IReadOnlyList<FigureRow> rows) => [.. rows.Select(FiguresRow.Of)];
}

/// <summary>The figures over the API: the public's, and the leaders' with units told apart.</summary>
public static class FiguresApi
{
    private const string Path = "/api/v1/figures";

    /// <summary>GET /api/v1/figures and /api/v1/figures/leaders.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (FiguresReading reading, IClock clock, [AsParameters] FiguresAsk ask) => Answer(ask, clock, reading.ForPublic)).Open()
            .WithTags("figures").Answers<FiguresItem>("getFigures", "Rates by month, place and category, with what each is a part of");
        routes.MapGet(Path + "/leaders", (FiguresReading reading, IClock clock, [AsParameters] FiguresAsk ask) => Answer(
                ask, clock, (query, today) => reading.ForLeaders(query, today, ask.Http.Caller().PathsFor(RequestPermissions.Figures))))
            .Needs(RequestPermissions.Figures).WithTags("figures").Answers<FiguresItem>("getFiguresForLeaders", "The same within the caller's places, and by unit");
    }

    private static IResult Answer(FiguresAsk ask, IClock clock, Func<FiguresQuery, LocalDate, FiguresView> read)
    {
        var today = CountyTime.LocalDay(clock.GetCurrentInstant());
        return Results.Json(FiguresItem.Of(read(ask.QueryOn(today), today)), Data.Json.Options);
    }
}
