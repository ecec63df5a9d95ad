using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Neighbourhood.CommunityFund.Pages;

/// <summary>Expenses: asked for, decided, invoiced, paid.</summary>
public static class ExpenseEndpoints
{
    /// <summary>What a button of the page does.</summary>
    public const string Yes = "yes", No = "no", Grant = "grant", Invoice = "invoice", Pay = "pay", Drop = "drop";

    private const string NewArea = "fund_expense", Area = "expense_deed";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var limits = routes.ServiceProvider.GetRequiredService<FileLimits>();
        var keeping = routes.MapGroup(FundEndpoints.Path).Needs(FundPermissions.Keep).ExcludeFromDescription();
        keeping.MapGet("/{id}/expenses/new", (PageCall page, Id<Fund> id) => FundReader.Head(page, id, FundPermissions.Keep) is { } head ? ShowNew(head, Form.New(NewArea), limits) : Results.NotFound());
        keeping.MapPost("/{id}/expenses/new", Ask).TakesFiles(limits);
        keeping.MapPost("/{id}/expenses/{expense}", Do).TakesFiles(limits);
        routes.MapGet(FundEndpoints.Path + "/{id}/expenses/{expense}", Open).Needs(FundPermissions.See).ExcludeFromDescription();
        routes.MapPost(FundEndpoints.Path + "/{id}/expenses/{expense}/voice", Say).Needs(FundPermissions.Approve).ExcludeFromDescription();
    }

    /// <summary>The page of an expense.</summary>
    internal static string PathOf(Id<Fund> fund, Id<FundExpense> expense, string below = "") => FundEndpoints.PathOf(fund, $"expenses/{expense}{below}");

    private static async Task<IResult> Ask(PageCall page, Form form, Id<Fund> id, [FromServices] FileIntake intake, [FromServices] FileLimits limits)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head)
        {
            return Results.NotFound();
        }

        var (purpose, costOf, what) = (form.For(NewArea).Choice<Purpose>("purpose"), form.ChoiceOrNull<IncomeKind>("costOf"), form.Text("what", AskExpense.WhatLimit));
        var ofMaintenance = form.Flag("ofMaintenance");
        var (vendor, quote, caller) = (form.Text("vendor", AskExpense.VendorLimit), form.Money("quote"), page.Caller);
        var paper = await FundEndpoints.Paper(form, intake, limits, page.Http.RequestAborted);
        var asked = await page.Try("ask_expense", FundPermissions.Keep, form, change =>
            new AskExpense(id, purpose, what, vendor, quote, FundPaper.Keep(change, id, paper!), costOf, ofMaintenance).In(change, caller).Then<Id<FundExpense>>(e => e.Id));
        return asked is { Value: var expense } ? Results.LocalRedirect(PathOf(id, expense)) : ShowNew(head, form, limits);
    }

    private static IResult Open(PageCall page, Id<Fund> id, Id<FundExpense> expense, [FromServices] FileLimits limits) => Show(page, id, expense, Form.New(Area), limits);

    private static async Task<IResult> Say(PageCall page, Form form, Id<Fund> id, Id<FundExpense> expense, [FromServices] FileLimits limits)
    {
        var (caller, isYes) = (page.Caller, form.For(Area).Value("deed") == Yes);
        return await page.Try("say_to_expense", FundPermissions.Approve, form, change => new SayToExpense(expense, isYes).In(change, caller).Then<Done>(_ => Done.It)) is not null
            ? Results.LocalRedirect(PathOf(id, expense))
            : Show(page, id, expense, form, limits);
    }

    private static async Task<IResult> Do(PageCall page, Form form, Id<Fund> id, Id<FundExpense> expense, [FromServices] FileIntake intake, [FromServices] FileLimits limits)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is null)
        {
            return Results.NotFound();
        }

        var (caller, deed) = (page.Caller, form.For(Area).Value("deed"));
        var decision = deed == Grant ? form.Text("decision", Decision.ReferenceLimit) : "";
        var sum = deed == Invoice ? form.Money("sum") : Money.Zero;
        var paper = deed is Invoice or Pay ? await FundEndpoints.Paper(form, intake, limits, page.Http.RequestAborted) : null;
        var done = await page.Try("go_on_with_expense", FundPermissions.Keep, form, change => (deed switch
        {
            Grant => new GrantExpense(expense, new Decision(decision)).In(change, caller),
            Invoice => new EnterInvoice(expense, sum, FundPaper.Keep(change, id, paper!)).In(change, caller),
            Pay => new PayExpense(expense, FundPaper.Keep(change, id, paper!)).In(change, caller),
            Drop => new DropExpense(expense).In(change, caller),
            _ => new Refusal("invalid_choice", "deed"),
        }).Then<Done>(_ => Done.It));
        return done is not null ? Results.LocalRedirect(PathOf(id, expense)) : Show(page, id, expense, form, limits);
    }

    private static IResult Show(PageCall page, Id<Fund> id, Id<FundExpense> expense, Form form, FileLimits limits) =>
        FundReader.Head(page, id, FundPermissions.See) is { } head && FundReader.Expense(page, head, expense, form) is { } view
            ? Page.Show<ExpensePage, ExpenseView>(view with { Megabytes = (int)(limits.FileBytes / (1024 * 1024)) }, Problems.StatusOf(form))
            : Results.NotFound();

    private static IResult ShowNew(FundHead head, Form form, FileLimits limits) =>
        Page.Show<AskExpensePage, FundFormView>(new(head, form) { Megabytes = (int)(limits.FileBytes / (1024 * 1024)) }, Problems.StatusOf(form));
}
