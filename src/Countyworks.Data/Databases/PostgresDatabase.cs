using System.Data.Common;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Countyworks.Data.Databases;

/// <summary>Many districts in one PostgreSQL cluster, fenced by row-level security on <c>app.district</c>.</summary>
public sealed class PostgresDatabase : Database
{
    private readonly NpgsqlDataSource source;

    /// <summary>Connects with the district fixed for every connection of the pool.</summary>
    /// <param name="district">The district whose rows are seen.</param>
    /// <param name="parts">The modules.</param>
    /// <param name="connectionString">As Npgsql takes it.</param>
    public PostgresDatabase(DistrictCode district, IReadOnlyList<DataPart> parts, string connectionString)
        : base(district, parts)
    {
        source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            Options = $"-c app.district={district}",
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
            CancellationTimeout = -1,
        });
    }

    /// <inheritdoc/>
    public override string Engine => "postgres";

    private protected override void ToRead(DbContextOptionsBuilder builder) => builder.UseNpgsql(source);

    internal override object StoredId(Guid id) => id;

    internal override string MigrationLock => "SELECT pg_advisory_xact_lock(431)";

    internal override string FindMigrations => "SELECT 'migration' WHERE to_regclass('migration') IS NOT NULL";

    internal override string ListTables =>
        "SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'district_id' ORDER BY table_name";

    internal override string Optimise => "ANALYZE";

    private protected override void ToReadThrough(DbContextOptionsBuilder builder, WriteSession session) =>
        builder.UseNpgsql(session.Connection).AddInterceptors(new TravellingAlong((PostgresSession)session));

    // A row changed by each command of a commit leaves as many dead ones. A small table is planned to be read whole, or by a bitmap, and then all of those are read, by every command
    // until the next vacuum; an index takes note of what it found dead. A plan that must read a whole table now costs so much on paper that it would be compiled.
    internal override WriteSession OpenSession()
    {
        var connection = source.OpenConnection();
        using var settings = new NpgsqlCommand("SET enable_seqscan = off; SET enable_bitmapscan = off; SET jit = off", connection);
        settings.ExecuteNonQuery();
        return new PostgresSession(this, connection);
    }

    internal override DbConnection OpenForMigration() => source.OpenConnection();

    internal override string? BackUpBeforeMigration(DbConnection connection, string label) => null;

    internal override string AppendOnly(string table, IReadOnlyList<string> kept, IReadOnlyList<string> erasable)
    {
        string Row(string row) => $"ROW({string.Join(", ", kept.Select(c => $"{row}.{c}"))})";
        var erased = string.Concat(erasable.Select(c => $" AND (NEW.{c} IS NULL OR NEW.{c} IS NOT DISTINCT FROM OLD.{c})"));
        return $"""
            CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP = 'UPDATE' AND {Row("NEW")} IS NOT DISTINCT FROM {Row("OLD")}{erased} THEN RETURN NEW; END IF;
              RAISE EXCEPTION '{table} is append-only';
            END $$;
            CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_append_only();
            CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only();
            """;
    }

    internal override string FenceByDistrict(string table) => $"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        DROP POLICY IF EXISTS own_district ON {table};
        CREATE POLICY own_district ON {table} USING (district_id = current_setting('app.district')::int);
        """;

    /// <inheritdoc/>
    public override long? LogBytes => null;

    /// <inheritdoc/>
    public override async Task CopyRowsTo(string folder, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await PostgresRows.CopyTo(folder, connection, ListTables, cancellation);
    }

    /// <inheritdoc/>
    public override async Task TakeRowsFrom(string folder, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await PostgresRows.TakeFrom(folder, connection, cancellation);
    }

    private protected override ValueTask CloseAsync() => source.DisposeAsync();
}
