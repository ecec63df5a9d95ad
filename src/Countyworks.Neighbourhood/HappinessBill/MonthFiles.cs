using System.Globalization;
using System.Text;
using Countyworks.Core.Books;
using Countyworks.Core.Tables;
using Countyworks.Data.Model;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using NodaTime;

namespace Countyworks.Neighbourhood.HappinessBill;

/// <summary>
/// A month as files for everybody: the lines of the bill as CSV, and the entries of a purse as a journal that hledger computes again. Accounts of single homes are added up a day, for what a
/// neighbour owes is nobody else's business; the balances still come out to the fen.
/// </summary>
public static class MonthFiles
{
    private const string Opening = "opening balances";

    /// <summary>The lines of the bill. Sums in yuan, what went out negative.</summary>
    public static byte[] Csv(MonthBill bill, Func<Flow, string> name) => CsvFile.Of(
        bill.Lines.Select(IEnumerable<object?> (line) => [name(line.Flow), line.Purse, line.What, line.Decision, line.Sum, line.Count, line.Seq])
            .Prepend(["flow", "purse", "what", "decision", "yuan", "entries", "entry"]));

    /// <summary>The journal of a purse and month: opening balances, entries, and the balance of every account asserted at the end. Whole fen.</summary>
    public static string Journal(DistrictDb db, Fund fund, Purse purse, LocalDate month)
    {
        var (ledger, last) = (MonthBill.LedgerOf(fund, purse), month.PlusMonths(1).PlusDays(-1));
        var before = Together(BalancesOn.Read(db, ledger, month.PlusDays(-1)).ByAccount.Select(a => (a.Key, a.Value)));
        var after = Together(BalancesOn.Read(db, ledger, last).ByAccount.Select(a => (a.Key, a.Value)));
        var legs = (
            from entry in db.Set<StoredEntry>()
            join leg in db.Set<StoredLeg>() on new { entry.LedgerId, entry.Seq } equals new { leg.LedgerId, leg.Seq }
            where entry.LedgerId == ledger && entry.EffectiveOn >= month && entry.EffectiveOn <= last && leg.Phase == Phase.Posted
            orderby entry.EffectiveOn, entry.Seq
            select new { entry.EffectiveOn, entry.Seq, entry.Memo, leg.Account, Fen = leg.Side == Side.Debit ? leg.Fen : -leg.Fen }).ToList();
        var own = legs.Where(l => FundAccounts.IsOfUnit(AccountCode.Of(l.Account))).Select(l => l.Seq).ToHashSet();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"; {fund.Code}/{purse} {Iso(month)}\ncommodity 1000. {BookExport.Fen}\n");
        foreach (var account in before.Keys.Union(after.Keys).Union(legs.Select(l => Shown(l.Account))).Order(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"account {account}\n    ; type:{Type(account)}\n");
        }

        Entry(text, month.PlusDays(-1), Opening, before.Where(a => a.Value != 0).Select(a => (a.Key, a.Value)), null);
        foreach (var day in legs.GroupBy(l => (l.EffectiveOn, Seq: own.Contains(l.Seq) ? 0 : l.Seq, Memo: BookExport.Plain(l.Memo))))
        {
            var name = day.Key.Seq == 0 ? $"{day.Key.Memo} x {day.Select(l => l.Seq).Distinct().Count()}" : $"({day.Key.Seq}) {day.Key.Memo}";
            Entry(text, day.Key.EffectiveOn, name, Together(day.Select(l => (l.Account, l.Fen))).Where(a => a.Value != 0).Select(a => (a.Key, a.Value)), null);
        }

        Entry(text, last, "close", after.Select(a => (a.Key, 0L)), after);
        return text.ToString();
    }

    private static void Entry(StringBuilder text, LocalDate day, string name, IEnumerable<(string Account, long Fen)> legs, IReadOnlyDictionary<string, long>? asserted)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{Iso(day)} * {name}\n");
        foreach (var (account, fen) in legs)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {account}  {fen} {BookExport.Fen}{(asserted is null ? "" : $" == {asserted[account]} {BookExport.Fen}")}\n");
        }
    }

    private static SortedDictionary<string, long> Together(IEnumerable<(string Account, long Fen)> accounts)
    {
        var together = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (account, fen) in accounts)
        {
            together[Shown(account)] = together.GetValueOrDefault(Shown(account)) + fen;
        }

        return together;
    }

    // hledger wants to know what accounts it has no name for are.
    private static string Type(string account) => account.Split(':')[0] switch { "Assets" => "A", "Liabilities" => "L", _ => "E" };

    private static string Shown(string account) => FundAccounts.IsOfUnit(AccountCode.Of(account)) ? account[..account.LastIndexOf(':')] : account;

    private static string Iso(LocalDate day) => NodaTime.Text.LocalDatePattern.Iso.Format(day);
}
