using Countyworks.Core.Files;
using Countyworks.Core.Places;
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

/// <summary>A fund is opened, and its terms are set by decisions of the owners: contract, fees, budget.</summary>
public static class FoundEndpoints
{
    private const string OpenArea = "fund_open", TermsArea = "fund_terms", Terms = "terms";
    private const int MostPercent = 100;

    /// <summary>What a button of the page of terms sets.</summary>
    public const string Contract = "contract", Price = "price", Budget = "budget";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var limits = routes.ServiceProvider.GetRequiredService<FileLimits>();
        var founding = routes.MapGroup(FundEndpoints.Path).Needs(FundPermissions.Found).ExcludeFromDescription();
        founding.MapPost("", Open);
        founding.MapGet("/{id}/terms", (PageCall page, Id<Fund> id) => FundReader.Head(page, id, FundPermissions.Found) is { } head
            ? Show(head, Form.New(TermsArea).With("year", page.Today.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)), limits)
            : Results.NotFound());
        founding.MapPost("/{id}/terms", Set).TakesFiles(limits);
    }

    /// <summary>The form that opens a fund.</summary>
    internal static Form New() => Form.New(OpenArea).With("committeeLimit", "5000");

    private static async Task<IResult> Open(PageCall page, Form form)
    {
        var typed = PlaceTyped.Read(form.For(OpenArea), "place", page.Places);
        var limit = form.Money("committeeLimit");
        var caller = page.Caller;
        var wish = new OpenFund(typed.Place?.Id ?? default, limit, form.MoneyOrNull("firstRaising") ?? Money.Zero, Money.Zero, null);
        var opened = await page.Try("open_fund", FundPermissions.Found, form, change => wish.In(change, caller).Then<Id<Fund>>(f => f.Id));
        return opened is { Value: var id } ? Results.LocalRedirect(FundEndpoints.PathOf(id, Terms)) : Page.Show<FundsPage, FundsView>(new(FundReader.Rows(page), form, true, typed.Candidates), Problems.StatusOf(form));
    }

    private static async Task<IResult> Set(PageCall page, Form form, Id<Fund> id, [FromServices] FileIntake intake, [FromServices] FileLimits limits)
    {
        if (FundReader.Head(page, id, FundPermissions.Found) is not { } head)
        {
            return Results.NotFound();
        }

        var reference = form.For(TermsArea).Text("decision", Decision.ReferenceLimit);
        var files = form.Files("paper", 1, limits.FileBytes);
        var paper = form.Refusal is null && files.Count > 0 ? await FundEndpoints.Paper(form, intake, limits, page.Http.RequestAborted) : null;
        var caller = page.Caller;
        Decision By(Data.Writing.Change change) => new(reference, paper is null ? null : FundPaper.Keep(change, id, paper));
        var what = form.Value("what");
        var done = what == Price ? await SetPrice() : what == Budget ? await SetBudget() : await SetContract();
        return done ? Results.LocalRedirect(FundEndpoints.PathOf(id)) : Show(head, form, limits);

        async Task<bool> SetContract()
        {
            var (since, manager, model) = (form.Date("since"), form.Text("manager", CommunityFund.SetContract.ManagerLimit), form.Choice<FeeModel>("model"));
            var (basis, rate, sum) = (form.Text("base", 20, required: false), form.WholeOrNull("rate", 0, MostPercent) ?? 0, form.MoneyOrNull("fixed") ?? Money.Zero);
            return await page.Try("set_contract", FundPermissions.Found, form, change =>
                new SetContract(id, since, manager, model, basis, rate * MostPercent, sum, By(change)).In(change, caller).Then<Done>(_ => Done.It)) is not null;
        }

        async Task<bool> SetPrice()
        {
            var (use, since, price) = (form.Choice<UnitUse>("use"), form.Date("since"), form.Money("price"));
            return await page.Try("set_price", FundPermissions.Found, form, change => new SetPrice(id, use, since, price, By(change)).In(change, caller).Then<Done>(_ => Done.It)) is not null;
        }

        async Task<bool> SetBudget()
        {
            var (year, purpose, sum) = (form.Whole("year", 2000, 2200), form.Choice<Purpose>("purpose"), form.Money("sum"));
            return await page.Try("set_budget", FundPermissions.Found, form, change => new SetBudget(id, year, [(purpose, sum)], By(change)).In(change, caller)) is not null;
        }
    }

    private static IResult Show(FundHead head, Form form, FileLimits limits) =>
        Page.Show<TermsPage, FundFormView>(new(head, form) { Megabytes = (int)(limits.FileBytes / (1024 * 1024)) }, Problems.StatusOf(form));
}
