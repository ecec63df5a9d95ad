using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Books;

/// <summary>Reads whole ledgers.</summary>
public static class BookReading
{
    /// <summary>A ledger by its code. Refuses <c>not_found</c> (ledger).</summary>
    public static Outcome<StoredLedger> Find(DistrictDb db, string code) => db.Set<StoredLedger>().FirstOrDefault(l => l.Code == code) is { } ledger ? ledger : Refusal.NotFound("ledger");

    /// <summary>The entries of a ledger, by number, as they are stored; read on as they are asked for.</summary>
    /// <param name="entries">Reads entries.</param>
    /// <param name="legs">Reads their legs beside them, so it is another than <paramref name="entries"/>.</param>
    /// <param name="ledger">Which.</param>
    public static IEnumerable<(StoredEntry Row, Entry Entry)> Entries(DistrictDb entries, DistrictDb legs, Id<Ledger> ledger)
    {
        using var leg = legs.Set<StoredLeg>().Where(l => l.LedgerId == ledger).OrderBy(l => l.Seq).ThenBy(l => l.Account).ThenBy(l => l.Side).ThenBy(l => l.Phase).AsEnumerable().Ahead().GetEnumerator();
        var isThere = leg.MoveNext();
        foreach (var row in entries.Set<StoredEntry>().Where(e => e.LedgerId == ledger).OrderBy(e => e.Seq).AsEnumerable())
        {
            var own = new List<StoredLeg>(2);
            while (isThere && leg.Current.Seq <= row.Seq)
            {
                own.Add(leg.Current);
                isThere = leg.MoveNext();
            }

            yield return (row, row.With(own));
        }
    }

    /// <summary>A whole ledger in memory.</summary>
    public static Book Whole(Database database, StoredLedger ledger)
    {
        using var db = database.Read();
        using var legs = database.Read();
        var book = new Book(ledger.Known with { LastSeq = 0 });
        foreach (var account in db.Set<StoredAccount>().Where(a => a.LedgerId == ledger.Id).AsEnumerable())
        {
            book.Open(account.Known with { Balance = default });
        }

        foreach (var authority in db.Set<StoredAuthority>().Where(a => a.LedgerId == ledger.Id || a.ToLedgerId == ledger.Id).AsEnumerable())
        {
            book.Take(authority.Known with { SpentFen = 0, HeldFen = 0 });
        }

        foreach (var (_, entry) in Entries(db, legs, ledger.Id))
        {
            book.Append(entry);
        }

        return book;
    }

    /// <summary>The export of a ledger, line by line. Refuses <c>not_found</c> (ledger).</summary>
    public static Outcome<IEnumerable<string>> Export(Database database, string code, BookFormat format)
    {
        using var db = database.Read();
        return Find(db, code).Then(ledger =>
        {
            var book = Whole(database, ledger);
            var head = new BookHead(ledger.Code, book.Ledger.LastSeq, Closing.Root(book.Entries));
            return Done(BookExport.Lines(format, head, book.Accounts, book.Entries));
        });

        static Outcome<IEnumerable<string>> Done(IEnumerable<string> lines) => lines.ToList();
    }

}
