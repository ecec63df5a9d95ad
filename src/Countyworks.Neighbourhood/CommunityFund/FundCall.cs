using Countyworks.Core.Books;
using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>What the use cases of a fund share.</summary>
internal static class FundCall
{
    /// <summary>A fund at whose neighbourhood the caller has a permission. Refuses <c>not_found</c> (fund).</summary>
    public static Outcome<Fund> Find(DistrictDb db, Caller caller, Permission permission, Id<Fund> id) =>
        db.Set<Fund>().FirstOrDefault(f => f.Id == id) is { } fund && caller.Has(permission, fund.PlacePath) ? fund : Refusal.NotFound("fund");

    /// <summary>Refuses <c>out_of_range</c> where a sum is below nothing.</summary>
    public static Refusal? Negative(string field, Money sum) => sum.IsNegative ? new Refusal("out_of_range", field).With("min", Money.Zero).With("max", Money.FromFen(long.MaxValue)) : null;

    /// <summary>Refuses <c>payment_not_positive</c> where a sum is nothing or below.</summary>
    public static Refusal? NotPositive(string field, Money sum) => sum <= Money.Zero ? new Refusal("payment_not_positive", field) : null;

    /// <summary>Makes an entry in a ledger.</summary>
    public static Outcome<Entry> Enter(Change change, Id<Ledger> ledger, EntryOrder order, string? words = null) =>
        new MakeEntry(ledger, order, words).In(change).Then<Entry>(entered => entered.Entry);

    /// <summary>Opens an account unless it is there.</summary>
    public static void Account(Change change, Id<Ledger> ledger, string code, bool isMemberMoney)
    {
        if (!change.Db.Set<StoredAccount>().Any(a => a.LedgerId == ledger && a.Code == code))
        {
            _ = new OpenLedgerAccount(ledger, code, code, isMemberMoney).In(change).Value;
        }
    }

    /// <summary>The balance of an account; of nothing where there is none.</summary>
    public static Balance Balance(DistrictDb db, Id<Ledger> ledger, string code) =>
        db.Set<StoredAccount>().FirstOrDefault(a => a.LedgerId == ledger && a.Code == code)?.Known.Balance ?? default;

    /// <summary>The contract of a day; null before the first.</summary>
    public static FundContract? Contract(DistrictDb db, Id<Fund> fund, LocalDate day) =>
        db.Set<FundContract>().Where(c => c.FundId == fund && c.Since <= day).OrderByDescending(c => c.Since).FirstOrDefault();

    /// <summary>The document an authority rests on.</summary>
    public static Digest Paper(DistrictDb db, Id<Authority> authority) => Digest.Of(db.Set<StoredAuthority>().First(a => a.Id == authority).Document);

    /// <summary>Money of a ledger that is there and owed to nobody: what is in bank and till, less what is owed and what is held for a purpose.</summary>
    public static Money FreeCash(DistrictDb db, Id<Ledger> ledger)
    {
        var accounts = db.Set<StoredAccount>().Where(a => a.LedgerId == ledger && !a.Code.StartsWith("Assets:Receivable") && (a.Code.StartsWith("Assets:") || a.Code.StartsWith("Liabilities:")))
            .Select(a => new { a.Code, Net = a.DebitPosted - a.CreditPosted, a.CreditPending }).ToList();
        return Money.FromFen(accounts.Sum(a => a.Net - a.CreditPending));
    }
}
