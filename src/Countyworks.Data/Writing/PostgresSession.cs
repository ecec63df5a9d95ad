using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Countyworks.Data.Databases;
using Npgsql;

namespace Countyworks.Data.Writing;

/// <summary>
/// Statements are queued and travel together: a command that reads nothing costs no round trip of its own.
/// An advisory lock makes the batch the only writer of its district, whichever server it comes from.
/// </summary>
internal sealed partial class PostgresSession(PostgresDatabase database, NpgsqlConnection connection) : WriteSession(database, connection)
{
    // Npgsql takes positional parameters without parsing; statements are written with named ones for both databases.
    private static readonly ConcurrentDictionary<string, string> Rewritten = new();

    private readonly List<Statement> queue = [];

    protected override void OpenSavepoint() => Queue("SAVEPOINT command");

    public override void Release() => Queue("RELEASE SAVEPOINT command");

    protected override void CommitAll()
    {
        Queue("COMMIT");
        Flush();
    }

    public override void Execute(Statement statement) => queue.Add(statement);

    public override void Flush()
    {
        if (queue.Count > 0)
        {
            Travel(batch => batch.ExecuteNonQuery());
        }
    }

    // The query travels behind what is queued: the one statement of them that answers rows.
    public override T? First<T>(Statement query, Func<DbDataReader, T> read)
        where T : default
    {
        queue.Add(query);
        var first = default(T);
        Travel(batch =>
        {
            using var rows = batch.ExecuteReader();
            first = rows.Read() ? read(rows) : default;
        });
        return first;
    }

    protected override long BeginExclusive()
    {
        queue.Clear();
        using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT 1 FROM (SELECT pg_advisory_xact_lock(4310, {Database.District})) AS locked WHERE false"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT coalesce(max(seq), 0) FROM fact WHERE district_id = {Database.District}"));
        using var reader = batch.ExecuteReader();
        while (!reader.Read())
        {
            reader.NextResult();
        }

        return reader.GetInt64(0);
    }

    protected override void RollbackToSavepoint()
    {
        // What the refused command queued has not travelled yet, or has and is undone.
        var from = queue.FindLastIndex(s => s.Sql == "SAVEPOINT command");
        if (from >= 0)
        {
            queue.RemoveRange(from, queue.Count - from);
            return;
        }

        queue.Clear();
        Queue("ROLLBACK TO SAVEPOINT command");
        Queue("RELEASE SAVEPOINT command");
    }

    protected override void RollbackAll()
    {
        queue.Clear();
        Queue("ROLLBACK");
        Flush();
    }

    private void Travel(Action<NpgsqlBatch> run)
    {
        using var batch = new NpgsqlBatch(connection);
        foreach (var statement in queue)
        {
            batch.BatchCommands.Add(Command(statement));
        }

        var mustTouch = queue.ConvertAll(s => s.MustTouch);
        queue.Clear();
        try
        {
            run(batch);
        }
        catch (PostgresException error)
        {
            throw new BatchBrokenException(error);
        }

        if (mustTouch.Where((must, i) => must && batch.BatchCommands[i].RecordsAffected == 0).Any())
        {
            throw new BatchBrokenException(new RowChangedException());
        }
    }

    private void Queue(string sql) => queue.Add(new Statement(sql, []));

    private static NpgsqlBatchCommand Command(Statement statement)
    {
        var command = new NpgsqlBatchCommand(Positional(statement.Sql));
        foreach (var value in statement.Values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }

    private static string Positional(string sql) => Rewritten.GetOrAdd(sql, static text =>
        Named().Replace(text, m => "$" + (int.Parse(m.Groups["n"].ValueSpan, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture)));

    [GeneratedRegex("@p(?<n>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();
}
