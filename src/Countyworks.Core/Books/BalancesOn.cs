using Countyworks.Data.Model;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Books;

/// <summary>The balances of a ledger at the end of a day: debits less credits of what moved, by account.</summary>
/// <param name="ByAccount">In fen.</param>
public sealed record BalancesOn(IReadOnlyDictionary<string, long> ByAccount)
{
    /// <summary>Of one account; nothing where there is none.</summary>
    public Money Net(string account) => Money.FromFen(ByAccount.GetValueOrDefault(account));

    /// <summary>What is there in bank and till, less all that is owed.</summary>
    public Money FreeCash => Money.FromFen(ByAccount.Where(a => a.Key.StartsWith("Liabilities:", StringComparison.Ordinal) || AccountCode.Of(a.Key).IsMoney).Sum(a => a.Value));

    /// <summary>Reads them.</summary>
    public static BalancesOn Read(DistrictDb db, Id<Ledger> ledger, LocalDate day)
    {
        var legs = from entry in db.Set<StoredEntry>()
                   join leg in db.Set<StoredLeg>() on new { entry.LedgerId, entry.Seq } equals new { leg.LedgerId, leg.Seq }
                   where entry.LedgerId == ledger && entry.EffectiveOn <= day && leg.Phase == Phase.Posted
                   group leg by leg.Account into account
                   select new { account.Key, Fen = account.Sum(l => l.Side == Side.Debit ? l.Fen : -l.Fen) };
        return new(legs.ToDictionary(a => a.Key, a => a.Fen));
    }
}
