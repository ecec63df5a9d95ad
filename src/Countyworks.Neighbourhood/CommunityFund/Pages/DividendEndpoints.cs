using System.Globalization;
using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Neighbourhood.CommunityFund.Pages;

/// <summary>The dividend of a year, home by home: set against its bills, or paid out.</summary>
public static class DividendEndpoints
{
    private const string Area = "fund_give";
    private const int LastPage = 1000;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var limits = routes.ServiceProvider.GetRequiredService<FileLimits>();
        var keeping = routes.MapGroup(FundEndpoints.Path + "/{id}/years/{year:int}/dividend").Needs(FundPermissions.Keep).ExcludeFromDescription();
        keeping.MapGet("", List);
        keeping.MapGet("/{number:int}", (PageCall page, Id<Fund> id, int year, int number) => Show(page, id, year, number, null, limits));
        keeping.MapPost("/{number:int}", Give).TakesFiles(limits);
    }

    /// <summary>The page of a year's dividend, or of one home's.</summary>
    internal static string PathOf(Id<Fund> fund, int year, int? number = null) =>
        FundEndpoints.PathOf(fund, string.Create(CultureInfo.InvariantCulture, $"years/{year}/dividend{(number is null ? "" : "/")}{number}"));

    private static IResult List(PageCall call, Id<Fund> id, int year, int page = 1)
    {
        if (FundReader.Head(call, id, FundPermissions.Keep) is not { } head || call.Db.Set<FundYear>().FirstOrDefault(y => y.FundId == id && y.Year == year && y.DividendFen > 0) is not { } declared)
        {
            return Results.NotFound();
        }

        var number = Math.Clamp(page, 1, LastPage);
        var shares = call.Db.Set<DividendShare>().Where(s => s.FundId == id && s.Year == year);
        var shown = (from share in shares
                     join unit in call.Db.Set<FundUnit>() on share.PlaceId equals unit.PlaceId
                     where unit.FundId == id
                     orderby share.Leaf
                     select new { Share = share, unit.Number }).Skip((number - 1) * DividendView.Size).Take(DividendView.Size).ToList();
        var names = UnitNames.Of(call.Db, shown.ConvertAll(s => s.Share.PlaceId));
        return Page.Show<DividendPage, DividendView>(new(head, declared, [.. shown.Select(s => (s.Share, names.GetValueOrDefault(s.Share.PlaceId, ""), s.Number))], number, shares.Count()));
    }

    private static async Task<IResult> Give(PageCall page, Form form, Id<Fund> id, int year, int number, [FromServices] FileIntake intake, [FromServices] FileLimits limits)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is null)
        {
            return Results.NotFound();
        }

        var (way, caller) = (form.For(Area).Choice<DividendWay>("way"), page.Caller);
        var paper = await FundEndpoints.Paper(form, intake, limits, page.Http.RequestAborted);
        var given = await page.Try("give_dividend", FundPermissions.Keep, form, change =>
            new GiveDividend(id, year, number, way == DividendWay.Credit, FundPaper.KeepOfHome(change, id, paper!)).In(change, caller).Then<Done>(_ => Done.It));
        return given is not null ? Results.LocalRedirect(PathOf(id, year)) : Show(page, id, year, number, form, limits);
    }

    private static IResult Show(PageCall page, Id<Fund> id, int year, int number, Form? form, FileLimits limits)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head
            || page.Db.Set<FundUnit>().FirstOrDefault(u => u.FundId == id && u.Number == number) is not { } unit
            || page.Db.Set<DividendShare>().FirstOrDefault(s => s.FundId == id && s.Year == year && s.PlaceId == unit.PlaceId) is not { } share)
        {
            return Results.NotFound();
        }

        var shown = form ?? Form.New(Area);
        return Page.Show<GivePage, GiveView>(new(head, shown, share, HomeReader.Rows(page.Db, head.Fund, [unit])[0], (int)(limits.FileBytes / (1024 * 1024))), Problems.StatusOf(shown));
    }
}
