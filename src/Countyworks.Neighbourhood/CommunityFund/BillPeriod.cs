using System.Globalization;
using Countyworks.Core.Books;
using Countyworks.Core.Posts;
using Countyworks.Core.Votes;
using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>Starts a billing run of a fund. The bills are made by <see cref="BillBatch"/>, many to a transaction, until every unit was looked at.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Since">The first of a month.</param>
/// <param name="Months">How many, 1 to 12.</param>
/// <param name="DueOn">The day the bills are due, not before <paramref name="Since"/>.</param>
public sealed record StartBilling(Id<Fund> Fund, LocalDate Since, int Months, LocalDate DueOn)
{
    /// <summary>The most months of a bill.</summary>
    public const int MostMonths = 12;

    /// <summary>
    /// Starts it. The same run again is the same run. Refuses, in this order: <c>not_found</c> (fund), <c>not_first_of_month</c> (since), <c>out_of_range</c> (months), <c>due_before_period</c>,
    /// <c>billing_overlaps</c> (another run has one of these months), <c>price_missing</c> (use: some unit is used as this and has no fee), <c>price_within</c> (a fee changes within the period).
    /// </summary>
    public Outcome<BillingRun> In(Change change, Caller caller) => FundCall.Find(change.Db, caller, FundPermissions.Keep, Fund).Then(_ =>
    {
        var (db, end) = (change.Db, Since.PlusMonths(Months));
        var runs = db.Set<BillingRun>().Where(r => r.FundId == Fund).ToList();
        if (runs.Find(r => r.Since == Since && r.Months == Months && r.DueOn == DueOn) is { } same)
        {
            return same;
        }

        var why = Since.Day != 1 ? new Refusal("not_first_of_month", "since")
            : Months is < 1 or > MostMonths ? new Refusal("out_of_range", "months").With("min", 1).With("max", MostMonths)
            : DueOn < Since ? new Refusal("due_before_period", "dueOn")
            : runs.Exists(r => r.Since < end && Since < r.Since.PlusMonths(r.Months)) ? new Refusal("billing_overlaps", "since") { Kind = RefusalKind.Conflict }
            : null;
        return why is not null ? why : Start(change, end);
    });

    private Outcome<BillingRun> Start(Change change, LocalDate end)
    {
        _ = new EnrolUnits(Fund).In(change).Value;
        var uses = change.Db.Set<FundUnit>().Where(u => u.FundId == Fund).Select(u => u.Use).Distinct().ToList();
        var prices = change.Db.Set<FundPrice>().Where(p => p.FundId == Fund && p.Since < end).ToList();
        if (uses.Where(use => !prices.Exists(p => p.Use == use && p.Since <= Since)).Select(use => (UnitUse?)use).FirstOrDefault() is { } without)
        {
            return new Refusal("price_missing", "since") { Kind = RefusalKind.Conflict }.With("use", without);
        }

        if (prices.Exists(p => p.Since > Since))
        {
            return new Refusal("price_within", "months") { Kind = RefusalKind.Conflict };
        }

        var run = new BillingRun { FundId = Fund, Since = Since, Months = Months, DueOn = DueOn };
        change.Add(run);
        return run;
    }
}

/// <summary>Bills the next units of a run.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Since">The first day of the period.</param>
public sealed record BillBatch(Id<Fund> Fund, LocalDate Since)
{
    /// <summary>The most units in one transaction.</summary>
    public int Most { get; init; } = 500;

    /// <summary>
    /// Bills them; answers whether the run is finished. What a unit paid ahead is laid to its bill at once. A unit that owes nothing, for want of area or before its handover, gets no bill.
    /// Refuses <c>not_found</c> (billing), and what <see cref="Billing.Charge"/> refuses.
    /// </summary>
    public Outcome<bool> In(Change change)
    {
        var db = change.Db;
        if (db.Set<BillingRun>().FirstOrDefault(r => r.FundId == Fund && r.Since == Since) is not { } run)
        {
            return Refusal.NotFound("billing");
        }

        if (run.FinishedAt is not null)
        {
            return true;
        }

        var fund = db.Set<Fund>().First(f => f.Id == Fund);
        var units = db.Set<FundUnit>().Where(u => u.FundId == Fund && u.Number > run.LastUnit).OrderBy(u => u.Number).Take(Most).ToList();
        var places = units.ConvertAll(u => u.PlaceId);
        var areas = db.Set<UnitTitle>().Where(t => places.Contains(t.PlaceId)).ToDictionary(t => t.PlaceId, t => Area.FromHundredths(t.Area));
        var prices = db.Set<FundPrice>().Where(p => p.FundId == Fund && p.Since <= Since).OrderBy(p => p.Since).AsEnumerable().GroupBy(p => p.Use).ToDictionary(g => g.Key, g => g.Last());
        var ahead = Ahead(change, fund);
        foreach (var unit in units)
        {
            var (area, price) = (areas.GetValueOrDefault(unit.PlaceId), prices[unit.Use]);
            if (!Charge(unit, area, Money.FromFen(price.Fen), run).IsDone(out var charge, out var why))
            {
                return why;
            }

            if (charge > Money.Zero)
            {
                Bill(change, fund, run, unit, area, price, charge, ahead.GetValueOrDefault(FundAccounts.Prepaid(unit.Number)));
            }
        }

        run.LastUnit = units is [.., var last] ? last.Number : run.LastUnit;
        run.FinishedAt = units.Count < Most ? change.Now : null;
        change.Put(run);
        if (run.FinishedAt is not null)
        {
            var bills = db.Set<FundBill>().Where(b => b.FundId == Fund && b.Since == Since);
            change.Record(new PeriodBilled(Since, run.Months, bills.Count(), bills.Sum(b => b.Fen)), Fund.Value);
        }

        return run.FinishedAt is not null;
    }

    // At handover only, the first month counts by its days.
    private static Outcome<Money> Charge(FundUnit unit, Area area, Money price, BillingRun run)
    {
        var end = run.Since.PlusMonths(run.Months);
        return unit.ChargedFrom is not { } from || from <= run.Since ? Billing.Charge(area, price, run.Months)
            : from >= end ? Money.Zero
            : Billing.ChargeFrom(area, price, from).Then(first =>
                Billing.Charge(area, price, Period.Between(from.With(DateAdjusters.StartOfMonth).PlusMonths(1), end, PeriodUnits.Months).Months).Then<Money>(rest => first + rest));
    }

    private void Bill(Change change, Fund fund, BillingRun run, FundUnit unit, Area area, FundPrice price, Money charge, long aheadFen)
    {
        var (code, today) = (FundAccounts.Unit(unit.Number), CountyTime.LocalDay(change.Now));
        var month = string.Create(CultureInfo.InvariantCulture, $"{Since.Year:D4}-{Since.Month:D2}");
        var order = EntryOrder.Post($"bill {month} {code}", today, Leg.Debit(FundAccounts.Receivable(unit.Number), charge.Fen), Leg.Credit(FundAccounts.Fees, charge.Fen));
        var entry = FundCall.Enter(change, fund.FeesId, order with { Authority = price.AuthorityId, Memo = $"property fee {month}/{run.Months}" }).Value;
        var bill = new FundBill
        {
            Id = change.NewId<FundBill>(), FundId = Fund, PlaceId = unit.PlaceId, Since = Since, Months = run.Months, Area = area.Hundredths, Use = unit.Use, PriceFen = price.Fen,
            Fen = charge.Fen, DueOn = run.DueOn, EntrySeq = entry.Seq, LaidFen = Math.Min(aheadFen, charge.Fen),
        };
        change.Add(bill);
        if (bill.LaidFen > 0)
        {
            // What was paid ahead is the unit's own money: moving it rests on the fee it pays.
            var laid = EntryOrder.Post($"ahead {month} {code}", today, Leg.Debit(FundAccounts.Prepaid(unit.Number), bill.LaidFen), Leg.Credit(FundAccounts.Receivable(unit.Number), bill.LaidFen));
            var moved = FundCall.Enter(change, fund.FeesId, laid with { Authority = price.AuthorityId, Evidence = FundCall.Paper(change.Db, price.AuthorityId), Memo = "paid ahead" }).Value;
            change.Add(new BillShare { Id = change.NewId<BillShare>(), FundId = Fund, BillId = bill.Id, Source = LaidFrom.Ahead, Fen = bill.LaidFen, LaidOn = today, EntrySeq = moved.Seq });
        }
    }

    private static Dictionary<string, long> Ahead(Change change, Fund fund) => change.Db.Set<StoredAccount>()
        .Where(a => a.LedgerId == fund.FeesId && a.Code.StartsWith("Liabilities:Prepaid:") && a.CreditPosted > a.DebitPosted)
        .ToDictionary(a => a.Code, a => a.CreditPosted - a.DebitPosted);
}

/// <summary>Makes the bills of runs that are not finished.</summary>
public static class BillingRuns
{
    /// <summary>The job that takes up what was cut off.</summary>
    public static readonly Job Job = new("bill_units", Duration.FromMinutes(1), RunAsync);

    private const int MostRuns = 20;

    /// <summary>Bills all that is left of a run.</summary>
    public static async Task<Outcome<bool>> Finish(Writer writer, Envelope envelope, Id<Fund> fund, LocalDate since, CancellationToken cancellation)
    {
        Outcome<bool> outcome;
        do
        {
            outcome = await writer.Run(envelope, change => new BillBatch(fund, since).In(change), cancellation);
        }
        while (outcome is { Refusal: null, Value: false });
        return outcome;
    }

    private static async Task RunAsync(IServiceProvider services, Instant asOf, CancellationToken cancellation)
    {
        using var db = services.GetRequiredService<Database>().Read();
        foreach (var run in await db.Set<BillingRun>().Where(r => r.FinishedAt == null).OrderBy(r => r.FundId).ThenBy(r => r.Since).Take(MostRuns).ToListAsync(cancellation))
        {
            await Finish(services.GetRequiredService<Writer>(), new Envelope("bill_units", Actor.System, asOf), run.FundId, run.Since, cancellation);
        }
    }
}
