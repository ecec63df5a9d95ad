using System.Text.Json;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;

namespace Countyworks.Core.Books;

/// <summary>Something wrong with the books.</summary>
/// <param name="Ledger">The ledger's code.</param>
/// <param name="Finding">What.</param>
public sealed record LedgerFinding(string Ledger, BookFinding Finding);

/// <summary>What a verification of the books saw.</summary>
/// <param name="Ledgers">Ledgers.</param>
/// <param name="Entries">Their entries.</param>
/// <param name="Findings">What is wrong, at most <see cref="MostFindings"/>.</param>
/// <param name="FindingCount">How much is wrong.</param>
public sealed record BookVerification(int Ledgers, long Entries, IReadOnlyList<LedgerFinding> Findings, long FindingCount)
{
    /// <summary>The most findings that are listed.</summary>
    public const int MostFindings = 1000;
}

/// <summary>Checks all ledgers from their rows, and that every entry is, byte for byte, what the sealed journal says.</summary>
public static class BookVerifier
{
    private static readonly string EntryFact = FactKinds.NameOf(typeof(LedgerEntered));

    /// <summary>Checks.</summary>
    public static BookVerification Run(Database database, CancellationToken cancellation = default)
    {
        using var db = database.Read();
        var (findings, entries, ledgers) = (new List<LedgerFinding>(), 0L, db.Set<StoredLedger>().OrderBy(l => l.Code).ToList());
        foreach (var ledger in ledgers)
        {
            cancellation.ThrowIfCancellationRequested();
            entries += ledger.LastSeq;
            findings.AddRange(Check(database, db, ledger).Select(finding => new LedgerFinding(ledger.Code, finding)));
        }

        findings.AddRange(Transfers(db, ledgers.ToDictionary(l => l.Id, l => l.Code)));
        return new(ledgers.Count, entries, [.. findings.Take(BookVerification.MostFindings)], findings.Count);
    }

    private static List<BookFinding> Check(Database database, DistrictDb db, StoredLedger ledger)
    {
        var accounts = db.Set<StoredAccount>().Where(a => a.LedgerId == ledger.Id).AsEnumerable().Select(a => a.Known).ToList();
        var authorities = db.Set<StoredAuthority>().Where(a => a.LedgerId == ledger.Id || a.ToLedgerId == ledger.Id).AsEnumerable().Select(a => a.Known).ToList();
        var closures = db.Set<StoredClosure>().Where(c => c.LedgerId == ledger.Id).AsEnumerable().Select(c => (c.Through, c.LastSeq)).ToList();
        using var rows = database.Read();
        using var legs = database.Read();
        using var journal = database.Read();
        using var facts = journal.Set<FactRow>().Where(f => f.SubjectId == ledger.Id.Value && f.Kind == EntryFact).OrderBy(f => f.Seq).Select(f => new { f.Seq, f.Data }).AsEnumerable()
            .Select(f => (f.Seq, Said: Said(f.Data))).Ahead().GetEnumerator();
        var (notSealed, writer, last, isThere) = (new List<BookFinding>(), new EntryWriter(), 0L, facts.MoveNext());
        List<BookFinding> wrong = [.. BookCheck.Run(accounts, BookReading.Entries(rows, legs, ledger.Id).Select(Held), authorities, closures)];
        PassOver(until: long.MaxValue);
        if (last != ledger.LastSeq)
        {
            wrong.Add(new(BookFindingKind.SequenceBroken, 0));
        }

        return [.. wrong, .. notSealed];

        Entry Held((StoredEntry Row, Entry Entry) stored)
        {
            last = stored.Row.Seq;

            PassOver(stored.Row.FactSeq);
            var isSame = isThere && facts.Current is var fact && fact.Seq == stored.Row.FactSeq && fact.Said is { } said && said.Seq == stored.Row.Seq
                && said.Entry == Convert.ToBase64String(stored.Entry.Write(writer));
            isThere = isThere && (facts.Current.Seq > stored.Row.FactSeq || facts.MoveNext());
            if (!isSame)
            {
                notSealed.Add(new(BookFindingKind.NotAsSealed, stored.Row.Seq));
            }

            return stored.Entry;
        }

        // A fact without its entry: what was sealed is not there any more.
        void PassOver(long until)
        {
            while (isThere && facts.Current.Seq < until)
            {
                notSealed.Add(new(BookFindingKind.NotAsSealed, facts.Current.Said?.Seq ?? 0));
                isThere = facts.MoveNext();
            }
        }
    }

    private static LedgerEntered? Said(string data)
    {
        try
        {
            return JsonSerializer.Deserialize<LedgerEntered>(data, Json.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Two halves, of two ledgers, by one authority, and what left the one came into the other.
    private static IEnumerable<LedgerFinding> Transfers(DistrictDb db, Dictionary<Id<Ledger>, string> codes)
    {
        var halves = db.Set<StoredEntry>().Where(e => e.TransferId != null).OrderBy(e => e.TransferId).ThenBy(e => e.LedgerId).ThenBy(e => e.Seq).ToList();
        foreach (var transfer in halves.GroupBy(h => h.TransferId))
        {
            var both = transfer.ToList();
            var moved = both.Select(h => h.With(db.Set<StoredLeg>().Where(l => l.LedgerId == h.LedgerId && l.Seq == h.Seq).ToList())).Sum(Moved);
            if (both.Count != 2 || both[0].LedgerId == both[1].LedgerId || both[0].AuthorityId is null || both[0].AuthorityId != both[1].AuthorityId || moved != 0)
            {
                yield return new(codes.GetValueOrDefault(both[0].LedgerId, ""), new(BookFindingKind.TransferBroken, both[0].Seq));
            }
        }
    }

    private static long Moved(Entry entry) => entry.Legs.Where(l => l.Account.IsMoney).Sum(l => l.Side == Side.Debit ? l.Amount.Fen : -l.Amount.Fen);
}
