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

    // Where in the queue the command in hand begins; null between commands. Its savepoint is sent once something of its own travels before it ends:
    // most commands read first and write then, and what of them is undone has never left.
    private int? begun;
    private bool hasSavepoint;

    protected override void OpenSavepoint() => (begun, hasSavepoint) = (queue.Count, false);

    public override void Release()
    {
        if (hasSavepoint)
        {
            Queue("RELEASE SAVEPOINT command");
        }

        begun = null;
    }

    protected override void CommitAll()
    {
        // PostgreSQL answers the commit of a broken transaction by undoing it, and calls that no error. Any other statement it refuses.
        Queue("SELECT");
        Queue("COMMIT");
        Travel().Dispose();
    }

    public override void Execute(Statement statement) => queue.Add(statement);

    /// <summary>Sends what is queued with a query of EF behind it, and answers that one's rows; null when nothing is queued.</summary>
    public DbDataReader? ReadBehindQueue(NpgsqlCommand query)
    {
        if (queue.Count == 0)
        {
            return null;
        }

        var last = new NpgsqlBatchCommand(query.CommandText);
        foreach (NpgsqlParameter parameter in query.Parameters)
        {
            last.Parameters.Add(parameter.Clone());
        }

        return Travel(last);
    }

    // The query travels behind what is queued: the one statement of them that answers rows.
    public override T? First<T>(Statement query, Func<IStoredRow, T> read)
        where T : default
    {
        using var rows = Travel(Command(query));
        var row = new PostgresRow(rows);
        return row.Next() ? read(row) : default;
    }

    protected override long BeginExclusive(Dictionary<string, long> last)
    {
        queue.Clear();
        begun = null;
        using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT 1 FROM (SELECT pg_advisory_xact_lock(4310, {Database.District})) AS locked WHERE false"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT coalesce(max(seq), 0) FROM fact WHERE district_id = {Database.District}"));
        batch.BatchCommands.Add(Command(new Statement("SELECT name, last FROM series WHERE district_id = @p0 AND name = ANY(@p1)", [Database.District.Value, SeriesUsed.ToArray()])));
        using var reader = batch.ExecuteReader();
        while (!reader.Read())
        {
            reader.NextResult();
        }

        var seq = reader.GetInt64(0);
        reader.NextResult();
        while (reader.Read())
        {
            last[reader.GetString(0)] = reader.GetInt64(1);
        }

        return seq;
    }

    protected override void RollbackToSavepoint(Exception? because)
    {
        if (hasSavepoint)
        {
            queue.Clear();
            Queue("ROLLBACK TO SAVEPOINT command");
            Queue("RELEASE SAVEPOINT command");
        }
        else if (because is DbException)
        {
            throw new BatchBrokenException(because);   // What it read broke the transaction, and with it what others wrote.
        }
        else
        {
            queue.RemoveRange(begun!.Value, queue.Count - begun.Value);
        }

        begun = null;
    }

    protected override void RollbackAll()
    {
        queue.Clear();
        begun = null;
        Queue("ROLLBACK");
        Travel().Dispose();
    }

    // Sends what is queued and what stands behind it, and answers the rows of that. No batch is disposed of: its reader goes on reading.
    private NpgsqlDataReader Travel(params ReadOnlySpan<NpgsqlBatchCommand> behind)
    {
        if (begun < queue.Count && !hasSavepoint)
        {
            queue.Insert(begun.Value, new Statement("SAVEPOINT command", []));
            hasSavepoint = true;
        }

        begun = begun is null ? null : 0;
        var batch = new NpgsqlBatch(connection);
        foreach (var statement in queue)
        {
            batch.BatchCommands.Add(Command(statement));
        }

        foreach (var command in behind)
        {
            batch.BatchCommands.Add(command);
        }

        var mustTouch = queue.ConvertAll(s => s.MustTouch);
        queue.Clear();
        NpgsqlDataReader rows;
        try
        {
            rows = batch.ExecuteReader();
        }
        catch (PostgresException error)
        {
            throw new BatchBrokenException(error);
        }

        if (mustTouch.Where((must, i) => must && batch.BatchCommands[i].RecordsAffected == 0).Any())
        {
            rows.Dispose();
            throw new BatchBrokenException(new RowChangedException());
        }

        return rows;
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
