using System.Globalization;
using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Core.Web;
using Countyworks.Data.Databases;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Neighbourhood.CommunityFund.Pages;

/// <summary>Months and years are closed, dividends declared.</summary>
public static class CloseEndpoints
{
    private const string MonthArea = "fund_month", YearArea = "fund_year", DividendArea = "fund_dividend";
    private const int LastPage = 1000, FirstYear = 2000, LastYear = 2200, WhyLimit = 200;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var keeping = routes.MapGroup(FundEndpoints.Path).Needs(FundPermissions.Keep).ExcludeFromDescription();
        keeping.MapGet("/{id}/close", (PageCall page, Id<Fund> id, string? closed, [FromQuery(Name = "page")] int number = 1) =>
            FundReader.Head(page, id, FundPermissions.Keep) is { } head ? ShowMonth(page, head, Form.New(MonthArea), closed, Math.Clamp(number, 1, LastPage)) : Results.NotFound());
        keeping.MapPost("/{id}/close", Close);
        keeping.MapPost("/{id}/remuneration", Post);
        keeping.MapGet("/{id}/years", (PageCall page, Id<Fund> id) =>
            FundReader.Head(page, id, FundPermissions.Keep) is { } head ? ShowYears(page, head, Form.New(YearArea), Form.New(DividendArea)) : Results.NotFound());
        keeping.MapGet("/{id}/handover.zip", (PageCall page, [FromServices] Database database, Id<Fund> id) => FundReader.Head(page, id, FundPermissions.Keep) is { } head
            ? Results.File(HandOverPackage.Write(database, head.Fund), "application/zip", $"{head.Fund.Code}.zip")
            : Results.NotFound());
        keeping.MapPost("/{id}/years", CloseYear);
        keeping.MapPost("/{id}/dividend", Declare);
    }

    private static async Task<IResult> Close(PageCall page, Form form, Id<Fund> id, [FromServices] DistrictSettings settings, [FromServices] Database database)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head)
        {
            return Results.NotFound();
        }

        var balances = new MonthBalances(form.For(MonthArea).Money("joint"), form.Money("till"), form.Money("common"), form.Money("maintenance"));
        var (difference, why) = (form.MoneyOrNull("difference"), form.Text("why", WhyLimit, required: false));
        if (difference is not null && why.Length == 0)
        {
            form.Refused(Refusal.Missing("why"));
        }

        IReadOnlyList<ReconcilingItem> items = difference is { } sum ? [new(why, sum)] : [];
        var (caller, rule, through) = (page.Caller, Rule(settings, page.Today), Next(page, head.Fund));
        return await page.Try("close_month", FundPermissions.Keep, form, change => new CloseMonth(id, through, balances, items).In(change, caller, database, rule).Then<Done>(_ => Done.It)) is not null
            ? Results.LocalRedirect(FundEndpoints.PathOf(id, $"close?closed={Iso(through)}"))
            : ShowMonth(page, head, form);
    }

    private static async Task<IResult> Post(PageCall page, Form form, Id<Fund> id)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head)
        {
            return Results.NotFound();
        }

        var (caller, through) = (page.Caller, Next(page, head.Fund));
        return await page.Try("post_remuneration", FundPermissions.Keep, form.For(MonthArea), change => new PostRemuneration(id, through).In(change, caller).Then<Done>(_ => Done.It)) is not null
            ? Results.LocalRedirect(FundEndpoints.PathOf(id, "close"))
            : ShowMonth(page, head, form);
    }

    private static async Task<IResult> CloseYear(PageCall page, Form form, Id<Fund> id, [FromServices] DistrictSettings settings)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head)
        {
            return Results.NotFound();
        }

        var (year, by) = (form.For(YearArea).Whole("year", FirstYear, LastYear), form.Text("decision", Decision.ReferenceLimit));
        var (caller, rule) = (page.Caller, Rule(settings, page.Today));
        return await page.Try("close_year", FundPermissions.Keep, form, change => new CloseYear(id, year, new Decision(by)).In(change, caller, rule).Then<Done>(_ => Done.It)) is not null
            ? Results.LocalRedirect(FundEndpoints.PathOf(id, "years"))
            : ShowYears(page, head, form, Form.New(DividendArea));
    }

    private static async Task<IResult> Declare(PageCall page, Form form, Id<Fund> id)
    {
        if (FundReader.Head(page, id, FundPermissions.Keep) is not { } head)
        {
            return Results.NotFound();
        }

        var (year, sum, by, caller) = (form.For(DividendArea).Whole("year", FirstYear, LastYear), form.Money("sum"), form.Text("decision", Decision.ReferenceLimit), page.Caller);
        return await page.Try("declare_dividend", FundPermissions.Keep, form, change => new DeclareDividend(id, year, sum, new Decision(by)).In(change, caller).Then<Done>(_ => Done.It)) is not null
            ? Results.LocalRedirect(FundEndpoints.PathOf(id, "years"))
            : ShowYears(page, head, Form.New(YearArea), form);
    }

    // The month after the last one closed; the first is that of the first bill.
    private static LocalDate Next(PageCall page, Fund fund)
    {
        var last = page.Db.Set<FundMonth>().Where(m => m.FundId == fund.Id).OrderByDescending(m => m.Through).Select(m => (LocalDate?)m.Through).FirstOrDefault();
        var first = page.Db.Set<BillingRun>().Where(r => r.FundId == fund.Id).OrderBy(r => r.Since).Select(r => (LocalDate?)r.Since).FirstOrDefault() ?? page.Today;
        return (last?.PlusDays(1) ?? first).With(DateAdjusters.EndOfMonth);
    }

    private static string Iso(LocalDate day) => LocalDatePattern.Iso.Format(day);

    private static IResult ShowMonth(PageCall page, FundHead head, Form form, string? closed = null, int number = 1)
    {
        var through = Next(page, head.Fund);
        var months = page.Db.Set<FundMonth>().Where(m => m.FundId == head.Fund.Id);
        List<FundMonth> shown = [.. months.OrderByDescending(m => m.Through).Skip((number - 1) * FundFormView.MonthsSize).Take(FundFormView.MonthsSize)];
        return Page.Show<ClosePage, FundFormView>(
            new(head with { Today = through }, form)
            {
                Books = MonthBalances.Of(page.Db, head.Fund, through),
                Remuneration = RemunerationState.Read(page.Db, head.Fund.Id, through),
                Months = shown,
                Number = number,
                Total = months.Count(),
                Closed = shown.Find(m => Iso(m.Through) == closed)?.Through,
            },
            Problems.StatusOf(form));
    }

    private static IResult ShowYears(PageCall page, FundHead head, Form close, Form declare)
    {
        var years = page.Db.Set<FundYear>().Where(y => y.FundId == head.Fund.Id).OrderByDescending(y => y.Year).ToList();
        var next = ((years.FirstOrDefault()?.Year ?? page.Today.Year - 2) + 1).ToString(CultureInfo.InvariantCulture);
        close.With("year", next);
        declare.Apart().With("year", years.Find(y => y.DividendFen == 0)?.Year.ToString(CultureInfo.InvariantCulture) ?? "");
        return Page.Show<YearsPage, YearsView>(
            new(head, years, close, declare, Money.FromFen((long)FundCall.Balance(page.Db, head.Fund.FeesId, FundAccounts.Surplus).FreeFen)), Problems.StatusOf(close.Refusal is null ? declare : close));
    }

    private static FundRule Rule(DistrictSettings settings, LocalDate today) => settings.Get(FundRule.Setting, today, new FundRule());
}
