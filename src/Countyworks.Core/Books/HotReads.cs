using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Books;

/// <summary>
/// What nearly every entry asks of its ledger, by one prepared statement: a ledger takes thousands of entries a second, a compiled query of EF costs several times as much,
/// and on PostgreSQL each question is a journey.
/// </summary>
/// <param name="Ledger">The ledger.</param>
/// <param name="Seq">The number of its entry with the key; null when there is none.</param>
/// <param name="One">The first account; null when there is none of that code.</param>
/// <param name="Other">The second.</param>
internal sealed record HotReads(Ledger Ledger, long? Seq, Account? One, Account? Other)
{
    private const int First = 5, OfAccount = 8;

    private const string Sql = """
        SELECT l.scope, l.last_seq, l.last_recorded_at, l.closed_through, (SELECT e.seq FROM ledger_entry e WHERE e.district_id = l.district_id AND e.ledger_id = l.id AND e.key = @p2),
          a.code, a.name, a.is_member_money, a.is_ended, a.debit_posted, a.credit_posted, a.debit_pending, a.credit_pending,
          b.code, b.name, b.is_member_money, b.is_ended, b.debit_posted, b.credit_posted, b.debit_pending, b.credit_pending
        FROM ledger l
        LEFT JOIN ledger_account a ON a.district_id = l.district_id AND a.ledger_id = l.id AND a.code = @p3
        LEFT JOIN ledger_account b ON b.district_id = l.district_id AND b.ledger_id = l.id AND b.code = @p4
        WHERE l.district_id = @p0 AND l.id = @p1
        """;

    /// <summary>A ledger with two of its accounts; null when there is no such ledger.</summary>
    /// <param name="change">What the command wrote before is seen.</param>
    /// <param name="id">The ledger.</param>
    /// <param name="key">The key of an order.</param>
    /// <param name="one">An account; null when none is asked for.</param>
    /// <param name="other">Another; null when none is.</param>
    public static HotReads? Of(Change change, Id<Ledger> id, string key, AccountCode? one, AccountCode? other) =>
        change.First(Sql, row => Read(row, id), change.Store(id.Value), key, one?.Text ?? "", other?.Text ?? "");

    private static HotReads Read(IStoredRow row, Id<Ledger> id)
    {
        var ledger = new Ledger(id, (LedgerScope)row.Number(0))
        {
            LastSeq = row.Number(1),
            LastRecordedAt = row.At(2),
            ClosedThrough = row.IsNull(3) ? null : row.Day(3),
        };
        return new(ledger, row.IsNull(4) ? null : row.Number(4), AccountAt(row, First), AccountAt(row, First + OfAccount));
    }

    private static Account? AccountAt(IStoredRow row, int at) => row.IsNull(at) ? null : new(AccountCode.Of(row.Text(at)), row.Text(at + 1), row.Flag(at + 2))
    {
        IsEnded = row.Flag(at + 3),
        Balance = new(row.Number(at + 4), row.Number(at + 5), row.Number(at + 6), row.Number(at + 7)),
    };
}
