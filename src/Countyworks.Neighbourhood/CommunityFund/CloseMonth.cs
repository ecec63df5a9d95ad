using Countyworks.Core.Books;
using Countyworks.Core.Posts;
using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>What bank and till hold on the last day of a month, by what the bank says and what was counted.</summary>
/// <param name="Joint">The joint account.</param>
/// <param name="Till">The till, counted.</param>
/// <param name="Common">The account of the common income.</param>
/// <param name="Maintenance">The account of the maintenance fund.</param>
public sealed record MonthBalances(Money Joint, Money Till, Money Common, Money Maintenance)
{
    /// <summary>What the books say of a day.</summary>
    public static MonthBalances Of(DistrictDb db, Fund fund, LocalDate day)
    {
        var (fees, common, maintenance) = (BalancesOn.Read(db, fund.FeesId, day), BalancesOn.Read(db, fund.CommonId, day), BalancesOn.Read(db, fund.MaintenanceId, day));
        return new(fees.Net(FundAccounts.Bank), fees.Net(FundAccounts.Till), common.Net(FundAccounts.CommonBank), maintenance.Net(FundAccounts.MaintenanceBank));
    }
}

/// <summary>Closes a month of a fund: its three ledgers take no more entries up to the last day, and the collection rates are kept as they are, with the hash of the lists behind them.</summary>
/// <param name="Fund">The fund.</param>
/// <param name="Through">The last day of a month.</param>
/// <param name="Balances">What bank and till hold.</param>
/// <param name="Items">By what the joint account and the till together differ from the books, and why.</param>
public sealed record CloseMonth(Id<Fund> Fund, LocalDate Through, MonthBalances Balances, IReadOnlyList<ReconcilingItem> Items)
{
    /// <summary>
    /// Closes it. Refuses, in this order: <c>not_found</c> (fund), <c>not_last_of_month</c> (through), <c>billing_not_finished</c>, <c>remuneration_due</c> (due: post it first, then wait for the seal),
    /// and what <see cref="Closing.Decide"/> refuses of any of the three; where the bank holds what the books say and the till alone does not, <c>till_differs</c> (till: books, counted).
    /// </summary>
    public Outcome<FundMonth> In(Change change, Caller caller, Database database, FundRule rule) => FundCall.Find(change.Db, caller, FundPermissions.Keep, Fund).Then(fund =>
    {
        var (db, through) = (change.Db, Through);
        var why = Through.PlusDays(1).Day != 1 ? new Refusal("not_last_of_month", "through")
            : db.Set<BillingRun>().Any(r => r.FundId == Fund && r.Since <= through && r.FinishedAt == null) ? new Refusal("billing_not_finished") { Kind = RefusalKind.Conflict }
            : RemunerationState.Read(db, Fund, Through) is { } state && state.Due != Money.Zero ? new Refusal("remuneration_due") { Kind = RefusalKind.Conflict }.With("due", state.Due)
            : null;
        return why is not null ? why : Close(change, fund, database, change.Now - Duration.FromDays(rule.HoldDays));
    });

    private Outcome<FundMonth> Close(Change change, Fund fund, Database database, Instant oldestHold)
    {
        Refusal? Closed(Id<Ledger> ledger, Money bank, IReadOnlyList<ReconcilingItem> items, string field) =>
            new ClosePeriod(ledger, Through, bank, items, oldestHold).In(change, database).Refusal is { } why ? why.Code == "bank_differs" ? Differs(why, field) : why : null;
        Refusal Differs(Refusal why, string field) =>
            field == "joint" && MonthBalances.Of(change.Db, fund, Through) is var books && books.Joint == Balances.Joint && books.Till != Balances.Till
                ? new Refusal("till_differs", "till").With("books", books.Till).With("counted", Balances.Till)
                : why with { Field = field };
        return (Closed(fund.FeesId, Balances.Joint + Balances.Till, Items, "joint") ?? Closed(fund.CommonId, Balances.Common, [], "common") ?? Closed(fund.MaintenanceId, Balances.Maintenance, [], "maintenance")) is { } refusal
            ? refusal
            : Keep(change);
    }

    private FundMonth Keep(Change change)
    {
        var collection = Collection.Read(change.Db, Fund, Through);
        var (arrears, current) = (collection.Rates.Arrears, collection.Rates.Current);
        var month = new FundMonth
        {
            FundId = Fund, Through = Through, ArrearsFen = arrears.Owed.Fen, ArrearsCollectedFen = arrears.Collected.Fen, BilledFen = current.Owed.Fen, CollectedFen = current.Collected.Fen,
            ListHash = collection.Hash(), At = change.Now,
        };
        change.Add(month);
        change.Record(new FundMonthClosed(Through, month.ArrearsFen, month.ArrearsCollectedFen, month.BilledFen, month.CollectedFen, Convert.ToHexStringLower(month.ListHash)), Fund.Value);
        return month;
    }
}
