using System.Globalization;
using Countyworks.Core.Books;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>
/// Closes a year of a fund: the net common income first fills up a low maintenance fund, the rest and what is left of the fees become the surplus, which is the owners'. Of the fees only
/// what is in the bank on the last day counts: bills that nobody paid are not given away.
/// </summary>
/// <param name="Fund">The fund.</param>
/// <param name="Year">The year.</param>
/// <param name="By">By what the accounts were approved.</param>
public sealed record CloseYear(Id<Fund> Fund, int Year, Decision By)
{
    /// <summary>
    /// Closes it. Refuses, in this order: <c>not_found</c> (fund), <c>year_closed</c>, <c>year_months_open</c> (December is not closed), <c>fund_cash_short</c>, and what <see cref="Decision"/> refuses.
    /// </summary>
    public Outcome<FundYear> In(Change change, Caller caller, FundRule rule) => FundCall.Find(change.Db, caller, FundPermissions.Keep, Fund).Then(fund =>
    {
        var (db, last) = (change.Db, new LocalDate(Year, 12, 31));
        var why = db.Set<FundYear>().Any(y => y.FundId == Fund && y.Year == Year) ? "year_closed"
            : !db.Set<FundMonth>().Any(m => m.FundId == Fund && m.Through == last) ? "year_months_open"
            : null;
        return why is not null ? new Refusal(why, "year") { Kind = RefusalKind.Conflict } : Result.Of(change, fund, last, rule).Then(result => Close(change, fund, result));
    });

    private Outcome<FundYear> Close(Change change, Fund fund, Result result)
    {
        var moved = Gather(change, fund, result)
            ?? Move(change, fund, result.TopUp, fund.MaintenanceId, FundAccounts.MaintenanceBank, FundAccounts.Maintenance, "top-up")
            ?? Move(change, fund, result.Common - result.TopUp, fund.FeesId, FundAccounts.Bank, FundAccounts.Surplus, "common income")
            ?? Surplus(change, fund, result.Fees);
        if (moved is not null)
        {
            return moved;
        }

        var year = new FundYear { FundId = Fund, Year = Year, FeesFen = result.Fees.Fen, CommonFen = result.Common.Fen, TopUpFen = result.TopUp.Fen, At = change.Now };
        change.Add(year);
        change.Record(new FundYearClosed(Year, year.FeesFen, year.CommonFen, year.TopUpFen), Fund.Value);
        return year;
    }

    private Refusal? Gather(Change change, Fund fund, Result result) => result.Common == Money.Zero ? null : By.Given(change, fund, fund.CommonId, result.Common, mustBeVote: false).Then(authority =>
        FundCall.Enter(change, fund.CommonId, Order(change, "gathered", authority,
        [
            .. result.ByKind.Select(kind => Leg.Debit(FundAccounts.Income(kind.Kind), kind.Net.Fen)), Leg.Credit(FundAccounts.Net, result.Common.Fen),
        ]))).Refusal;

    private Refusal? Move(Change change, Fund fund, Money sum, Id<Ledger> to, string bank, string account, string what) => sum == Money.Zero ? null
        : By.Given(change, fund, fund.CommonId, sum, mustBeVote: false, to).Then(authority =>
        {
            var transfer = change.NewId<Fund>().Value;
            var gives = Order(change, what, authority, [Leg.Debit(FundAccounts.Net, sum.Fen), Leg.Credit(FundAccounts.CommonBank, sum.Fen)]) with { Transfer = transfer };
            var gets = Order(change, what, authority, [Leg.Debit(bank, sum.Fen), Leg.Credit(account, sum.Fen)]) with { Transfer = transfer };
            return new MoveBetweenLedgers(fund.CommonId, to, new Transferring(gives, gets)).In(change);
        }).Refusal;

    private Refusal? Surplus(Change change, Fund fund, Money sum) => sum == Money.Zero ? null : By.Given(change, fund, sum).Then(authority =>
        FundCall.Enter(change, fund.FeesId, Order(change, "surplus", authority, [Leg.Debit(FundAccounts.Fees, sum.Fen), Leg.Credit(FundAccounts.Surplus, sum.Fen)]))).Refusal;

    private EntryOrder Order(Change change, string what, StoredAuthority authority, IReadOnlyList<Leg> legs)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"{what} {Year}");
        return EntryOrder.Post(words, CountyTime.LocalDay(change.Now), legs) with { Authority = authority.Id, Evidence = Digest.Of(authority.Document), Memo = words };
    }

    private sealed record Result(Money Fees, IReadOnlyList<(IncomeKind Kind, Money Net)> ByKind, Money TopUp)
    {
        public Money Common => Money.Sum(ByKind.Select(k => k.Net));

        public static Outcome<Result> Of(Change change, Fund fund, LocalDate last, FundRule rule)
        {
            var db = change.Db;
            var (fees, common) = (BalancesOn.Read(db, fund.FeesId, last), BalancesOn.Read(db, fund.CommonId, last));

            // What was there on the last day may be spent or held by now.
            Money Least(params Money[] sums) => sums.Min() is { IsNegative: false } least ? least : Money.Zero;
            Money Free(Id<Ledger> ledger, string account) => Money.FromFen((long)FundCall.Balance(db, ledger, account).FreeFen);
            var left = FundCall.Contract(db, fund.Id, last) is { Model: FeeModel.Remuneration }
                ? Least(-fees.Net(FundAccounts.Fees), fees.FreeCash + fees.Net(FundAccounts.Surplus), Free(fund.FeesId, FundAccounts.Fees), FundCall.FreeCash(db, fund.FeesId))
                : Money.Zero;
            List<(IncomeKind Kind, Money Net)> kinds = [.. Enum.GetValues<IncomeKind>()
                .Select(k => (k, Least(-common.Net(FundAccounts.Income(k)), Free(fund.CommonId, FundAccounts.Income(k))))).Where(k => k.Item2 > Money.Zero)];
            var net = Money.Sum(kinds.Select(k => k.Net));
            if (FundCall.FreeCash(db, fund.CommonId) is var cash && net > cash)
            {
                return new Refusal("fund_cash_short", "year") { Kind = RefusalKind.Conflict }.With("free", cash);
            }

            var maintenance = Money.FromFen(-FundCall.Balance(db, fund.MaintenanceId, FundAccounts.Maintenance).NetFen);
            var topUp = new TopUpRule(rule.TopUpBelowPercent, rule.TopUpSharePercent).Least(Money.FromFen(fund.FirstRaisingFen), maintenance, net);
            return new Result(left, kinds, topUp);
        }
    }
}
