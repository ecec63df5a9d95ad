using Countyworks.Kernel;

namespace Countyworks.Engines.Ledgers;

/// <summary>What two ledgers move between them: an entry in each, of one sum, under one authority. There is no other way across.</summary>
/// <param name="From">The entry in the ledger that gives.</param>
/// <param name="To">The entry in the ledger that gets.</param>
public sealed record Transferring(EntryOrder From, EntryOrder To)
{
    /// <summary>
    /// Decides both or neither. Refuses, in this order: <c>transfer_one_ledger</c>, <c>transfer_id_differs</c>, <c>transfer_authority_differs</c>, <c>transfer_sums_differ</c>,
    /// <c>transfer_moves_no_money</c> (no money leaves the one and comes into the other), and what <see cref="Entering.Decide"/> refuses of either.
    /// </summary>
    public Outcome<(Entered From, Entered To)> Decide(IBook from, IBook to, NodaTime.Instant now)
    {
        var why = from.Ledger.Id == to.Ledger.Id ? "transfer_one_ledger"
            : From.Transfer is null || From.Transfer != To.Transfer ? "transfer_id_differs"
            : From.Authority != To.Authority || From.Evidence != To.Evidence ? "transfer_authority_differs"
            : Out(From) != In(To) ? "transfer_sums_differ"
            : Out(From) == 0 ? "transfer_moves_no_money"
            : null;
        return why is not null
            ? new Refusal(why)
            : Entering.Decide(From, from, now).Then(gave => Entering.Decide(To, to, now).Then<(Entered, Entered)>(got => (gave, got)));
    }

    private static Int128 Out(EntryOrder order) => Moved(order, Side.Credit) - Moved(order, Side.Debit);

    private static Int128 In(EntryOrder order) => Moved(order, Side.Debit) - Moved(order, Side.Credit);

    private static Int128 Moved(EntryOrder order, Side side) =>
        order.Legs.Where(l => l.Side == side && l.Account.IsMoney).Aggregate((Int128)0, (sum, leg) => sum + leg.Amount.Fen);
}
