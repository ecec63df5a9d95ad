using System.Data.Common;
using System.Text.Json;
using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Data.Writing;

/// <summary>A statement with its parameters, numbered @p0, @p1, …</summary>
/// <param name="Sql">The same text every time, so that it is prepared once.</param>
/// <param name="Values">As the database takes them.</param>
/// <param name="MustTouch">Whether a row must be there: if none was changed, somebody else was faster.</param>
internal readonly record struct Statement(string Sql, object?[] Values, bool MustTouch = false);

/// <summary>The row a command meant to change has changed since it was read.</summary>
internal sealed class RowChangedException() : Exception("The row was changed since it was read.");

/// <summary>Queued statements of a batch failed, and it is not known whose: the commands must be tried one by one.</summary>
internal sealed class BatchBrokenException(Exception cause) : Exception(cause.Message, cause);

/// <summary>The writer's own conversation with the database: one connection that nobody else uses.</summary>
internal abstract class WriteSession : IDisposable
{
    private readonly Dictionary<Type, RowMap> maps = [];
    private readonly Dictionary<string, long> series = [];
    private readonly HashSet<string> seriesUsed = [];
    private readonly List<(RowMap Map, object Row)> raised = [];
    private readonly List<(string Sql, object?[] Row)> atCommit = [];
    private int raisedBefore;
    private int atCommitBefore;

    protected WriteSession(Database database, DbConnection connection)
    {
        (Database, Connection) = (database, connection);
        Db = database.ReadThrough(this);
    }

    public Database Database { get; }

    /// <summary>The one connection; for whoever talks over it, not for statements past this session.</summary>
    public DbConnection Connection { get; }

    /// <summary>The rows as this transaction sees them.</summary>
    public DistrictDb Db { get; }

    /// <summary>The series that commands took numbers of.</summary>
    protected IReadOnlyCollection<string> SeriesUsed => seriesUsed;

    /// <summary>The next number of the journal within this transaction.</summary>
    public long NextSeq { get; set; }

    public RowMap Map(Type row) => maps.TryGetValue(row, out var map) ? map : maps[row] = new RowMap(Db, row);

    /// <summary>The next number of a series (reference numbers of a year, say): gap-free, from 1.</summary>
    public long NextInSeries(string name)
    {
        if (!series.TryGetValue(name, out var last))
        {
            last = First(new Statement("SELECT last FROM series WHERE district_id = @p0 AND name = @p1", [Database.District.Value, name]), row => row.Number(0));
        }

        series[name] = ++last;
        seriesUsed.Add(name);
        Execute(new Statement(
            "INSERT INTO series (district_id, name, last) VALUES (@p0, @p1, @p2) ON CONFLICT (district_id, name) DO UPDATE SET last = excluded.last",
            [Database.District.Value, name, last]));
        return last;
    }

    /// <summary>Replaces a row. The version raised in the caller's hand is lowered again if this is undone: run again, it must find the same.</summary>
    public void Put(object row)
    {
        var map = Map(row.GetType());
        var statement = map.Update(row);
        raised.Add((map, row));
        Execute(statement);
    }

    /// <summary>See <see cref="Change.ExecuteAtCommit"/>.</summary>
    public void ExecuteAtCommit(string sql, object?[] row) => atCommit.Add((sql, row));

    /// <summary>Begins a transaction in which this session alone writes the district.</summary>
    public void Begin()
    {
        series.Clear();
        raised.Clear();
        atCommit.Clear();
        NextSeq = BeginExclusive(series) + 1;
    }

    /// <summary>Undoes the command in hand.</summary>
    /// <param name="nextSeq">The next number of the journal before it.</param>
    /// <param name="because">What broke it; null when it refused.</param>
    /// <exception cref="BatchBrokenException">It broke the others of the transaction too.</exception>
    public void RollbackTo(long nextSeq, Exception? because = null)
    {
        series.Clear();
        Lower(raisedBefore);
        atCommit.RemoveRange(atCommitBefore, atCommit.Count - atCommitBefore);
        RollbackToSavepoint(because);
        NextSeq = nextSeq;
    }

    public void Rollback()
    {
        series.Clear();
        Lower(0);
        atCommit.Clear();
        RollbackAll();
    }

    public void Savepoint()
    {
        (raisedBefore, atCommitBefore) = (raised.Count, atCommit.Count);
        OpenSavepoint();
    }

    public abstract void Release();

    /// <summary>Runs what was kept for now, and commits.</summary>
    /// <exception cref="BatchBrokenException">Some of it failed.</exception>
    public void Commit()
    {
        try
        {
            ExecuteKept();
        }
        catch (DbException error)
        {
            throw new BatchBrokenException(error);
        }

        CommitAll();
    }

    public abstract void Execute(Statement statement);

    /// <summary>The first row of a prepared query, read; default when there is none.</summary>
    public abstract T? First<T>(Statement query, Func<IStoredRow, T> read);

    /// <summary>Leaves the store in order, before the last disposal: nothing is to be done where the engine does so itself.</summary>
    public virtual void Settle()
    {
    }

    /// <summary>Nothing is written for a while: gives back the memory that only writing much needs.</summary>
    public virtual void Rest()
    {
    }

    public virtual void Dispose()
    {
        Db.Dispose();
        Connection.Dispose();
    }

    /// <summary>Begins, and answers the last number of the journal. Where a question is a round trip, <paramref name="last"/> is told the last numbers of series used before.</summary>
    protected abstract long BeginExclusive(Dictionary<string, long> last);

    protected abstract void CommitAll();

    protected abstract void OpenSavepoint();

    protected abstract void RollbackToSavepoint(Exception? because);

    protected abstract void RollbackAll();

    // One after the other in the order they were kept, those of one statement that follow each other at once.
    private void ExecuteKept()
    {
        for (var (from, to) = (0, 0); from < atCommit.Count; from = to)
        {
            var sql = atCommit[from].Sql;
            for (to = from; to < atCommit.Count && atCommit[to].Sql == sql; to++)
            {
            }

            Execute(new Statement(sql, [Database.District.Value, JsonSerializer.Serialize(atCommit[from..to].Select(kept => kept.Row), Json.Options)]));
        }
    }

    private void Lower(int from)
    {
        foreach (var (map, row) in raised[from..])
        {
            map.Lower(row);
        }

        raised.RemoveRange(from, raised.Count - from);
    }
}
