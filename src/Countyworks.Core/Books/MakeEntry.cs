using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;

namespace Countyworks.Core.Books;

/// <summary>Makes an entry in a ledger. Whether the caller may is for the programme whose ledger it is.</summary>
/// <param name="Ledger">The ledger.</param>
/// <param name="Order">What is wanted.</param>
/// <param name="Private">What is private about it (payer, phone): in the journal as its remark, sealed only by a commitment, erasable; null for nothing.</param>
public sealed record MakeEntry(Id<Ledger> Ledger, EntryOrder Order, string? Private = null)
{
    /// <summary>Makes it. Refuses <c>not_found</c> (ledger), <c>transfer_order_wrong</c> (half a transfer alone), and what <see cref="Entering.Decide"/> refuses.</summary>
    public Outcome<Entered> In(Change change) => Order.Transfer is not null
        ? new Refusal("transfer_order_wrong")
        : StoredBook.Of(change, Ledger, Order).Then(book => Entering.Decide(Order, book, change.Now)).Then<Entered>(entered => Kept(change, entered, Private));

    /// <summary>Keeps what was decided, unless it was there already.</summary>
    internal static Entered Kept(Change change, Entered entered, string? words)
    {
        if (entered.IsRepeat)
        {
            return entered;
        }

        var entry = entered.Entry;
        change.Add(StoredEntry.Of(entry, change.NextSeq));

        // What is released is free for what is posted; what comes in is there for what goes out.
        foreach (var leg in entry.Legs.OrderByDescending(l => l.Phase == Phase.Released).ThenByDescending(l => l.Side))
        {
            change.Add(StoredLeg.Of(entry, leg));
        }

        change.Record(new LedgerEntered(entry.Seq, Convert.ToBase64String(entry.Write(new EntryWriter()))), entry.Ledger.Value, remark: words);
        return entered;
    }
}

/// <summary>Moves money from one ledger to another: an entry in each, both or neither.</summary>
/// <param name="From">The ledger that gives.</param>
/// <param name="To">The ledger that gets.</param>
/// <param name="Transfer">The two orders.</param>
public sealed record MoveBetweenLedgers(Id<Ledger> From, Id<Ledger> To, Transferring Transfer)
{
    /// <summary>Moves it. Refuses <c>not_found</c> (ledger) and what <see cref="Transferring.Decide"/> refuses.</summary>
    public Outcome<(Entered From, Entered To)> In(Change change) => StoredBook.Of(change, From, Transfer.From).Then(from => StoredBook.Of(change, To, Transfer.To).Then(to =>
        Transfer.Decide(from, to, change.Now).Then<(Entered, Entered)>(both => (MakeEntry.Kept(change, both.From, null), MakeEntry.Kept(change, both.To, null)))));
}
