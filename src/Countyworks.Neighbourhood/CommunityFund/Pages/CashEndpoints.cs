using System.Security.Cryptography;
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

/// <summary>Cash goes from the till to the bank; the manager is paid what is owed. The whole sum is filled in.</summary>
public static class CashEndpoints
{
    private const string Cash = "cash", Manager = "manager";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var limits = routes.ServiceProvider.GetRequiredService<FileLimits>();
        var keeping = routes.MapGroup(FundEndpoints.Path).Needs(FundPermissions.Keep).ExcludeFromDescription();
        foreach (var way in new[] { Cash, Manager })
        {
            keeping.MapGet($"/{{id}}/{way}", (PageCall page, Id<Fund> id) => FundReader.Head(page, id, FundPermissions.Keep) is { } head ? Show(page, head, way, null, limits) : Results.NotFound());
            keeping.MapPost($"/{{id}}/{way}", (PageCall page, Form form, Id<Fund> id, [FromServices] FileIntake intake) => Move(page, form, id, way, intake, limits)).TakesFiles(limits);
        }
    }

    private static async Task<IResult> Move(PageCall page, Form form, Id<Fund> id, string way, FileIntake intake, FileLimits limits)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head)
        {
            return Results.NotFound();
        }

        var sum = form.For("fund_" + way).Money("sum");
        var paper = await FundEndpoints.Paper(form, intake, limits, page.Http.RequestAborted);
        var (caller, key) = (page.Caller, form.Once.Length > 0 ? form.Once : RandomNumberGenerator.GetHexString(32, lowercase: true));
        var done = await page.Try(way == Cash ? "bank_cash" : "pay_manager", FundPermissions.Keep, form, change =>
        {
            var kept = FundPaper.Keep(change, id, paper!);
            return way == Cash ? new BankCash(id, sum, kept, key).In(change, caller) : new PayManager(id, sum, kept, key).In(change, caller);
        });
        return done is not null ? Results.LocalRedirect(FundEndpoints.PathOf(id)) : Show(page, head, way, form, limits);
    }

    private static IResult Show(PageCall page, FundHead head, string way, Form? form, FileLimits limits)
    {
        var most = way == Cash
            ? FundCall.Balance(page.Db, head.Fund.FeesId, FundAccounts.Till).NetFen
            : -FundCall.Balance(page.Db, head.Fund.FeesId, FundAccounts.Manager).NetFen;
        var there = Money.FromFen(Math.Max(0, most));
        var shown = form ?? Form.New("fund_" + way).With("sum", there > Money.Zero ? there.ToPlainText() : "");
        return Page.Show<MovePage, MoveView>(new(head, shown, way, there, (int)(limits.FileBytes / (1024 * 1024))) { Before = way == Cash ? "pay" : "close" }, Problems.StatusOf(shown));
    }
}
