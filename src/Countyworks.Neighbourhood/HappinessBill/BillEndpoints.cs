using System.Globalization;
using System.Text;
using Countyworks.Core.Posts;
using Countyworks.Core.Seals;
using Countyworks.Core.Tables;
using Countyworks.Core.Web;
using Countyworks.Data;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.HappinessBill;

/// <summary><c>/happiness</c>: the happiness bill 幸福账单, for everybody: what came in, what went out, on whose decision, what is left; and how to check it.</summary>
public static class BillEndpoints
{
    /// <summary>The address.</summary>
    public const string Path = "/happiness";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Path).Open().ExcludeFromDescription();
        pages.MapGet("", (PageCall page) => Page.Show<BillsListPage, BillsListView>(BillReader.List(page)));
        pages.MapGet("/{fund}", (PageCall page, Id<Fund> fund, string? month) => BillReader.Month(page, fund, month) is { } view ? Page.Show<MonthPage, MonthView>(view) : Results.NotFound()).CacheForAnybody();
        pages.MapGet("/{fund}/poster", Poster);
        pages.MapGet("/{fund}/month.csv", Csv);
        pages.MapGet("/{fund}/{purse}.journal", Journal);
        pages.MapGet("/{fund}/entries/{purse}/{seq:long}", ((PageCall page, Id<Fund> fund, string purse, long seq) =>
            EnumNames<Purse>.Parse(purse) is { } known && BillReader.Entry(page, fund, known, seq) is { } view ? Page.Show<EntryPage, EntryView>(view) : Results.NotFound()));
        pages.MapGet("/{fund}/entries/{purse}/{seq:long}/proof.json", Proof);
        routes.MapGet(Path + "/{fund}/mine", (PageCall page, Id<Fund> fund, string? all) => BillReader.Own(page, fund, isAll: all is not null) is { } view ? Page.Show<OwnPage, OwnView>(view) : Results.NotFound())
            .NeedsAnAccount().ExcludeFromDescription();
    }

    /// <summary>The page of a neighbourhood's bill, or one below it.</summary>
    public static string PathOf(Id<Fund> fund, string below = "") => $"{Path}/{fund}{below}";

    /// <summary>A month in an address.</summary>
    public static string Text(LocalDate month) => string.Create(CultureInfo.InvariantCulture, $"{month.Year:D4}-{month.Month:D2}");

    private static IResult Poster(PageCall page, Id<Fund> fund, string? month)
    {
        if (BillReader.Month(page, fund, month) is not { } view)
        {
            return Results.NotFound();
        }

        var request = page.Http.Request;
        var address = $"{request.Scheme}://{request.Host}{PathOf(fund)}?month={Text(view.Bill.Month)}";
        return Page.Show<PosterPage, MonthView>(view with { Picture = QrPicture.Of(address) });
    }

    private static IResult Csv(PageCall page, [FromServices] Texts texts, Id<Fund> fund, string? month) => BillReader.Month(page, fund, month) is { } view
        ? Results.File(MonthFiles.Csv(view.Bill, flow => texts.Of(flow)), CsvFile.ContentType, $"{view.Bill.Fund.Code}-{Text(view.Bill.Month)}.csv")
        : Results.NotFound();

    private static IResult Journal(PageCall page, Id<Fund> fund, string purse, string? month) =>
        EnumNames<Purse>.Parse(purse) is { } known && BillReader.Month(page, fund, month) is { } view
            ? Results.File(Encoding.UTF8.GetBytes(MonthFiles.Journal(page.Db, view.Bill.Fund, known, view.Bill.Month)), "text/plain; charset=utf-8", $"{view.Bill.Fund.Code}-{purse}-{Text(view.Bill.Month)}.journal")
            : Results.NotFound();

    private static IResult Proof(PageCall page, [FromServices] SealReading seals, [FromServices] Texts texts, Id<Fund> fund, string purse, long seq) =>
        EnumNames<Purse>.Parse(purse) is not { } known || BillReader.Entry(page, fund, known, seq) is not { } view ? Results.NotFound()
        : seals.Proof(view.FactSeq, opensRemark: false).IsDone(out var proof, out var why) ? Results.Json(proof, Json.Options)
        : Problems.From(why, texts);
}
