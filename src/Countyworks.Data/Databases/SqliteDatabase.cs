using System.Data.Common;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Engines.Seals;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Countyworks.Data.Databases;

/// <summary>One file per district: backed up, moved or handed over as one file. One process at a time holds it.</summary>
public sealed class SqliteDatabase : Database
{
    // FULL: what is acknowledged survives a power cut. Group commit makes it cost a tenth of what it would. Secure delete: what is erased is gone from the file.
    private const string WriterPragmas =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA cache_size=-16384; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;";

    private const string RowsFile = "rows.db";

    private readonly string file;
    private readonly FileStream? only;

    // SQLite counts the memory it has for whoever asks; nobody does, and every allocation takes a lock for it.
    static SqliteDatabase()
    {
        SQLitePCL.Batteries_V2.Init();
        SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <summary>Takes the file for this process.</summary>
    /// <param name="district">The district whose rows the file holds.</param>
    /// <param name="parts">The modules.</param>
    /// <param name="file">Path of the file; made when absent.</param>
    /// <param name="isBeside">Only to read and copy the rows, beside the server that holds the file.</param>
    /// <exception cref="IOException">Another process holds the file.</exception>
    public SqliteDatabase(DistrictCode district, IReadOnlyList<DataPart> parts, string file, bool isBeside = false)
        : base(district, parts)
    {
        this.file = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(this.file)!);
        only = isBeside ? null : Take(this.file);
    }

    /// <inheritdoc/>
    public override string Engine => "sqlite";

    private string Unpooled => $"Data Source={file};Pooling=False";

    private protected override void ToRead(DbContextOptionsBuilder builder) => builder.UseSqlite(Unpooled).AddInterceptors(new OwnConnection(Unpooled));

    internal override object StoredId(Guid id) => id.ToByteArray(bigEndian: true);

    internal override string MigrationLock => "";

    internal override string FindMigrations => "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migration'";

    internal override string ListTables => "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%district_id%' AND sql NOT LIKE '%fts5%' ORDER BY name";

    internal override string Optimise => "PRAGMA optimize=0x10002;";

    private protected override void ToReadThrough(DbContextOptionsBuilder builder, WriteSession session) => builder.UseSqlite(session.Connection);

    internal override WriteSession OpenSession() => new SqliteSession(this, (SqliteConnection)OpenForMigration());

    internal override DbConnection OpenForMigration()
    {
        var connection = new PreparingConnection(Unpooled);
        connection.Open();
        Execute(connection, WriterPragmas);

        // For the migration that gave remarks written before it their commitments: SQLite has no hash of its own.
        connection.CreateFunction<byte[], string, byte[]>("commit_to", (salt, words) => Commitment.Of(salt, words).ToArray(), isDeterministic: true);
        return connection;
    }

    internal override string? BackUpBeforeMigration(DbConnection connection, string label)
    {
        var target = $"{file}.before-{label}";
        if (!File.Exists(target))
        {
            CopyTo(target, connection);
        }

        return target;
    }

    /// <inheritdoc/>
    public override long? LogBytes => new FileInfo(file + "-wal") is { Exists: true, Length: var bytes } ? bytes : 0;

    /// <inheritdoc/>
    public override async Task CopyRowsTo(string folder, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(cancellation);
        CopyTo(Path.Combine(folder, RowsFile), connection);
    }

    /// <inheritdoc/>
    public override async Task TakeRowsFrom(string folder, CancellationToken cancellation)
    {
        await using var rows = File.OpenRead(Path.Combine(folder, RowsFile));
        await using var taken = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        await rows.CopyToAsync(taken, cancellation);
        taken.Flush(flushToDisk: true);
    }

    private static void CopyTo(string target, DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $target";
        command.Parameters.Add(new SqliteParameter("$target", target));
        command.ExecuteNonQuery();
    }

    internal override string AppendOnly(string table, IReadOnlyList<string> kept, IReadOnlyList<string> erasable)
    {
        var erasure = string.Concat(erasable.Select(column => $"""
            CREATE TRIGGER {table}_erase_{column} BEFORE UPDATE OF {column} ON {table} WHEN NEW.{column} IS NOT NULL
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
            """));
        return $"""
            CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
            CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {string.Join(", ", kept)} ON {table}
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
            {erasure}
            """;
    }

    internal override string FenceByDistrict(string table) => "";

    private protected override ValueTask CloseAsync() => only?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static FileStream Take(string file)
    {
        try
        {
            return new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new IOException($"The database {file} is in use by another process. Stop that server first, or give this one another directory.", error);
        }
    }

    // EF would make one that closes in truth, and give it functions that no query here uses.
    private sealed class OwnConnection(string connectionString) : DbConnectionInterceptor
    {
        public override InterceptionResult<DbConnection> ConnectionCreating(ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result) =>
            InterceptionResult<DbConnection>.SuppressWithResult(new ReaderConnection(connectionString));
    }
}
