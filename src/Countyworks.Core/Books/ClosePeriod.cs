using System.Text.Json;
using Countyworks.Core.Seals;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Books;

/// <summary>Closes a period of a ledger; it is never opened again.</summary>
/// <param name="Ledger">The ledger.</param>
/// <param name="Through">The last day.</param>
/// <param name="Bank">What the bank says it holds on that day.</param>
/// <param name="Items">All by which that differs from the books.</param>
/// <param name="OldestHold">Holds taken before this are too old to stay open.</param>
public sealed record ClosePeriod(Id<Ledger> Ledger, LocalDate Through, Money Bank, IReadOnlyList<ReconcilingItem> Items, Instant OldestHold)
{
    /// <summary>Closes it. Refuses <c>not_found</c> (ledger) and what <see cref="Closing.Decide"/> refuses.</summary>
    /// <param name="change">Writes.</param>
    /// <param name="database">The whole ledger is read beside the writer; an entry made meanwhile is not sealed yet, and so refuses the close.</param>
    public Outcome<Closure> In(Change change, Database database)
    {
        if (change.Db.Set<StoredLedger>().FirstOrDefault(l => l.Id == Ledger) is not { } ledger)
        {
            return Refusal.NotFound("ledger");
        }

        var sealedSize = change.Db.Set<SealHead>().Max(h => (long?)h.Size) ?? 0;
        var sealedSeq = change.Db.Set<StoredEntry>().Where(e => e.LedgerId == Ledger && e.FactSeq <= sealedSize).Max(e => (long?)e.Seq) ?? 0;
        var book = BookReading.Whole(database, ledger);
        if (book.Ledger.LastSeq != ledger.LastSeq)
        {
            return Refusal.Changed;
        }

        return Closing.Decide(new CloseOrder(Through, Bank, Items, OldestHold, sealedSeq), book, change.Now).Then<Closure>(closure =>
        {
            var listed = Items.Select(item => new ListedItem(item.Why, item.Amount.Fen)).ToList();
            change.Add(new StoredClosure
            {
                LedgerId = Ledger, Through = Through, LastSeq = closure.LastSeq, Root = closure.Root.ToArray(), TurnoverFen = closure.Turnover.Fen, BankFen = Bank.Fen,
                Items = JsonSerializer.Serialize(listed, Json.Options), At = change.Now,
            });
            change.Execute("UPDATE ledger SET closed_through = @p1 WHERE district_id = @p0 AND id = @p2", Through.ToDateOnly(), change.Store(Ledger.Value));
            change.Record(new PeriodClosed(Through, closure.LastSeq, closure.Root.ToHex(), closure.Turnover.Fen, Bank.Fen, listed), Ledger.Value);
            return closure;
        });
    }
}
