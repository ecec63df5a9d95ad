using System.Data.Common;
using Countyworks.Data.Databases;
using Microsoft.Data.Sqlite;

namespace Countyworks.Data.Writing;

/// <summary>Statements run at once, prepared; nothing is queued because nothing travels.</summary>
internal sealed class SqliteSession : WriteSession
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteWrite> writes = [];
    private readonly Dictionary<string, SqliteCommand> queries = [];

    public SqliteSession(SqliteDatabase database, SqliteConnection connection)
        : base(database, connection) => this.connection = connection;

    protected override void OpenSavepoint() => Run("SAVEPOINT command");

    public override void Release() => Run("RELEASE command");

    protected override void CommitAll() => Run("COMMIT");

    public override void Execute(Statement statement)
    {
        if (Write(statement.Sql).Run(statement.Values) == 0 && statement.MustTouch)
        {
            throw new RowChangedException();
        }
    }

    protected override void Query(Statement query, Action<DbDataReader> read)
    {
        var command = Query(query.Sql);
        for (var i = 0; i < query.Values.Length; i++)
        {
            command.Parameters[i].Value = query.Values[i] ?? DBNull.Value;
        }

        using var rows = command.ExecuteReader();
        read(rows);
    }

    // The file alone then has everything: whoever copies it after a stop copies all.
    public override void Settle() => SqliteDatabase.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");

    public override void Rest() => SqliteDatabase.Execute(connection, "PRAGMA shrink_memory");

    public override void Dispose()
    {
        foreach (var prepared in writes.Values.Concat<IDisposable>(queries.Values))
        {
            prepared.Dispose();
        }

        base.Dispose();
    }

    protected override long BeginExclusive(Dictionary<string, long> last)
    {
        Run("BEGIN IMMEDIATE");
        return (long)Query("SELECT coalesce(max(seq), 0) FROM fact WHERE district_id = " + Database.District).ExecuteScalar()!;
    }

    protected override void RollbackToSavepoint()
    {
        Run("ROLLBACK TO command");
        Run("RELEASE command");
    }

    protected override void RollbackAll()
    {
        // A failed COMMIT may already have ended the transaction; then there is nothing to roll back.
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            Run("ROLLBACK");
        }
    }

    private void Run(string sql) => Write(sql).Run([]);

    private SqliteWrite Write(string sql) => writes.TryGetValue(sql, out var write) ? write : writes[sql] = new SqliteWrite(connection, sql);

    private SqliteCommand Query(string sql)
    {
        if (!queries.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; sql.Contains($"@p{i}", StringComparison.Ordinal); i++)
            {
                command.Parameters.Add(new SqliteParameter($"@p{i}", null));
            }

            command.Prepare();
            queries[sql] = command;
        }

        return command;
    }
}
