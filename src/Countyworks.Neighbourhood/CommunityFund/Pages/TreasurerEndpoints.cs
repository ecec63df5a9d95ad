using System.Globalization;
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
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Neighbourhood.CommunityFund.Pages;

/// <summary>The treasurer's desk: payments are taken, units billed, common income entered.</summary>
public static class TreasurerEndpoints
{
    private const string PayArea = "fund_pay", BillArea = "fund_billing", IncomeArea = "fund_income";
    private const int UnitLimit = 40, MostRuns = 36, DueDays = 30;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var limits = routes.ServiceProvider.GetRequiredService<FileLimits>();
        var keeping = routes.MapGroup(FundEndpoints.Path).Needs(FundPermissions.Keep).ExcludeFromDescription();
        keeping.MapGet("/{id}/pay", ((PageCall page, Id<Fund> id) => FundReader.Head(page, id, FundPermissions.Keep) is { } head
            ? Page.Show<PayPage, FundFormView>(new(head, Form.New(PayArea).With("on", page.Today).With<PaymentMeans>("means", PaymentMeans.Cash)))
            : Results.NotFound()));
        keeping.MapPost("/{id}/pay", Pay);
        keeping.MapGet("/{id}/billing", ((PageCall page, Id<Fund> id, string? billed) =>
            FundReader.Head(page, id, FundPermissions.Keep) is { } head ? ShowBilling(page, head, NextPeriod(page, head.Fund), billed) : Results.NotFound()));
        keeping.MapPost("/{id}/billing", Bill);
        keeping.MapGet("/{id}/income", ((PageCall page, Id<Fund> id) => FundReader.Head(page, id, FundPermissions.Keep) is { } head
            ? ShowIncome(head, Form.New(IncomeArea).With("on", page.Today), limits)
            : Results.NotFound()));
        keeping.MapPost("/{id}/income", Income).TakesFiles(limits);
    }

    private static async Task<IResult> Pay(PageCall page, Form form, Id<Fund> id)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head)
        {
            return Results.NotFound();
        }

        var unit = FundReader.Unit(page.Db, head.Fund, form.For(PayArea).Text("unit", UnitLimit));
        var (sum, means, on) = (form.Money("sum"), form.Choice<PaymentMeans>("means"), form.Date("on"));
        var words = form.Text("payer", 100, required: false);
        if (form.Refusal is null && unit.Refusal is { } unknown)
        {
            form.Refused(unknown);
        }

        var (caller, key) = (page.Caller, $"desk {(form.Once.Length > 0 ? form.Once : RandomNumberGenerator.GetHexString(32, lowercase: true))}");
        var taken = await page.Try("take_payment", FundPermissions.Keep, form, change =>
            new TakePayment(id, unit.Value.Number, sum, means, on, key) { Words = words }.In(change, caller).Then<Id<FundPayment>>(p => p.Id));
        return taken is { Value: var payment } ? Results.LocalRedirect(FundEndpoints.PathOf(id, $"payments/{payment}")) : Page.Show<PayPage, FundFormView>(new(head, form), Problems.StatusOf(form));
    }

    private static Form NextPeriod(PageCall page, Fund fund)
    {
        var last = page.Db.Set<BillingRun>().Where(r => r.FundId == fund.Id).OrderByDescending(r => r.Since).FirstOrDefault();
        var since = last?.Since.PlusMonths(last.Months) ?? page.Today.With(DateAdjusters.StartOfMonth);
        return Form.New(BillArea).With("since", since).With("months", (last?.Months ?? 1).ToString(CultureInfo.InvariantCulture)).With("dueOn", since.PlusDays(DueDays));
    }

    private static async Task<IResult> Bill(PageCall page, Form form, Id<Fund> id)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head)
        {
            return Results.NotFound();
        }

        var (since, months, due, caller) = (form.For(BillArea).Date("since"), form.Whole("months", 1, StartBilling.MostMonths), form.Date("dueOn"), page.Caller);
        if (!form.Flag("sure"))
        {
            form.Refused(Refusal.Missing("sure"));   // The period stands there ready, and every home gets a bill that nobody takes back.
        }

        if (await page.Try("start_billing", FundPermissions.Keep, form, change => new StartBilling(id, since, months, due).In(change, caller).Then<Done>(_ => Done.It)) is not null)
        {
            // What is cut off here, say by a power failure, the job takes up.
            var outcome = await BillingRuns.Finish(page.Writer, caller.Envelope("bill_units", page.Now, FundPermissions.Keep), id, since, page.Http.RequestAborted);
            if (outcome.IsDone(out _, out var refusal))
            {
                return Results.LocalRedirect(FundEndpoints.PathOf(id, $"billing?billed={LocalDatePattern.Iso.Format(since)}"));
            }

            form.Refused(refusal);
        }

        return ShowBilling(page, head, form);
    }

    private static async Task<IResult> Income(PageCall page, Form form, Id<Fund> id, [FromServices] FileIntake intake, [FromServices] FileLimits limits)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head)
        {
            return Results.NotFound();
        }

        var (kind, sum, on, what) = (form.For(IncomeArea).Choice<IncomeKind>("kind"), form.Money("sum"), form.Date("on"), form.Text("what", AskExpense.WhatLimit));
        var paper = await FundEndpoints.Paper(form, intake, limits, page.Http.RequestAborted);
        var (caller, key) = (page.Caller, form.Once.Length > 0 ? form.Once : RandomNumberGenerator.GetHexString(32, lowercase: true));
        var taken = await page.Try("take_income", FundPermissions.Keep, form, change => new TakeIncome(id, kind, sum, on, what, FundPaper.Keep(change, id, paper!), key).In(change, caller));
        return taken is not null ? Results.LocalRedirect(FundEndpoints.PathOf(id)) : ShowIncome(head, form, limits);
    }

    private static IResult ShowBilling(PageCall page, FundHead head, Form form, string? billed = null)
    {
        List<BillingRun> runs = [.. page.Db.Set<BillingRun>().Where(r => r.FundId == head.Fund.Id).OrderByDescending(r => r.Since).Take(MostRuns)];
        var done = runs.Find(r => r.FinishedAt is not null && LocalDatePattern.Iso.Format(r.Since) == billed) is { } run ? Told(page, run) : null;
        return Page.Show<BillingPage, FundFormView>(new(head, form) { Runs = runs, Billed = done }, Problems.StatusOf(form));
    }

    private static Billed Told(PageCall page, BillingRun run)
    {
        var bills = page.Db.Set<FundBill>().Where(b => b.FundId == run.FundId && b.Since == run.Since);
        return new(run, bills.Count(), Money.FromFen(bills.Sum(b => b.Fen)));
    }

    private static IResult ShowIncome(FundHead head, Form form, FileLimits limits) =>
        Page.Show<IncomePage, FundFormView>(new(head, form) { Megabytes = (int)(limits.FileBytes / (1024 * 1024)) }, Problems.StatusOf(form));
}
