using System.Globalization;
using Countyworks.Crash.Tests.Machines;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Countyworks.Crash.Tests;

/// <summary>The server is killed again and again while callers file requests and others keep books, on SQLite.</summary>
public sealed class Killed_under_load_on_SQLite
{
    [Fact]
    public async Task Loses_nothing_acknowledged_and_doubles_nothing()
    {
        await using var product = await Product.Founded(environment: BookDoor.Environment);

        var (filers, bookkeepers) = await Killing.Survive(product);

        await using var file = new SqliteConnection($"Data Source={Path.Combine(product.Data, "431003.db")}");
        await file.OpenAsync();
        Assert.Equal("ok", await Kept.Scalar(file, "PRAGMA integrity_check"));
        await Kept.Requests(file, filers);
        await Kept.Entries(file, bookkeepers);
    }
}

/// <summary>And on PostgreSQL; beside the other, since both wait for their servers.</summary>
public sealed class Killed_under_load_on_PostgreSQL
{
    [Fact]
    public async Task Loses_nothing_acknowledged_and_doubles_nothing()
    {
        var server = Environment.GetEnvironmentVariable("COUNTYWORKS_TEST_POSTGRES")
            ?? throw new InvalidOperationException("No PostgreSQL is given: run ./test, or name one in COUNTYWORKS_TEST_POSTGRES.");
        var name = $"crash_{Environment.ProcessId}";
        await using var cluster = NpgsqlDataSource.Create(server);
        await cluster.CreateCommand($"CREATE DATABASE {name}").ExecuteNonQueryAsync();
        try
        {
            var postgres = new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ToString();
            await using var product = await Product.Founded(postgres, environment: BookDoor.Environment);

            var (filers, bookkeepers) = await Killing.Survive(product);

            await using var database = new NpgsqlConnection(postgres);
            await database.OpenAsync();
            await Kept.Requests(database, filers);
            await Kept.Entries(database, bookkeepers);
        }
        finally
        {
            await cluster.CreateCommand($"DROP DATABASE {name} WITH (FORCE)").ExecuteNonQueryAsync();
        }
    }
}

/// <summary>The killing; COUNTYWORKS_KILLS sets how often, 50 unless told otherwise.</summary>
internal static class Killing
{
    private static readonly int rounds = int.Parse(Environment.GetEnvironmentVariable("COUNTYWORKS_KILLS") ?? "50", CultureInfo.InvariantCulture);

    /// <summary>Starts, loads and kills it, again and again; at the end the product itself finds nothing wrong with its journal and books.</summary>
    public static async Task<(Filers Filers, Bookkeepers Bookkeepers)> Survive(Product product)
    {
        var (filers, bookkeepers, random) = (new Filers(), new Bookkeepers(), new Random(1));
        Callers[] all = [filers, bookkeepers];
        for (var round = 0; round < rounds; round++)
        {
            await product.Start();
            if (round == 0)
                await Task.WhenAll(all.Select(callers => callers.LookUp(product.Address)));
            var killed = false;
            var asking = all.Select(callers => callers.Ask(product.Address, () => !Volatile.Read(ref killed))).ToList();
            await Task.WhenAll(all.Select(callers => callers.AreAnswered()));
            await Task.Delay(random.Next(0, 400));
            await product.Kill();
            Volatile.Write(ref killed, true);
            await Task.WhenAll(asking);
        }

        await product.Start();
        foreach (var callers in all)
            await callers.AskAgain(product.Address);
        await product.Kill();
        Assert.All(all, callers =>
        {
            Assert.True(callers.Acknowledged.Count > rounds, $"Only {callers.Acknowledged.Count} were acknowledged in {rounds} rounds. {product.Said}");
            Assert.Empty(callers.Doubled);
        });
        var (code, words) = await product.Verify();
        Assert.True(code == 0, words);
        return (filers, bookkeepers);
    }
}
