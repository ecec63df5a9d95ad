using System.Data.Common;
using Countyworks.Data.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Caching.Memory;

namespace Countyworks.Data.Databases;

/// <summary>
/// Where one district's rows are kept, and all that differs between the two database engines: how a connection is opened,
/// how the writer's session talks, how a migration is locked and protected.
/// </summary>
public abstract class Database : IAsyncDisposable
{
    private readonly Readers readers = new();
    private volatile DbContextOptions<DistrictDb>? reading;
    private volatile IModel? model;

    private protected Database(DistrictCode district, IReadOnlyList<DataPart> parts) => (District, Parts) = (district, parts);

    /// <summary>The district.</summary>
    public DistrictCode District { get; }

    /// <summary>The modules whose tables it holds.</summary>
    public IReadOnlyList<DataPart> Parts { get; }

    /// <summary>The engine's name as files are named by it: <c>sqlite</c> or <c>postgres</c>.</summary>
    public abstract string Engine { get; }

    /// <summary>The rows, for reading. Dispose it soon: on SQLite a forgotten reader keeps the log from being recycled.</summary>
    public DistrictDb Read() => readers.Take(() => new(this, reading ??= Options(ToRead)));

    internal DistrictDb ReadThrough(Writing.WriteSession session) => new(this, Options(builder => ToReadThrough(builder, session)));

    /// <summary>Makes the model of the rows now, and lets go of what it was made from, which is as large as it is itself.</summary>
    public void MakeModel()
    {
        using var db = Read();
        (model, reading) = (db.Model, null);
        (db.GetService<IMemoryCache>() as MemoryCache)?.Clear();
        readers.Drop();
    }

    private protected abstract void ToRead(DbContextOptionsBuilder builder);

    private protected abstract void ToReadThrough(DbContextOptionsBuilder builder, Writing.WriteSession session);

    private DbContextOptions<DistrictDb> Options(Action<DbContextOptionsBuilder> use)
    {
        var builder = new DbContextOptionsBuilder<DistrictDb>();
        use(builder);
        if (model is not null)
        {
            builder.UseModel(model);
        }

        return builder.UseSnakeCaseNamingConvention().UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking).Options;
    }

    internal abstract Writing.WriteSession OpenSession();

    internal abstract DbConnection OpenForMigration();

    /// <summary>An id as a parameter of this engine.</summary>
    internal abstract object StoredId(Guid id);

    /// <summary>The statement that lets nobody else migrate until the transaction ends; empty where opening did that already.</summary>
    internal abstract string MigrationLock { get; }

    /// <summary>Copies the rows aside before a migration; answers where to, or null where the engine's own backup must do.</summary>
    internal abstract string? BackUpBeforeMigration(DbConnection connection, string label);

    /// <summary>SQL after which rows of a table can only be added: <paramref name="kept"/> columns never change, <paramref name="erasable"/> ones may be set to null.</summary>
    internal abstract string AppendOnly(string table, IReadOnlyList<string> kept, IReadOnlyList<string> erasable);

    /// <summary>SQL that fences every table by district, as a second line behind the query filter; empty where a file holds one district.</summary>
    internal abstract string FenceByDistrict(string table);

    /// <summary>Answers a row where migrations have been applied before.</summary>
    internal abstract string FindMigrations { get; }

    /// <summary>The tables there are.</summary>
    internal abstract string ListTables { get; }

    /// <summary>The statement after which the query planner knows the sizes of tables.</summary>
    internal abstract string Optimise { get; }

    /// <summary>Lets the query planner learn the sizes of tables; after migrating and daily.</summary>
    internal void LearnSizes()
    {
        using var connection = OpenForMigration();
        using var command = connection.CreateCommand();
        command.CommandText = Optimise;
        command.ExecuteNonQuery();

        // Who is connected already plans by the sizes it learnt then.
        Rest();
    }

    /// <summary>Gives back memory that readers at rest hold.</summary>
    public void Rest() => readers.Drop();

    /// <summary>Bytes of the log of writes beside the rows, which a forgotten reader lets grow; null where the engine keeps it itself.</summary>
    public abstract long? LogBytes { get; }

    /// <summary>
    /// Copies the district's rows, as they are at one moment, into an empty folder, in a form of this engine's own. A server may go on writing meanwhile.
    /// </summary>
    public abstract Task CopyRowsTo(string folder, CancellationToken cancellation);

    /// <summary>
    /// Takes rows that <see cref="CopyRowsTo"/> of the same engine copied; the district must have none yet. All of them or, when it fails, none.
    /// </summary>
    /// <exception cref="DbException">The rows do not fit the tables of this version.</exception>
    public abstract Task TakeRowsFrom(string folder, CancellationToken cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        readers.Drop();
        await CloseAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract ValueTask CloseAsync();
}
