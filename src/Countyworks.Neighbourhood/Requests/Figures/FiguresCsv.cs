using System.Globalization;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Tables;
using Countyworks.Core.Web;
using Countyworks.Data.Databases;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Figures;

/// <summary>
/// The requests behind the figures as CSV: a row a request without personal data, from which anybody computes the rates again.
/// UTF-8 with a mark, so that spreadsheets read the Chinese; cells that a spreadsheet would take for a formula are escaped.
/// </summary>
/// <remarks>
/// The rates from the columns: response = rows with dispatched 1, excluded empty and responded_in_time 1 / rows with dispatched 1 and excluded empty;
/// solution = call_back solved / call_back not empty; satisfaction = result_rating satisfied or basically / result_rating not empty.
/// </remarks>
public sealed class FiguresCsv(Database database, PlaceTree places, Categories categories, PostDirectory directory, Texts texts)
{
    private static readonly (string Name, Func<FiguresCsv, Line, string?> Cell)[] Columns =
    [
        ("number", (_, line) => line.Number),
        ("filed_on", (_, line) => Iso(CountyTime.LocalDay(line.OpenedAt))),
        ("month", (_, line) => FiguresQuery.InAddress(line.Month)),
        ("street", (of, line) => of.NameAt(line, PlaceLevel.Street)),
        ("community", (of, line) => of.NameAt(line, PlaceLevel.Community)),
        ("unit", (of, line) => line.Unit is { } unit ? of.directory.Find(unit)?.Name : ""),
        ("category", (_, line) => line.Category),
        ("category_name", (of, line) => of.categories.NameOf(line.Category)),
        ("door", (_, line) => EnumNames<Door>.Of(line.Door)),
        ("stage", (_, line) => line.Stage),
        ("dispatched", (_, line) => Bit(line.Is(CountedAs.Dispatched))),
        ("excluded", (_, line) => line.Is(CountedAs.Excluded) ? line.ExcludedFor ?? line.Stage : ""),
        ("responded_in_time", (_, line) => line.Is(CountedAs.Dispatched) ? Bit(line.Is(CountedAs.Responded)) : ""),
        ("answered_at_once", (_, line) => Bit(line.Is(CountedAs.AtOnce))),
        ("call_back", (_, line) => line.Is(CountedAs.CalledBack) && line.Result is { } result ? EnumNames<CallBackResult>.Of(result) : ""),
        ("result_rating", (_, line) => line.Is(CountedAs.Rated) && line.Rating is { } rating ? EnumNames<Rating>.Of(rating) : ""),
        ("ended_on", (_, line) => line.ClosedAt is { } closed ? Iso(CountyTime.LocalDay(closed)) : ""),
        ("days", (_, line) => line.ClosedAt is { } closed ? Days(line.OpenedAt, closed) : ""),
    ];

    private readonly PlaceTree places = places;
    private readonly Categories categories = categories;
    private readonly PostDirectory directory = directory;

    /// <summary>Sends the file, month by month: no month is held longer than it takes to send.</summary>
    internal static PushStreamHttpResult Download(
        HttpContext http, Database database, Cached<PlaceTree> places, Cached<Categories> categories, Cached<PostDirectory> directory, Texts texts, IClock clock)
    {
        var query = FiguresQuery.Of(http.Request.Query, CountyTime.LocalDay(clock.GetCurrentInstant())) with { Unit = null };
        var file = new FiguresCsv(database, places.Current, categories.Current, directory.Current, texts);
        var name = $"requests-{FiguresQuery.InAddress(query.From)}-{FiguresQuery.InAddress(query.To)}.csv";
        return TypedResults.Stream(stream => file.Write(stream, query, http.RequestAborted), CsvFile.ContentType, name);
    }

    /// <summary>Writes the requests of a question.</summary>
    public async Task Write(Stream stream, FiguresQuery query, CancellationToken cancellation)
    {
        await using var csv = CsvFile.To(stream);
        await csv.WriteRecordAsync([.. Columns.Select(column => $"{column.Name} {texts.Raw("figures.csv." + column.Name, Language.Chinese)}")], cancellation);
        foreach (var month in query.EachMonth)
        {
            foreach (var line in await Read(month, query, cancellation))
            {
                await csv.WriteRecordAsync([.. Columns.Select(column => column.Cell(this, line))], cancellation);
            }
        }
    }

    private async Task<List<Line>> Read(LocalDate month, FiguresQuery query, CancellationToken cancellation)
    {
        var path = query.Place is { } place ? places.Find(place)?.Path ?? "-" : "";
        using var db = database.Read();
        return await (
            from request in db.Set<Request>()
            join matter in db.Set<Matter>() on request.Id equals matter.Id
            where request.CountedMonth == month && (path == "" || matter.PlacePath.StartsWith(path)) && (query.Category == null || request.CountedCategory == query.Category)
            orderby request.Id
            select new Line(
                matter.Number, matter.OpenedAt, matter.ClosedAt, request.CountedMonth, matter.PlacePath, matter.UnitId, request.CountedCategory,
                request.Door, matter.Stage, request.CountedAs, matter.ExcludedFor, request.Result, request.ResultRating)).ToListAsync(cancellation);
    }

    private string NameAt(Line line, PlaceLevel level)
    {
        var path = string.Join('/', line.PlacePath.Split('/').Take((int)level)) + "/";
        return places.AtPath(path) is { } place && place.Level == level ? place.Name : "";
    }

    private static string Bit(bool holds) => holds ? "1" : "0";

    private static string Iso(LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);

    private static string Days(Instant from, Instant to) =>
        Period.DaysBetween(CountyTime.LocalDay(from), CountyTime.LocalDay(to)).ToString(CultureInfo.InvariantCulture);

    private sealed record Line(
        string Number, Instant OpenedAt, Instant? ClosedAt, LocalDate Month, string PlacePath, Id<Core.People.Organisation>? Unit, string Category,
        Door Door, string Stage, CountedAs CountedAs, string? ExcludedFor, CallBackResult? Result, Rating? Rating)
    {
        public bool Is(CountedAs flag) => CountedAs.HasFlag(flag);
    }
}
