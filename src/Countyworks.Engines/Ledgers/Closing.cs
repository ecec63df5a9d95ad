using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Ledgers;

/// <summary>Something that is in the bank and not in the books on the last day, or the other way round, and why.</summary>
/// <param name="Why">Said in words, without personal data.</param>
/// <param name="Amount">What the bank has more (positive) or less than the books.</param>
public sealed record ReconcilingItem(string Why, Money Amount);

/// <summary>What the closer of a period brings along.</summary>
/// <param name="Through">The last day of the period.</param>
/// <param name="BankBalance">What the bank's statement says on that day.</param>
/// <param name="Items">All by which it differs from the books.</param>
/// <param name="OldestHold">Holds taken before this are too old to stay open.</param>
/// <param name="SealedSeq">The last entry under a signed head.</param>
public sealed record CloseOrder(LocalDate Through, Money BankBalance, IReadOnlyList<ReconcilingItem> Items, Instant OldestHold, long SealedSeq);

/// <summary>A period that was closed; it is never opened again. A mistake found later is corrected by a later entry that names it.</summary>
/// <param name="Through">Its last day.</param>
/// <param name="LastSeq">Entries of the ledger at the close.</param>
/// <param name="Root">The root of the tree over those entries.</param>
/// <param name="Turnover">Debits, which are also the credits, of all accounts to the last day.</param>
public sealed record Closure(LocalDate Through, long LastSeq, Digest Root, Money Turnover);

/// <summary>Closes periods.</summary>
public static class Closing
{
    /// <summary>
    /// Decides. Refuses, in this order: <c>period_closed</c> (through), <c>period_not_over</c>, <c>trial_balance_wrong</c>, <c>hold_too_old</c> (seq), <c>bank_differs</c> (books, bank, items),
    /// <c>entries_not_sealed</c> (sealed, last).
    /// </summary>
    /// <param name="order">What is closed, and what the bank says.</param>
    /// <param name="book">The whole ledger.</param>
    /// <param name="now">When.</param>
    public static Outcome<Closure> Decide(CloseOrder order, Book book, Instant now)
    {
        var until = book.Entries.Where(e => e.Order.EffectiveOn <= order.Through).ToList();
        var posted = until.SelectMany(e => e.Legs).Where(l => l.Phase == Phase.Posted).ToList();
        var (debit, credit) = (Sum(posted, Side.Debit), Sum(posted, Side.Credit));
        var money = posted.Where(l => l.Account.IsMoney).ToList();
        var inBooks = Sum(money, Side.Debit) - Sum(money, Side.Credit);
        var items = Money.Sum(order.Items.Select(i => i.Amount));
        return order.Through <= book.Ledger.ClosedThrough ? new Refusal("period_closed", "through") { Kind = RefusalKind.Conflict }.With("through", book.Ledger.ClosedThrough.Value)
            : order.Through >= CountyTime.LocalDay(now) ? new Refusal("period_not_over", "through")
            : debit != credit ? new Refusal("trial_balance_wrong").With("debit", debit).With("credit", credit)
            : book.Entries.FirstOrDefault(e => e.Order.Kind == EntryKind.Hold && book.EndedBy(e.Seq) is null && e.RecordedAt < order.OldestHold) is { Seq: var old }
                ? new Refusal("hold_too_old") { Kind = RefusalKind.Conflict }.With("seq", old)
            : inBooks + items.Fen != order.BankBalance.Fen ? new Refusal("bank_differs", "bank").With("books", Money.FromFen((long)inBooks)).With("bank", order.BankBalance).With("items", items)
            : order.SealedSeq < book.Ledger.LastSeq ? new Refusal("entries_not_sealed") { Kind = RefusalKind.Conflict }.With("sealed", order.SealedSeq).With("last", book.Ledger.LastSeq)
            : new Closure(order.Through, book.Ledger.LastSeq, Root(book.Entries), Money.FromFen((long)debit));
    }

    /// <summary>The root of the tree over a ledger's own entries.</summary>
    public static Digest Root(IEnumerable<Entry> entries)
    {
        var tree = new CompactTree(TreeHash.Sha256);
        foreach (var entry in entries)
        {
            tree.Append(entry.Leaf());
        }

        return tree.Root;
    }

    private static Int128 Sum(IEnumerable<Leg> legs, Side side) => legs.Where(l => l.Side == side).Aggregate((Int128)0, (sum, leg) => sum + leg.Amount.Fen);
}
