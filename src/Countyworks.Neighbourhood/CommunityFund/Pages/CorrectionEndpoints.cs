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

/// <summary>A payment that the bank returned is taken back; a bill, or part of it, is waived by a vote of the owners.</summary>
public static class CorrectionEndpoints
{
    private const string ReturnArea = "fund_return", WaiveArea = "fund_waive";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var limits = routes.ServiceProvider.GetRequiredService<FileLimits>();
        var keeping = routes.MapGroup(FundEndpoints.Path).Needs(FundPermissions.Keep).ExcludeFromDescription();
        keeping.MapGet("/{id}/payments/{payment}/return", (PageCall page, Id<Fund> id, Id<FundPayment> payment) => ShowReturn(page, id, payment, Form.New(ReturnArea), limits));
        keeping.MapPost("/{id}/payments/{payment}/return", Return).TakesFiles(limits);
        keeping.MapGet("/{id}/bills/{bill}/waive", (PageCall page, Id<Fund> id, Id<FundBill> bill) => ShowWaiver(page, id, bill, null));
        keeping.MapPost("/{id}/bills/{bill}/waive", Waive);
    }

    /// <summary>The page that takes a payment back.</summary>
    internal static string ReturnOf(Id<Fund> fund, Id<FundPayment> payment) => FundEndpoints.PathOf(fund, $"payments/{payment}/return");

    /// <summary>The page that waives a bill.</summary>
    internal static string WaiverOf(Id<Fund> fund, Id<FundBill> bill) => FundEndpoints.PathOf(fund, $"bills/{bill}/waive");

    private static async Task<IResult> Return(PageCall page, Form form, Id<Fund> id, Id<FundPayment> payment, [FromServices] FileIntake intake, [FromServices] FileLimits limits)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head || FundReader.Receipt(page, head, payment) is null)
        {
            return Results.NotFound();
        }

        var paper = await FundEndpoints.Paper(form.For(ReturnArea), intake, limits, page.Http.RequestAborted);
        var caller = page.Caller;
        return await page.Try("return_payment", FundPermissions.Keep, form, change => new ReturnPayment(payment, FundPaper.KeepOfHome(change, id, paper!)).In(change, caller).Then<Done>(_ => Done.It)) is not null
            ? Results.LocalRedirect(FundEndpoints.PathOf(id, $"payments/{payment}"))
            : ShowReturn(page, id, payment, form, limits);
    }

    private static async Task<IResult> Waive(PageCall page, Form form, Id<Fund> id, Id<FundBill> bill)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head || FundReader.Bill(page, head, bill) is not { } found)
        {
            return Results.NotFound();
        }

        var (sum, by, caller) = (form.For(WaiveArea).Money("sum"), form.Text("decision", Decision.ReferenceLimit), page.Caller);
        return await page.Try("waive_bill", FundPermissions.Keep, form, change => new WaiveBill(bill, sum, new Decision(by)).In(change, caller).Then<Done>(_ => Done.It)) is not null
            ? Results.LocalRedirect(HomeEndpoints.PathOf(id, found.Home.Unit.Number))
            : ShowWaiver(page, id, bill, form);
    }

    private static IResult ShowReturn(PageCall page, Id<Fund> id, Id<FundPayment> payment, Form form, FileLimits limits) =>
        FundReader.Head(page, id, FundPermissions.Keep) is { } head && FundReader.Receipt(page, head, payment) is { } receipt
            ? Page.Show<ReturnPage, ReturnView>(new(receipt, form, (int)(limits.FileBytes / (1024 * 1024))), Problems.StatusOf(form))
            : Results.NotFound();

    private static IResult ShowWaiver(PageCall page, Id<Fund> id, Id<FundBill> bill, Form? form)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head || FundReader.Bill(page, head, bill) is not { } found)
        {
            return Results.NotFound();
        }

        var shown = form ?? Form.New(WaiveArea).With("sum", Money.FromFen(found.Bill.OpenFen).ToPlainText());
        return Page.Show<WaivePage, WaiveView>(new(head, shown, found.Bill, found.Home), Problems.StatusOf(shown));
    }
}
