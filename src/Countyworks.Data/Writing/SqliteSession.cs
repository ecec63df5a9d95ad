using Countyworks.Data.Databases;
using Microsoft.Data.Sqlite;

namespace Countyworks.Data.Writing;

/// <summary>Statements run at once, prepared; nothing is queued because nothing travels.</summary>
internal sealed class SqliteSession : WriteSession
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteStatement> prepared = [];

    public SqliteSession(SqliteDatabase database, SqliteConnection connection)
        : base(database, connection) => this.connection = connection;

    protected override void OpenSavepoint() => Run("SAVEPOINT command");

    public override void Release() => Run("RELEASE command");

    protected override void CommitAll() => Run("COMMIT");

    public override void Execute(Statement statement)
    {
        if (Prepared(statement.Sql).Run(statement.Values) == 0 && statement.MustTouch)
        {
            throw new RowChangedException();
        }
    }

    public override T? First<T>(Statement query, Func<IStoredRow, T> read)
        where T : default => Prepared(query.Sql).First(query.Values, read);

    // The file alone then has everything: whoever copies it after a stop copies all.
    public override void Settle() => SqliteDatabase.Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");

    public override void Rest() => SqliteDatabase.Execute(connection, "PRAGMA shrink_memory");

    public override void Dispose()
    {
        foreach (var statement in prepared.Values)
        {
            statement.Dispose();
        }

        base.Dispose();
    }

    protected override long BeginExclusive(Dictionary<string, long> last)
    {
        Run("BEGIN IMMEDIATE");
        return First(new Statement("SELECT coalesce(max(seq), 0) FROM fact WHERE district_id = @p0", [Database.District.Value]), row => row.Number(0));
    }

    protected override void RollbackToSavepoint(Exception? because)
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

    private void Run(string sql) => Prepared(sql).Run([]);

    private SqliteStatement Prepared(string sql) => prepared.TryGetValue(sql, out var statement) ? statement : prepared[sql] = new SqliteStatement(connection, sql);
}
