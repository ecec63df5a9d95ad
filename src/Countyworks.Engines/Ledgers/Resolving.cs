using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Ledgers;

/// <summary>What an entry will do, and by which authority.</summary>
/// <param name="Legs">Its legs; released before posted.</param>
/// <param name="Authority">Its authority.</param>
public sealed record Found(IReadOnlyList<Leg> Legs, Id<Authority>? Authority);

/// <summary>What an order does to the entry it is of: a hold is resolved at most once, an entry reversed at most once.</summary>
public static class Resolving
{
    /// <summary>
    /// The legs of the entry, and its authority: what resolves a hold has that of the hold. Refuses, in this order: <c>missing</c> (of), <c>entry_unknown</c>; of a hold <c>not_a_hold</c>, <c>hold_resolved</c> (by), <c>hold_expired</c> (since)
    /// or, for an expiry, <c>hold_not_expired</c>, <c>hold_other_authority</c>, <c>hold_other_legs</c> (an account or side that was not held), <c>post_above_hold</c>;
    /// of a reversal <c>not_reversible</c> (only what moved is, and not a reversal: that is corrected by a new entry), <c>entry_reversed</c> (by).
    /// </summary>
    public static Outcome<Found> Find(EntryOrder order, IBook book, Instant now)
    {
        if (order.Kind is EntryKind.Post or EntryKind.Hold)
        {
            var phase = order.Kind == EntryKind.Hold ? Phase.Pending : Phase.Posted;
            return new Found([.. order.Legs.Select(leg => leg with { Phase = phase })], order.Authority);
        }

        if (order.Of is not { } seq)
        {
            return Refusal.Missing("of");
        }

        return book.BySeq(seq) is not { } of ? new Refusal("entry_unknown", "of") { Kind = RefusalKind.NotFound }.With("seq", seq)
            : order.Kind == EntryKind.Reversal ? Reversed(order, of, book.EndedBy(seq))
            : Resolved(order, of, book.EndedBy(seq), now);
    }

    private static Outcome<Found> Reversed(EntryOrder order, Entry entry, long? by)
    {
        if (entry.Order.Kind is not (EntryKind.Post or EntryKind.PostHold))
        {
            return new Refusal("not_reversible", "of").With("seq", entry.Seq);
        }

        return by is { } already
            ? Ended("entry_reversed", entry.Seq, already)
            : new Found([.. entry.Legs.Where(leg => leg.Phase == Phase.Posted).Select(leg => leg.Mirror())], order.Authority);
    }

    private static Outcome<Found> Resolved(EntryOrder order, Entry hold, long? by, Instant now)
    {
        if (hold.Order is not { Kind: EntryKind.Hold, ExpiresAt: { } expiresAt })
        {
            return new Refusal("not_a_hold", "of").With("seq", hold.Seq);
        }

        if (by is { } already)
        {
            return Ended("hold_resolved", hold.Seq, already);
        }

        var isOver = now >= expiresAt;
        if (isOver != (order.Kind == EntryKind.ExpireHold))
        {
            return new Refusal(isOver ? "hold_expired" : "hold_not_expired", "of") { Kind = RefusalKind.Conflict }.With("seq", hold.Seq);
        }

        if (order.Authority is { } other && other != hold.Order.Authority)
        {
            return new Refusal("hold_other_authority", "authority").With("seq", hold.Seq);
        }

        var released = hold.Legs.Select(leg => leg with { Phase = Phase.Released });
        return Within(hold, order.Legs) is { } why
            ? why
            : new Found([.. released, .. order.Legs.Select(leg => leg with { Phase = Phase.Posted })], hold.Order.Authority);
    }

    private static Refusal? Within(Entry hold, IReadOnlyList<Leg> legs)
    {
        var held = hold.Legs.ToDictionary(leg => (leg.Account, leg.Side), leg => leg.Amount);
        return legs.Any(leg => !held.ContainsKey((leg.Account, leg.Side))) ? new Refusal("hold_other_legs", "legs").With("seq", hold.Seq)
            : legs.FirstOrDefault(leg => leg.Amount > held[(leg.Account, leg.Side)]) is { Account.Text: { } account } above
                ? new Refusal("post_above_hold", "legs").With("account", account).With("held", held[(above.Account, above.Side)])
            : null;
    }

    private static Refusal Ended(string code, long seq, long by) => new Refusal(code, "of") { Kind = RefusalKind.Conflict }.With("seq", seq).With("by", by);
}
