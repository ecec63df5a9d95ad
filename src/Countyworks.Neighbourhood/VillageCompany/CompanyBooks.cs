using Countyworks.Core.Books;
using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany.Rules;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>What stands in the books of a village company and of its collective, and under which codes.</summary>
public static class CompanyBooks
{
    /// <summary>The company's bank account.</summary>
    public const string Bank = "Assets:Bank:Company";

    /// <summary>What the company's holders paid in.</summary>
    public const string Capital = "Fund:Capital";

    /// <summary>Profit that is not distributed: the members', in either ledger.</summary>
    public const string Undistributed = "Fund:Undistributed";

    /// <summary>The collective's bank account.</summary>
    public const string CollectiveBank = "Assets:Bank:Collective";

    /// <summary>What the company paid the collective of its profit 投资收益.</summary>
    public const string Investment = "Income:Investment";

    /// <summary>The reserve and welfare fund 公积公益金.</summary>
    public const string Reserve = "Fund:Reserve";

    /// <summary>What members are owed of dividends.</summary>
    public const string Dividends = "Liabilities:Dividends";

    /// <summary>Keys of entries that only close a year: they move no money and are no revenue.</summary>
    public const string YearKey = "year/";

    private const string IncomeOf = "Income:Asset:", ExpensesOf = "Expenses:Asset:", OwedTo = "Assets:Receivable:";

    /// <summary>An asset's revenue.</summary>
    public static string Revenue(string asset) => IncomeOf + asset;

    /// <summary>An asset's cost.</summary>
    public static string Cost(string asset) => ExpensesOf + asset;

    /// <summary>What a platform has taken for an asset and not yet paid over.</summary>
    public static string Receivable(string asset) => OwedTo + asset;

    /// <summary>A company the caller has a permission for. Refuses <c>not_found</c> (company).</summary>
    public static Outcome<Company> Find(DistrictDb db, Caller caller, Id<Company> id, Permission permission) =>
        db.Set<Company>().FirstOrDefault(c => c.Id == id) is { } company && caller.Has(permission, company.PlacePath) ? company : Refusal.NotFound("company");

    /// <summary>An asset of a company the caller has a permission for. Refuses <c>not_found</c> (asset).</summary>
    public static Outcome<(Company Company, Asset Asset)> FindAsset(DistrictDb db, Caller caller, Id<Asset> id, Permission permission) =>
        db.Set<Asset>().FirstOrDefault(a => a.Id == id) is { } asset && Find(db, caller, asset.CompanyId, permission).IsDone(out var company, out _) ? (company, asset) : Refusal.NotFound("asset");

    /// <summary>What was booked as revenue and cost over some days, by the assets' codes: entry by entry, taken back where an entry was reversed.</summary>
    /// <param name="db">The rows.</param>
    /// <param name="ledger">The company's books.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day, inclusive.</param>
    public static ILookup<string, BookedAmount> Booked(DistrictDb db, Id<Ledger> ledger, LocalDate from, LocalDate to)
    {
        var legs = (
            from entry in db.Set<StoredEntry>()
            join leg in db.Set<StoredLeg>() on new { entry.LedgerId, entry.Seq } equals new { leg.LedgerId, leg.Seq }
            where entry.LedgerId == ledger && entry.EffectiveOn >= @from && entry.EffectiveOn <= to && leg.Phase == Phase.Posted && !entry.Key.StartsWith(YearKey)
                && (leg.Account.StartsWith(IncomeOf) || leg.Account.StartsWith(ExpensesOf))
            orderby entry.Seq
            select new { entry.EffectiveOn, leg.Account, leg.Side, leg.Fen }).ToList();
        return legs.ToLookup(
            leg => leg.Account.Split(':')[^1],
            leg => leg.Account.StartsWith(IncomeOf, StringComparison.Ordinal)
                ? new BookedAmount(leg.EffectiveOn, true, Money.FromFen(leg.Side == Side.Credit ? leg.Fen : -leg.Fen))
                : new BookedAmount(leg.EffectiveOn, false, Money.FromFen(leg.Side == Side.Debit ? leg.Fen : -leg.Fen)));
    }

    /// <summary>An entry that moves what a year came to out of revenue and cost; null where there was nothing to close.</summary>
    internal static EntryOrder? YearEnd(BalancesOn balances, int year, LocalDate on)
    {
        List<Leg> legs = [];
        foreach (var (account, net) in balances.ByAccount.OrderBy(b => b.Key, StringComparer.Ordinal).Where(b => AccountCode.Of(b.Key).Root is AccountRoot.Income or AccountRoot.Expenses && b.Value != 0))
        {
            legs.Add(net > 0 ? Leg.Credit(account, net) : Leg.Debit(account, -net));
        }

        var result = Result(balances);
        if (result != Money.Zero)
        {
            legs.Add(result > Money.Zero ? Leg.Credit(Undistributed, result.Fen) : Leg.Debit(Undistributed, -result.Fen));
        }

        return legs.Count == 0 ? null : EntryOrder.Post(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{YearKey}{year}"), on, legs);
    }

    /// <summary>What revenue and cost come to together, since they were closed last: a loss of an earlier year is in it.</summary>
    internal static Money Result(BalancesOn balances) =>
        Money.FromFen(-balances.ByAccount.Where(b => AccountCode.Of(b.Key).Root is AccountRoot.Income or AccountRoot.Expenses).Sum(b => b.Value));
}
