using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Countyworks.Tests.Databases;

/// <summary>
/// An empty database, or a copy of a template, that only this test sees; gone afterwards.
/// <code>await using var database = await TestDatabase.Fresh(engine);</code>
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<(Engine, string), Lazy<Task<TestDatabase>>> templates = new();
    private static int count;

    private TestDatabase(Engine engine, string name)
    {
        (Engine, Name) = (engine, name);
        ConnectionString = engine switch
        {
            Engine.Sqlite => new SqliteConnectionStringBuilder { DataSource = Path }.ToString(),
            Engine.Postgres => new NpgsqlConnectionStringBuilder(ServerConnection) { Database = name, MaxPoolSize = 20 }.ToString(),
            _ => throw new ArgumentOutOfRangeException(nameof(engine)),
        };
    }

    /// <summary>What it runs on.</summary>
    public Engine Engine { get; }

    /// <summary>Unlike that of any other database of this or another run.</summary>
    public string Name { get; }

    /// <summary>For Microsoft.Data.Sqlite or Npgsql, as <see cref="Engine"/> says.</summary>
    public string ConnectionString { get; }

    /// <summary>The folder of this database's own, for SQLite and for whatever files a test keeps beside it.</summary>
    public string Folder => System.IO.Path.Combine(System.IO.Path.GetTempPath(), "countyworks-tests", Name);

    private string Path => System.IO.Path.Combine(Folder, "district.db");

    /// <summary>An empty database.</summary>
    public static Task<TestDatabase> Fresh(Engine engine) => Create(engine, template: null);

    /// <summary>
    /// A copy of the template of that name, which <paramref name="prepare"/> fills the first time it is asked for in this run
    /// (migrations, a district): copying is much quicker than migrating. It must leave no connection open.
    /// </summary>
    public static async Task<TestDatabase> Fresh(Engine engine, string template, Func<TestDatabase, Task> prepare) =>
        await Create(engine, await templates.GetOrAdd((engine, template), _ => new(() => Prepared(engine, prepare))).Value);

    /// <summary>Drops it.</summary>
    public async ValueTask DisposeAsync()
    {
        await Close();
        if (Engine == Engine.Postgres)
            await OnServer($"drop database if exists {Name} with (force)");
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }

    private static async Task<TestDatabase> Prepared(Engine engine, Func<TestDatabase, Task> prepare)
    {
        var template = await Create(engine, template: null);
        await prepare(template);
        await template.Close();   // SQLite checkpoints into the one file; PostgreSQL copies only what nobody is connected to
        AppDomain.CurrentDomain.ProcessExit += (_, _) => template.DisposeAsync().AsTask().Wait();
        return template;
    }

    private static async Task<TestDatabase> Create(Engine engine, TestDatabase? template)
    {
        var made = new TestDatabase(engine, $"test_{Environment.ProcessId}_{Interlocked.Increment(ref count)}_{Random.Shared.Next():x8}");
        if (engine == Engine.Postgres)
            await OnServer($"create database {made.Name} template {template?.Name ?? "template0"}");
        Directory.CreateDirectory(made.Folder);
        if (engine == Engine.Sqlite && template is not null)
            File.Copy(template.Path, made.Path);
        return made;
    }

    private async Task Close()
    {
        if (Engine == Engine.Postgres)
        {
            await using var connection = new NpgsqlConnection(ConnectionString);
            NpgsqlConnection.ClearPool(connection);
        }
        else
        {
            await using var connection = new SqliteConnection(ConnectionString);
            SqliteConnection.ClearPool(connection);
        }
    }

    private static async Task OnServer(string sql)
    {
        await using var connection = new NpgsqlConnection(ServerConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string ServerConnection =>
        Server.ConnectionString ?? throw new InvalidOperationException("No PostgreSQL is given: run ./test, or name one in COUNTYWORKS_TEST_POSTGRES.");
}
