using System.Data.Common;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Countyworks.Data.Databases;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Data.Migrations;

/// <summary>One migration: hand-written SQL of one module, never edited once released.</summary>
/// <param name="Module">The module.</param>
/// <param name="Name">The file's name without ending: <c>0001_request</c>.</param>
/// <param name="Sql">Its text, for this engine.</param>
public sealed record Migration(string Module, string Name, string Sql)
{
    /// <summary>SHA-256 of the text.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));
}

/// <summary>Migrations are missing, and the role that asked may change no table.</summary>
/// <param name="missing">What is missing, in order.</param>
/// <param name="denied">What the database said.</param>
public sealed class MayNotMigrateException(IReadOnlyList<Migration> missing, DbException denied)
    : InvalidOperationException($"The role may change no table, and {missing.Count} migrations are missing, the first {missing[0].Module}/{missing[0].Name}.", denied)
{
    /// <summary>What is missing, in order.</summary>
    public IReadOnlyList<Migration> Missing { get; } = missing;
}

/// <summary>
/// Brings a database up to this version: each module's migrations in the order of modules and file names, in one transaction, under a lock,
/// after copying the rows aside. SQL is written once in PostgreSQL's type names, which SQLite takes too; where a statement must differ,
/// a file ends in <c>.sqlite.sql</c> or <c>.postgres.sql</c>. A line <c>--@append-only TABLE [erasable COLUMN …]</c> protects a table.
/// </summary>
public sealed partial class Migrator(Database database)
{
    private const string InsufficientPrivilege = "42501";

    /// <summary>The migrations this version knows for the engine, in order.</summary>
    public IReadOnlyList<Migration> Known { get; } = [.. database.Parts.SelectMany(p => Embedded(p, database.Engine))];

    /// <summary>The migrations that a database lacks, without changing it.</summary>
    /// <exception cref="InvalidOperationException">A released migration was edited, or the database is of a newer version.</exception>
    /// <exception cref="DbException">It was never migrated, or cannot be reached.</exception>
    public IReadOnlyList<Migration> Lacking()
    {
        using var db = database.Read();
        var connection = db.Database.GetDbConnection();
        connection.Open();
        return Missing(connection);
    }

    /// <summary>Applies what is missing. Where nothing is, it only reads, so that a role may serve which may change no table.</summary>
    /// <returns>What was applied; empty when nothing was missing.</returns>
    /// <exception cref="MayNotMigrateException">Something is missing, and another role owns the tables.</exception>
    /// <exception cref="InvalidOperationException">A released migration was edited, or the database is of a newer version.</exception>
    public IReadOnlyList<Migration> Apply()
    {
        using var connection = database.OpenForMigration();
        var lacking = Strings(connection, null, database.FindMigrations).Count > 0 ? Missing(connection) : Known;
        try
        {
            return lacking.Count == 0 ? [] : Apply(connection);
        }
        catch (DbException denied) when (denied.SqlState == InsufficientPrivilege)
        {
            throw new MayNotMigrateException(lacking, denied);
        }
    }

    private IReadOnlyList<Migration> Apply(DbConnection connection)
    {
        using (var first = Begin(connection))
        {
            Run(first, "CREATE TABLE IF NOT EXISTS migration (module text NOT NULL, name text NOT NULL, checksum text NOT NULL, PRIMARY KEY (module, name))");
            first.Commit();
        }

        if (Missing(connection) is { Count: > 0 } missing && Applied(connection).Count > 0)
        {
            database.BackUpBeforeMigration(connection, missing[^1].Name);
        }

        using var transaction = Begin(connection);
        missing = Missing(connection, transaction);
        foreach (var migration in missing)
        {
            Run(transaction, WithoutDirectives(migration.Sql));
            Protect(transaction, migration.Sql);
            Run(transaction, $"INSERT INTO migration (module, name, checksum) VALUES ('{migration.Module}', '{migration.Name}', '{migration.Checksum}')");
        }

        if (missing.Count > 0)
        {
            Fence(transaction);
        }

        transaction.Commit();
        if (missing.Count > 0)
        {
            database.LearnSizes();
        }

        return missing;
    }

    // Two servers that start together take turns.
    private DbTransaction Begin(DbConnection connection)
    {
        var transaction = connection.BeginTransaction();
        if (database.MigrationLock.Length > 0)
        {
            Run(transaction, database.MigrationLock);
        }

        return transaction;
    }

    private static IEnumerable<Migration> Embedded(DataPart part, string engine) =>
        from resource in part.Migrations.GetManifestResourceNames().Order(StringComparer.Ordinal)
        let file = resource.Split(".Migrations.")[^1].Split('.')
        where file is [_, "sql"] || (file is [_, var of, "sql"] && of == engine)
        select new Migration(part.Name, file[0], Text(part.Migrations, resource));

    private static string Text(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string WithoutDirectives(string sql) => Directive().Replace(sql, "");

    private static void Run(DbTransaction transaction, string sql)
    {
        using var command = transaction.Connection!.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        command.ExecuteNonQuery();
    }

    private static List<string> Strings(DbConnection connection, DbTransaction? transaction, string sql)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    private static List<string> Applied(DbConnection connection, DbTransaction? transaction = null) =>
        Strings(connection, transaction, "SELECT module || '/' || name || '/' || checksum FROM migration");

    private List<Migration> Missing(DbConnection connection, DbTransaction? transaction = null)
    {
        var applied = Applied(connection, transaction).Select(a => a.Split('/')).ToDictionary(a => (a[0], a[1]), a => a[2]);
        var unknown = applied.Keys.Except(Known.Select(m => (m.Module, m.Name))).ToList();
        if (unknown.Count > 0)
        {
            throw new InvalidOperationException($"The database is of a newer version: it knows the migration {unknown[0]}, this program does not.");
        }

        var edited = Known.FirstOrDefault(m => applied.TryGetValue((m.Module, m.Name), out var sum) && sum != m.Checksum);
        return edited is null
            ? [.. Known.Where(m => !applied.ContainsKey((m.Module, m.Name)))]
            : throw new InvalidOperationException($"The migration {edited.Module}/{edited.Name} was edited after it was applied.");
    }

    private void Protect(DbTransaction transaction, string sql)
    {
        foreach (Match directive in Directive().Matches(sql))
        {
            var table = directive.Groups["table"].Value;
            var erasable = directive.Groups["erasable"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            using var command = transaction.Connection!.CreateCommand();
            (command.CommandText, command.Transaction) = ($"SELECT * FROM {table} WHERE 1 = 0", transaction);
            List<string> columns;
            using (var reader = command.ExecuteReader())
            {
                columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
            }

            Run(transaction, database.AppendOnly(table, [.. columns.Except(erasable)], erasable));
        }
    }

    private void Fence(DbTransaction transaction)
    {
        foreach (var table in Strings(transaction.Connection!, transaction, database.ListTables))
        {
            if (database.FenceByDistrict(table) is { Length: > 0 } fence)
            {
                Run(transaction, fence);
            }
        }
    }

    [GeneratedRegex(@"^--@append-only (?<table>[a-z_]+)( erasable (?<erasable>[a-z_ ]+))?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Directive();
}
