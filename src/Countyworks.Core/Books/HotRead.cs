using System.Data.Common;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Books;

/// <summary>
/// The one read of every entry, prepared: a ledger takes thousands of entries a second, and a compiled query of EF costs several times as much.
/// </summary>
/// <param name="Ledger">The ledger.</param>
/// <param name="Seq">The number of its entry with the key; null when it has none.</param>
/// <param name="Accounts">Those of the first accounts that are there.</param>
internal sealed record HotRead(Ledger Ledger, long? Seq, IReadOnlyList<Account> Accounts)
{
    /// <summary>How many accounts it reads: most entries have two.</summary>
    public const int MostAccounts = 2;

    private const string LedgerKeyAndAccounts = """
        SELECT l.scope, l.last_seq, l.last_recorded_at, l.closed_through, (SELECT e.seq FROM ledger_entry e WHERE e.district_id = l.district_id AND e.ledger_id = l.id AND e.key = @p2),
          a.code, a.name, a.is_member_money, a.is_ended, a.debit_posted, a.credit_posted, a.debit_pending, a.credit_pending
        FROM ledger l LEFT JOIN ledger_account a ON a.district_id = l.district_id AND a.ledger_id = l.id AND a.code IN (@p3, @p4)
        WHERE l.district_id = @p0 AND l.id = @p1
        """;

    /// <summary>Reads it, with what the command wrote before; null when there is no such ledger.</summary>
    /// <param name="change">The transaction.</param>
    /// <param name="id">The ledger.</param>
    /// <param name="key">The key of the order.</param>
    /// <param name="codes">The accounts of the order; all but the first <see cref="MostAccounts"/> are not looked for.</param>
    public static HotRead? Of(Change change, Id<Ledger> id, string key, IReadOnlyList<AccountCode> codes)
    {
        var one = codes.Count == 0 ? "" : codes[0].Text;
        var other = codes.Count < MostAccounts ? one : codes[1].Text;
        var rows = change.All(LedgerKeyAndAccounts, row => (Ledger: LedgerOf(row, id), Seq: row.IsDBNull(4) ? (long?)null : row.GetInt64(4), Account: AccountOf(row)), change.Store(id.Value), key, one, other);
        return rows is [var first, ..] ? new HotRead(first.Ledger, first.Seq, [.. rows.Select(r => r.Account).OfType<Account>()]) : null;
    }

    private static Ledger LedgerOf(DbDataReader row, Id<Ledger> id) => new(id, (LedgerScope)row.GetInt32(0))
    {
        LastSeq = row.GetInt64(1),
        LastRecordedAt = Instant.FromUnixTimeMilliseconds(row.GetInt64(2)),
        ClosedThrough = row.IsDBNull(3) ? null : LocalDate.FromDateOnly(row.GetFieldValue<DateOnly>(3)),
    };

    private static Account? AccountOf(DbDataReader row) => row.IsDBNull(5) ? null : new(AccountCode.Of(row.GetString(5)), row.GetString(6), row.GetBoolean(7))
    {
        IsEnded = row.GetBoolean(8),
        Balance = new(row.GetInt64(9), row.GetInt64(10), row.GetInt64(11), row.GetInt64(12)),
    };
}
