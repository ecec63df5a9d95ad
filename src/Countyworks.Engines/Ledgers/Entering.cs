using System.Text;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Ledgers;

/// <summary>What came of an order.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="IsRepeat">Whether it was there already, by the same key: then nothing is to be written.</param>
public sealed record Entered(Entry Entry, bool IsRepeat);

/// <summary>Decides whether an order becomes the next entry of its ledger.</summary>
public static class Entering
{
    /// <summary>The most legs of an entry: a dividend to every household of a large village, and more.</summary>
    public const int LegLimit = 20_000;

    /// <summary>
    /// Decides. Refuses, in this order: what <see cref="Words"/> refuses, <c>ledger_key_reused</c> (the same key with another body), what
    /// <see cref="LegsAsked"/> refuses, <c>ledger_account_unknown</c>, <c>ledger_account_ended</c>, <c>effective_date_future</c>, <c>period_closed</c>, what resolving
    /// (<see cref="Resolving"/>) refuses, <c>hold_expiry_past</c>, what authority (<see cref="Spending"/>) refuses, <c>balance_too_large</c>,
    /// and <c>member_money_short</c> (account, free fen).
    /// </summary>
    /// <param name="order">What is wanted.</param>
    /// <param name="book">The ledger it is wanted in.</param>
    /// <param name="now">When it is recorded. A clock that was set back does not count: the time of the last entry does.</param>
    public static Outcome<Entered> Decide(EntryOrder order, IBook book, Instant now)
    {
        if (Words(order) is { } wrongWords)
        {
            return wrongWords;
        }

        if (book.ByKey(order.Key) is { } first)
        {
            return first.BodyHash == order.BodyHash ? new Entered(first, IsRepeat: true) : new Refusal("ledger_key_reused", "key") { Kind = RefusalKind.Conflict };
        }

        var recordedAt = Instant.FromUnixTimeMilliseconds(Instant.Max(now, book.Ledger.LastRecordedAt).ToUnixTimeMilliseconds());
        return (LegsAsked(order) ?? Accounts(order.Legs, book) ?? Dates(order, book.Ledger, recordedAt)) is { } wrong
            ? wrong
            : Resolving.Find(order, book, recordedAt).Then<Entered>(found =>
            {
                var asked = order with { Authority = found.Authority };
                return (Spending.Check(asked, found.Legs, book) ?? Balances(found.Legs, book)) is { } why
                    ? why
                    : new Entered(new Entry(book.Ledger.Id, book.Ledger.LastSeq + 1, recordedAt, asked, order.BodyHash) { Legs = found.Legs }, IsRepeat: false);
            });
    }

    /// <summary>
    /// Whether legs can be an entry. Refuses, in this order: <c>legs_not_asked</c> (a void, an expiry or a reversal knows its own), <c>legs_too_few</c> (below two), <c>legs_too_many</c>,
    /// <c>leg_not_positive</c>, <c>leg_twice</c> (an account twice on one side), <c>legs_too_large</c>, <c>entry_unbalanced</c>.
    /// </summary>
    public static Refusal? LegsAsked(EntryOrder order)
    {
        var legs = order.Legs;
        if (order.Kind is EntryKind.VoidHold or EntryKind.ExpireHold or EntryKind.Reversal)
        {
            return legs.Count == 0 ? null : new Refusal("legs_not_asked", "legs");
        }

        var (debit, credit) = (Sum(legs, Side.Debit), Sum(legs, Side.Credit));
        return legs.Count < 2 ? new Refusal("legs_too_few", "legs")
            : legs.Count > LegLimit ? new Refusal("legs_too_many", "legs").With("limit", LegLimit)
            : legs.Any(l => l.Amount <= Money.Zero) ? new Refusal("leg_not_positive", "legs")
            : legs.DistinctBy(l => (l.Account, l.Side)).Count() < legs.Count ? new Refusal("leg_twice", "legs")
            : debit > long.MaxValue || credit > long.MaxValue ? new Refusal("legs_too_large", "legs")
            : debit != credit ? new Refusal("entry_unbalanced", "legs").With("debit", Money.FromFen((long)debit)).With("credit", Money.FromFen((long)credit))
            : null;
    }

    private static Int128 Sum(IReadOnlyList<Leg> legs, Side side) => legs.Where(l => l.Side == side).Aggregate((Int128)0, (sum, leg) => sum + leg.Amount.Fen);

    /// <summary>Whether key and memo can be kept. Refuses <c>missing</c> (key), <c>too_long</c> (key, memo), <c>ledger_text_invalid</c> (key, memo: control characters, half a character).</summary>
    public static Refusal? Words(EntryOrder order) =>
        string.IsNullOrWhiteSpace(order.Key) ? Refusal.Missing("key")
        : order.Key.Length > EntryOrder.KeyLimit ? Refusal.TooLong("key", EntryOrder.KeyLimit)
        : order.Memo.Length > EntryOrder.MemoLimit ? Refusal.TooLong("memo", EntryOrder.MemoLimit)
        : !IsPlain(order.Key) ? new Refusal("ledger_text_invalid", "key")
        : !IsPlain(order.Memo.ReplaceLineEndings(" ")) ? new Refusal("ledger_text_invalid", "memo")
        : null;

    // Half a character is read as the sign for what cannot be read.
    private static bool IsPlain(string text) =>
        !text.Any(char.IsControl) && text.EnumerateRunes().Count(rune => rune == Rune.ReplacementChar) == text.Count(c => c == '\uFFFD');

    private static Refusal? Accounts(IReadOnlyList<Leg> legs, IBook book) => legs.Select(leg => book.Account(leg.Account) switch
    {
        null => new Refusal("ledger_account_unknown", "legs").With("account", leg.Account.Text),
        { IsEnded: true } => new Refusal("ledger_account_ended", "legs") { Kind = RefusalKind.Conflict }.With("account", leg.Account.Text),
        _ => null,
    }).FirstOrDefault(refusal => refusal is not null);

    private static Refusal? Dates(EntryOrder order, Ledger ledger, Instant recordedAt) =>
        order.EffectiveOn > CountyTime.LocalDay(recordedAt) ? new Refusal("effective_date_future", "on")
        : order.EffectiveOn <= ledger.ClosedThrough ? new Refusal("period_closed", "on") { Kind = RefusalKind.Conflict }.With("through", ledger.ClosedThrough.Value)
        : order.Kind == EntryKind.Hold && !(order.ExpiresAt > recordedAt) ? new Refusal("hold_expiry_past", "expiresAt")
        : null;

    private static Refusal? Balances(IReadOnlyList<Leg> legs, IBook book)
    {
        foreach (var ofAccount in legs.GroupBy(l => l.Account))
        {
            var account = book.Account(ofAccount.Key)!;
            if (After(account.Balance, ofAccount) is not { } balance)
            {
                return new Refusal("balance_too_large", "legs").With("account", account.Code.Text);
            }

            if (account.IsMemberMoney && balance.FreeFen < 0 && balance.FreeFen < account.Balance.FreeFen)
            {
                return new Refusal("member_money_short", "legs") { Kind = RefusalKind.Conflict }
                    .With("account", account.Code.Text).With("free", Money.FromFen((long)account.Balance.FreeFen));
            }
        }

        return null;
    }

    private static Balance? After(Balance before, IEnumerable<Leg> legs)
    {
        try
        {
            return legs.Aggregate(before, (balance, leg) => balance.With(leg));
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
