using Countyworks.Core.Books;
using Countyworks.Core.Votes;
using Countyworks.Data.Model;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using NodaTime;

namespace Countyworks.Neighbourhood.HappinessBill;

/// <summary>The three purses of a fund: each is a ledger of its own.</summary>
public enum Purse
{
    /// <summary>The fees 物业费资金.</summary>
    Fees = 1,

    /// <summary>The common income 公共收益.</summary>
    Common = 2,

    /// <summary>The maintenance fund 维修资金.</summary>
    Maintenance = 3,
}

/// <summary>What money came in for, or went out for.</summary>
public enum Flow
{
    /// <summary>Fees paid by owners.</summary>
    Fees = 1,

    /// <summary>Fees that banks returned.</summary>
    Returned = 2,

    /// <summary>Common income.</summary>
    Income = 3,

    /// <summary>An expense.</summary>
    Expense = 4,

    /// <summary>Remuneration of the manager.</summary>
    Manager = 5,

    /// <summary>Dividends paid out.</summary>
    Dividend = 6,

    /// <summary>Anything else, such as the balance a fund was opened with.</summary>
    Other = 7,

    /// <summary>Payments taken back from a home they were not for; they stand among the fees again, as another home's.</summary>
    Moved = 8,
}

/// <summary>A line of the bill: money that moved through bank or till.</summary>
/// <param name="Flow">What for.</param>
/// <param name="Sum">What came in (positive) or went out (negative).</param>
/// <param name="Purse">In which purse.</param>
/// <param name="What">In words; empty where <paramref name="Flow"/> says it all.</param>
/// <param name="Count">How many entries stand in it: what concerns single homes is added up.</param>
public sealed record BillLine(Flow Flow, Money Sum, Purse Purse, string What, int Count)
{
    /// <summary>The entry; null for what is added up.</summary>
    public long? Seq { get; init; }

    /// <summary>The expense; null for anything else.</summary>
    public FundExpense? Expense { get; init; }

    /// <summary>What earned it; null for anything else.</summary>
    public IncomeKind? Kind { get; init; }

    /// <summary>By what it was decided; null where nothing had to be.</summary>
    public string? Decision { get; init; }

    /// <summary>The vote that decided it; null where none did.</summary>
    public Id<Vote>? Vote { get; init; }
}

/// <summary>
/// The happiness bill of a neighbourhood and month: what was there, what came in, what went out and on whose decision, what is left. By what moved through bank and till, so that everybody can add
/// it up: before + in − out = after.
/// </summary>
/// <param name="Fund">The fund.</param>
/// <param name="Month">Its first day.</param>
/// <param name="Before">What the purses held before.</param>
/// <param name="After">What they hold after.</param>
/// <param name="Lines">What moved.</param>
/// <param name="Collection">The collection rates of the year up to then.</param>
/// <param name="IsClosed">Whether the month is closed; else it may still change.</param>
public sealed record MonthBill(Fund Fund, LocalDate Month, IReadOnlyDictionary<Purse, Money> Before, IReadOnlyDictionary<Purse, Money> After, IReadOnlyList<BillLine> Lines, Collection Collection, bool IsClosed)
{
    /// <summary>What came in, added up.</summary>
    public Money In => Money.Sum(Lines.Where(l => !l.Sum.IsNegative).Select(l => l.Sum));

    /// <summary>What went out, added up; not negative.</summary>
    public Money Out => -Money.Sum(Lines.Where(l => l.Sum.IsNegative).Select(l => l.Sum));

    /// <summary>What all purses hold.</summary>
    public static Money Total(IReadOnlyDictionary<Purse, Money> purses) => Money.Sum(purses.Values);

    /// <summary>Reads it.</summary>
    /// <param name="db">The rows.</param>
    /// <param name="fund">The fund.</param>
    /// <param name="month">The first day of a month.</param>
    public static MonthBill Read(DistrictDb db, Fund fund, LocalDate month)
    {
        var (eve, last) = (month.PlusDays(-1), month.PlusMonths(1).PlusDays(-1));
        var lines = Enum.GetValues<Purse>().SelectMany(purse => new PurseMonth(db, fund, purse, month, last).Lines()).OrderBy(l => l.Flow).ThenBy(l => l.Purse).ThenBy(l => l.Seq).ToList();
        return new(fund, month, Held(db, fund, eve), Held(db, fund, last), lines, Collection.Read(db, fund.Id, last), db.Set<FundMonth>().Any(m => m.FundId == fund.Id && m.Through == last));
    }

    /// <summary>The months with entries, the newest first.</summary>
    public static IReadOnlyList<LocalDate> Months(DistrictDb db, Fund fund)
    {
        var ledgers = new[] { fund.FeesId, fund.CommonId, fund.MaintenanceId };
        return [.. db.Set<StoredEntry>().Where(e => ledgers.Contains(e.LedgerId)).Select(e => e.EffectiveOn).Distinct().AsEnumerable().Select(day => day.With(DateAdjusters.StartOfMonth)).Distinct().OrderDescending()];
    }

    /// <summary>The ledger of a purse.</summary>
    public static Id<Ledger> LedgerOf(Fund fund, Purse purse) => purse switch
    {
        Purse.Fees => fund.FeesId,
        Purse.Common => fund.CommonId,
        Purse.Maintenance => fund.MaintenanceId,
    };

    private static Dictionary<Purse, Money> Held(DistrictDb db, Fund fund, LocalDate day) => Enum.GetValues<Purse>().ToDictionary(
        purse => purse, purse => Money.FromFen(BalancesOn.Read(db, LedgerOf(fund, purse), day).ByAccount.Where(a => AccountCode.Of(a.Key).IsMoney).Sum(a => a.Value)));
}

/// <summary>What moved through bank and till of one purse in a month.</summary>
internal sealed class PurseMonth
{
    private readonly DistrictDb db;
    private readonly Purse purse;
    private readonly Id<Ledger> ledger;
    private readonly List<Moved> moved;
    private readonly Dictionary<long, FundExpense> expenses;
    private readonly Dictionary<Id<Authority>, string> decisions;
    private readonly Dictionary<string, Id<Vote>> votes;

    public PurseMonth(DistrictDb db, Fund fund, Purse purse, LocalDate first, LocalDate last)
    {
        (this.db, this.purse, ledger) = (db, purse, MonthBill.LedgerOf(fund, purse));
        var own = ledger;
        moved = [.. (
            from entry in db.Set<StoredEntry>()
            join leg in db.Set<StoredLeg>() on new { entry.LedgerId, entry.Seq } equals new { leg.LedgerId, leg.Seq }
            where entry.LedgerId == own && entry.EffectiveOn >= first && entry.EffectiveOn <= last && leg.Phase == Phase.Posted && (leg.Account.StartsWith("Assets:Bank") || leg.Account.StartsWith("Assets:Cash"))
            orderby entry.Seq
            select new { entry.Seq, entry.Key, entry.Memo, entry.AuthorityId, entry.TransferId, Fen = leg.Side == Side.Debit ? leg.Fen : -leg.Fen }).AsEnumerable()
            .GroupBy(m => m.Seq).Select(m => new Moved(m.Key, m.First().Key, m.First().Memo, m.First().AuthorityId, m.First().TransferId is not null, m.Sum(l => l.Fen)))];
        expenses = db.Set<FundExpense>().Where(e => e.FundId == fund.Id && e.PaidOn >= first && e.PaidOn <= last).AsEnumerable().Where(e => e.LedgerOf(fund) == own).ToDictionary(e => e.PaidSeq!.Value);
        decisions = db.Set<StoredAuthority>().Where(a => a.LedgerId == own || a.ToLedgerId == own).ToDictionary(a => a.Id, a => a.Reference);
        votes = db.Set<Vote>().Where(v => v.PlaceId == fund.PlaceId && v.Stage != VoteStage.Draft).ToDictionary(v => v.Number, v => v.Id);
    }

    // What moves from purse to purse, or from the till to the bank, neither comes in nor goes out.
    public IEnumerable<BillLine> Lines() => moved.Where(m => !m.IsTransfer && m.Fen != 0).GroupBy(FlowOf).SelectMany(flow => flow.Key switch
    {
        Flow.Fees or Flow.Returned or Flow.Moved or Flow.Dividend => [new BillLine(flow.Key, Money.FromFen(flow.Sum(m => m.Fen)), purse, "", flow.Count())],
        Flow.Expense => flow.Select(m => Decided(m, new BillLine(Flow.Expense, Money.FromFen(m.Fen), purse, expenses[m.Seq].What, 1) { Seq = m.Seq, Expense = expenses[m.Seq] })),
        Flow.Income => Earned([.. flow]),
        Flow.Manager or Flow.Other => flow.Select(m => Decided(m, new BillLine(flow.Key, Money.FromFen(m.Fen), purse, flow.Key == Flow.Other ? m.Memo : "", 1) { Seq = m.Seq })),
        _ => throw new InvalidOperationException($"{flow.Key} is no flow."),
    });

    private Flow FlowOf(Moved entry) =>
        expenses.ContainsKey(entry.Seq) ? Flow.Expense
        : entry.Key.StartsWith("payment ", StringComparison.Ordinal) ? Flow.Fees
        : entry.Key.StartsWith("return ", StringComparison.Ordinal) ? Flow.Returned
        : entry.Key.StartsWith("move ", StringComparison.Ordinal) ? Flow.Moved
        : entry.Key.StartsWith("income ", StringComparison.Ordinal) ? Flow.Income
        : entry.Key.StartsWith("manager ", StringComparison.Ordinal) ? Flow.Manager
        : entry.Key.StartsWith("pay out dividend ", StringComparison.Ordinal) ? Flow.Dividend
        : Flow.Other;

    private BillLine Decided(Moved entry, BillLine line) => entry.Authority is { } id && decisions.TryGetValue(id, out var reference)
        ? line with { Decision = reference, Vote = votes.TryGetValue(reference, out var vote) ? vote : null }
        : line;

    private IEnumerable<BillLine> Earned(List<Moved> income)
    {
        var entries = income.ConvertAll(m => m.Seq);
        var earners = db.Set<StoredLeg>().Where(l => l.LedgerId == ledger && entries.Contains(l.Seq) && l.Side == Side.Credit && l.Account.StartsWith("Fund:")).OrderBy(l => l.Account).ToLookup(l => l.Seq, l => l.Account);
        return income.Select(m => new BillLine(Flow.Income, Money.FromFen(m.Fen), purse, m.Memo, 1) { Seq = m.Seq, Kind = KindOf(earners[m.Seq].FirstOrDefault()) });
    }

    private static IncomeKind? KindOf(string? account) => Enum.TryParse<IncomeKind>(account?["Fund:".Length..], out var kind) ? kind : null;

    private sealed record Moved(long Seq, string Key, string Memo, Id<Authority>? Authority, bool IsTransfer, long Fen);
}
