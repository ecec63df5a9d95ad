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

/// <summary>A payment that was taken for the wrong home is moved to the right one.</summary>
public static class MoveEndpoints
{
    private const string Area = "fund_move_payment";
    private const int UnitLimit = 100;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var limits = routes.ServiceProvider.GetRequiredService<FileLimits>();
        var keeping = routes.MapGroup(FundEndpoints.Path).Needs(FundPermissions.Keep).ExcludeFromDescription();
        keeping.MapGet("/{id}/payments/{payment}/move", (PageCall page, Id<Fund> id, Id<FundPayment> payment) => Show(page, id, payment, Form.New(Area), limits));
        keeping.MapPost("/{id}/payments/{payment}/move", Move).TakesFiles(limits);
    }

    /// <summary>The page that moves a payment.</summary>
    internal static string PathOf(Id<Fund> fund, Id<FundPayment> payment) => FundEndpoints.PathOf(fund, $"payments/{payment}/move");

    private static async Task<IResult> Move(PageCall page, Form form, Id<Fund> id, Id<FundPayment> payment, [FromServices] FileIntake intake, [FromServices] FileLimits limits)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head || FundReader.Receipt(page, head, payment) is null)
        {
            return Results.NotFound();
        }

        var (typed, why, caller) = (form.For(Area).Text("unit", UnitLimit), form.Text("why", MovePayment.WhyLimit), page.Caller);
        var unit = FundReader.Unit(page.Db, head.Fund, typed);
        if (typed.Length > 0 && unit.Refusal is { } unknown)
        {
            form.Refused(unknown);
        }

        var paper = await FundEndpoints.Paper(form, intake, limits, page.Http.RequestAborted);
        var moved = await page.Try("move_payment", FundPermissions.Keep, form, change =>
            new MovePayment(payment, unit.Value.Number, why, FundPaper.KeepOfHome(change, id, paper!)).In(change, caller).Then<Id<FundPayment>>(p => p.Id));
        return moved is { Value: var right } ? Results.LocalRedirect(FundEndpoints.PathOf(id, $"payments/{right}")) : Show(page, id, payment, form, limits);
    }

    private static IResult Show(PageCall page, Id<Fund> id, Id<FundPayment> payment, Form form, FileLimits limits) =>
        FundReader.Head(page, id, FundPermissions.Keep) is { } head && FundReader.Receipt(page, head, payment) is { } receipt
            ? Page.Show<MovePaymentPage, ReturnView>(new(receipt, form, (int)(limits.FileBytes / (1024 * 1024))), Problems.StatusOf(form))
            : Results.NotFound();
}
