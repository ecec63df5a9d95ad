using System.Globalization;
using Countyworks.Data.Migrations;

namespace Countyworks.Server.Doctor;

/// <summary>What is asked of the database: that it is of this version, whole, fenced, and keeps what it acknowledged.</summary>
internal static class StoreChecks
{
    private const long LargestLog = 256L * 1024 * 1024;
    private const int OldestPostgres = 140000;

    public static Seen Schema(Patient patient)
    {
        if (patient.SqliteFile is { } file && !File.Exists(file))
        {
            return new("schema", null, new Finding("database_absent", file));
        }

        try
        {
            var lacking = new Migrator(patient.Database).Lacking();
            return lacking.Count == 0 ? new("schema", null) : new("schema", null, new Finding("schema_old", lacking.Count, lacking[0].Module + "/" + lacking[0].Name));
        }
        catch (InvalidOperationException unknown)
        {
            return new("schema", null, new Finding("schema_unknown", unknown.Message));
        }
    }

    public static IEnumerable<Seen> Engine(Patient patient) => patient.SqliteFile is null ? Postgres(patient) : Sqlite(patient);

    private static IEnumerable<Seen> Sqlite(Patient patient)
    {
        var said = patient.Ask("PRAGMA quick_check(5)");
        yield return said is ["ok"] ? new("sqlite", "ok") : new("sqlite", null, new Finding("sqlite_broken", string.Join("; ", said)));
        var bytes = patient.Database.LogBytes ?? 0;
        var megabytes = (bytes / 1024 / 1024).ToString("#,0", CultureInfo.InvariantCulture) + " MB";
        yield return bytes > LargestLog ? new("wal", megabytes, new Finding("wal_large", megabytes)) : new("wal", megabytes);
    }

    private static IEnumerable<Seen> Postgres(Patient patient)
    {
        var number = int.Parse(patient.Ask("SHOW server_version_num")[0], CultureInfo.InvariantCulture);
        var version = patient.Ask("SHOW server_version")[0];
        yield return number < OldestPostgres ? new("postgres", version, new Finding("postgres_old", version, OldestPostgres / 10000)) : new("postgres", version);
        yield return new("fence", null, [.. Fence(patient)]);
        var off = patient.Ask("""
            SELECT name FROM pg_settings
            WHERE setting = 'off' AND name IN ('fsync', 'full_page_writes', 'synchronous_commit') ORDER BY name
            """);
        yield return new("durability", null, [.. off.Select(name => new Finding("postgres_forgetful", name))]);
    }

    private static IEnumerable<Finding> Fence(Patient patient)
    {
        foreach (var role in patient.Ask("SELECT rolname FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)"))
        {
            yield return new Finding("postgres_role", role);
        }

        foreach (var role in patient.Ask("SELECT rolname FROM pg_roles r WHERE rolname = current_user AND NOT rolsuper AND EXISTS (SELECT 1 FROM pg_class WHERE relowner = r.oid AND relname = 'fact')"))
        {
            yield return new Finding("postgres_owner", role) { IsAdvice = true };
        }

        var open = patient.Ask("""
            SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'district_id'
            WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1
            """);
        if (open.Count > 0)
        {
            yield return new Finding("postgres_unfenced", string.Join(", ", open));
        }
    }
}
