using System.Data.Common;
using System.Runtime.CompilerServices;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Books;

/// <summary>
/// The two reads of every entry as prepared statements on the writer's own connection: a ledger takes thousands of entries a second, and a compiled query of EF costs several times as much.
/// </summary>
internal sealed class HotReads
{
    private const string LedgerAndKey = """
        SELECT l.scope, l.last_seq, l.last_recorded_at, l.closed_through, (SELECT e.seq FROM ledger_entry e WHERE e.district_id = l.district_id AND e.ledger_id = l.id AND e.key = @p2)
        FROM ledger l WHERE l.district_id = @p0 AND l.id = @p1
        """;

    private const string TwoAccounts = """
        SELECT code, name, is_member_money, is_ended, debit_posted, credit_posted, debit_pending, credit_pending
        FROM ledger_account WHERE district_id = @p0 AND ledger_id = @p1 AND code IN (@p2, @p3)
        """;

    private static readonly ConditionalWeakTable<DbConnection, HotReads> ByConnection = [];

    private readonly Dictionary<string, DbCommand> prepared = [];
    private readonly DbConnection connection;

    private HotReads(DbConnection connection) => this.connection = connection;

    /// <summary>The reads of the writer's connection; what the command wrote before is seen.</summary>
    public static HotReads Of(Change change) => ByConnection.GetValue(change.Db.Database.GetDbConnection(), connection => new HotReads(connection));

    /// <summary>A ledger, and the number of its entry with a key; null when there is no such ledger.</summary>
    public (Ledger Ledger, long? Seq)? Ledger(Change change, Id<Ledger> id, string key)
    {
        using var row = Read(change, LedgerAndKey, change.Store(id.Value), key);
        if (!row.Read())
        {
            return null;
        }

        var ledger = new Ledger(id, (LedgerScope)row.GetInt32(0))
        {
            LastSeq = row.GetInt64(1),
            LastRecordedAt = Instant.FromUnixTimeMilliseconds(row.GetInt64(2)),
            ClosedThrough = row.IsDBNull(3) ? null : LocalDate.FromDateOnly(row.GetFieldValue<DateOnly>(3)),
        };
        return (ledger, row.IsDBNull(4) ? null : row.GetInt64(4));
    }

    /// <summary>Two accounts, or one that is named twice; those that are there.</summary>
    public IReadOnlyList<Account> Accounts(Change change, Id<Ledger> ledger, AccountCode one, AccountCode two)
    {
        var found = new List<Account>(2);
        using var row = Read(change, TwoAccounts, change.Store(ledger.Value), one.Text, two.Text);
        while (row.Read())
        {
            found.Add(new Account(AccountCode.Of(row.GetString(0)), row.GetString(1), row.GetBoolean(2))
            {
                IsEnded = row.GetBoolean(3),
                Balance = new(row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7)),
            });
        }

        return found;
    }

    private DbDataReader Read(Change change, string sql, params ReadOnlySpan<object> values)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = prepared[sql] = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i <= values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{i}";
                command.Parameters.Add(parameter);
            }
        }

        command.Parameters[0].Value = change.District.Value;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i + 1].Value = values[i];
        }

        return command.ExecuteReader();
    }
}
