using System.Globalization;
using System.Text.Json;
using Countyworks.Core.Books;
using Countyworks.Core.Seals;
using Countyworks.Core.Votes;
using Countyworks.Core.Web;
using Countyworks.Data;
using Countyworks.Data.Model;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Neighbourhood.CommunityFund.Pages;
using NodaTime;

namespace Countyworks.Neighbourhood.HappinessBill;

/// <summary>Reads what the happiness bill shows. Nothing of it needs an account but the reader's own homes.</summary>
internal static class BillReader
{
    private const int MostFunds = 1000, MostRows = 200;

    /// <summary>The neighbourhoods that publish a bill.</summary>
    public static BillsListView List(PageCall page)
    {
        var funds = page.Db.Set<Fund>().OrderBy(f => f.PlacePath).Take(MostFunds).ToList();
        return new(
            [.. funds.Select(f => (f, page.Places.FullName(f.PlaceId)))],
            [.. funds.Where(f => IsOwner(page, f)).Select(f => f.Id)]);
    }

    /// <summary>The funds in whose neighbourhood the reader owns a home.</summary>
    public static IReadOnlyList<Id<Fund>> Own(PageCall page) =>
        page.Caller.Person is null ? [] : [.. page.Db.Set<Fund>().OrderBy(f => f.PlacePath).Take(MostFunds).ToList().Where(f => IsOwner(page, f)).Select(f => f.Id)];

    private static bool IsOwner(PageCall page, Fund fund) => page.Caller.Person is { } person && OwnUnits.Any(page.Db, person.Id, fund.PlacePath, page.Today);

    /// <summary>A month: the one asked for, or the newest that is closed, or the newest; null where the fund or the month is not there.</summary>
    public static MonthView? Month(PageCall page, Id<Fund> id, string? typed)
    {
        var db = page.Db;
        if (db.Set<Fund>().FirstOrDefault(f => f.Id == id) is not { } fund)
        {
            return null;
        }

        var months = MonthBill.Months(db, fund);
        var closed = db.Set<FundMonth>().Where(m => m.FundId == id).OrderByDescending(m => m.Through).Select(m => (LocalDate?)m.Through).FirstOrDefault();
        var wanted = NodaTime.Text.YearMonthPattern.Iso.Parse(typed ?? "") is { Success: true, Value: var month } ? month.OnDayOfMonth(1)
            : typed is null ? closed?.With(DateAdjusters.StartOfMonth) ?? (months.Count > 0 ? months[0] : null)
            : (LocalDate?)null;
        if (wanted is not { } first || !months.Contains(first))
        {
            return null;
        }

        var (bill, last) = (MonthBill.Read(db, fund, first), first.With(DateAdjusters.EndOfMonth));
        var begin = new LocalDate(first.Year, 1, 1);
        var spent = db.Set<FundExpense>().Where(e => e.FundId == id && e.PaidOn >= begin && e.PaidOn <= last).Select(e => new { e.Purpose, e.InvoiceFen }).AsEnumerable()
            .GroupBy(e => e.Purpose).Select(e => (e.Key, Money.FromFen(e.Sum(x => x.InvoiceFen ?? 0)))).OrderByDescending(e => e.Item2);
        var dividend = (
            from declared in db.Set<FundYear>()
            join entry in db.Set<StoredEntry>() on declared.EntrySeq equals entry.Seq
            where declared.FundId == id && entry.LedgerId == fund.FeesId && entry.EffectiveOn <= last
            orderby declared.Year descending
            select declared).FirstOrDefault();
        return new(
            bill, page.Places.FullName(fund.PlaceId), months, [.. spent], dividend,
            FundCall.Contract(db, id, last), db.Set<SealHead>().OrderByDescending(h => h.Size).FirstOrDefault())
        {
            IsOwner = IsOwner(page, fund),
        };
    }

    /// <summary>An entry that is published; null for one that is not there, or that is a single home's.</summary>
    public static EntryView? Entry(PageCall page, Id<Fund> id, Purse purse, long seq)
    {
        var db = page.Db;
        if (db.Set<Fund>().FirstOrDefault(f => f.Id == id) is not { } fund || Public(db, MonthBill.LedgerOf(fund, purse), seq) is not { } found)
        {
            return null;
        }

        var (row, entry) = found;
        var authority = row.AuthorityId is { } by ? db.Set<StoredAuthority>().First(a => a.Id == by) : null;
        var vote = authority?.Kind == AuthorityKind.Vote ? db.Set<Vote>().FirstOrDefault(v => v.Number == authority.Reference) : null;
        var ledger = MonthBill.LedgerOf(fund, purse);
        var expense = db.Set<FundExpense>().Where(e => e.FundId == id && (e.PaidSeq == seq || e.InvoiceSeq == seq || e.HoldSeq == seq)).OrderBy(e => e.Id).AsEnumerable().FirstOrDefault(e => e.LedgerOf(fund) == ledger);
        var voices = expense is null ? [] : db.Set<ExpenseVoice>().Where(v => v.ExpenseId == expense.Id).Select(v => v.IsYes).ToList();
        var size = db.Set<SealHead>().Max(h => (long?)h.Size) ?? 0;
        return new(fund, page.Places.FullName(fund.PlaceId), purse, entry, row.FactSeq, authority, vote, expense, voices.Count(yes => yes), voices.Count(yes => !yes), row.FactSeq <= size)
        {
            Papers = IsOfTheFund(page, fund) ? FundPaper.Opened(db, id, [entry.Order.Evidence?.ToArray(), expense?.QuoteHash, expense?.InvoiceHash], withHomes: false) : new Dictionary<string, string>(),
        };
    }

    // Papers are for those whose money it is, and who keeps it.
    private static bool IsOfTheFund(PageCall page, Fund fund) =>
        page.Caller.Has(FundPermissions.See, fund.PlacePath) || IsOwner(page, fund);

    /// <summary>An entry of which every account is the neighbourhood's and none a single home's.</summary>
    private static (StoredEntry Row, Entry Entry)? Public(DistrictDb db, Id<Ledger> ledger, long seq)
    {
        if (db.Set<StoredEntry>().FirstOrDefault(e => e.LedgerId == ledger && e.Seq == seq) is not { } row)
        {
            return null;
        }

        var entry = row.With(db.Set<StoredLeg>().Where(l => l.LedgerId == ledger && l.Seq == seq).OrderBy(l => l.Account).ThenBy(l => l.Side).ThenBy(l => l.Phase).ToList());
        return entry.Legs.Any(l => FundAccounts.IsOfUnit(l.Account)) ? null : (row, entry);
    }

    /// <summary>The reader's own homes; null where the reader has none in the neighbourhood.</summary>
    public static OwnView? Own(PageCall page, Id<Fund> id, bool isAll)
    {
        var db = page.Db;
        if (db.Set<Fund>().FirstOrDefault(f => f.Id == id) is not { } fund || page.Caller.Person is not { } person)
        {
            return null;
        }

        var places = OwnUnits.Of(db, person.Id, fund.PlacePath, page.Today);
        var units = db.Set<FundUnit>().Where(u => u.FundId == id && places.Contains(u.PlaceId)).OrderBy(u => u.Number).ToList();
        var names = UnitNames.Of(db, places);
        List<OwnUnit> own = [.. units.Select(u => Own(db, fund, u, names[u.PlaceId]))];
        return own.Count == 0 ? null : new(fund, page.Places.FullName(fund.PlaceId), own)
        {
            Manager = FundCall.Contract(db, id, page.Today)?.Manager,
            IsAll = isAll,
            Moved = FundReader.Moved(db, [.. own.SelectMany(u => u.Payments)]),
        };
    }

    private static OwnUnit Own(DistrictDb db, Fund fund, FundUnit unit, string name) => new(
        unit,
        name,
        [.. db.Set<FundBill>().Where(b => b.FundId == fund.Id && b.PlaceId == unit.PlaceId).OrderByDescending(b => b.Since).Take(MostRows)],
        [.. db.Set<FundPayment>().Where(p => p.FundId == fund.Id && p.PlaceId == unit.PlaceId).OrderByDescending(p => p.ReceivedOn).ThenByDescending(p => p.Id).Take(MostRows)],
        Money.FromFen(-FundCall.Balance(db, fund.FeesId, FundAccounts.Prepaid(unit.Number)).NetFen),
        [.. db.Set<DividendShare>().Where(s => s.FundId == fund.Id && s.PlaceId == unit.PlaceId).OrderByDescending(s => s.Year).AsEnumerable().Select(s => Share(db, fund, unit, s))]);

    private static OwnShare Share(DistrictDb db, Fund fund, FundUnit unit, DividendShare share)
    {
        var year = db.Set<FundYear>().First(y => y.FundId == fund.Id && y.Year == share.Year);
        var all = (
            from other in db.Set<DividendShare>()
            join own in db.Set<FundUnit>() on other.PlaceId equals own.PlaceId
            where other.FundId == fund.Id && own.FundId == fund.Id && other.Year == share.Year
            orderby other.Leaf
            select new { own.Number, other.Area, other.Fen }).ToList();
        List<SumNode> leaves = [.. all.Select(s => DeclareDividend.Leaf(fund, share.Year, s.Number, s.Area, s.Fen))];
        var proof = new ShareProof(
            ShareProof.FormatName, DeclareDividend.LeafText(fund, share.Year, unit.Number, share.Area), Text(share.Fen), share.Leaf, all.Count,
            [.. SumTree.Path(leaves, share.Leaf).Value.Select(n => new ShareNode(Text(n.Sum), n.Hash.ToString()))], Text(year.DividendFen), Convert.ToBase64String(year.ShareRoot!));
        return new(share, year, JsonSerializer.Serialize(proof, Json.Options));
    }

    private static string Text(long fen) => fen.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The way from an own share to the sum that was declared. Sums are decimal texts, for scripts count only to 2^53.</summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="Leaf">What stands in the leaf beside the sum.</param>
/// <param name="Fen">The share.</param>
/// <param name="Index">Its place among the leaves, from 0.</param>
/// <param name="Count">How many leaves there are.</param>
/// <param name="Path">The neighbours, the lowest first.</param>
/// <param name="TotalFen">The sum that was declared.</param>
/// <param name="Root">The root, base64; it stands in the sealed journal.</param>
public sealed record ShareProof(string Format, string Leaf, string Fen, int Index, int Count, IReadOnlyList<ShareNode> Path, string TotalFen, string Root)
{
    /// <summary>The name of the format.</summary>
    public const string FormatName = "countyworks-share/1";
}

/// <summary>A neighbour on the way.</summary>
/// <param name="Fen">Its sum.</param>
/// <param name="Hash">Its hash, base64.</param>
public sealed record ShareNode(string Fen, string Hash);
