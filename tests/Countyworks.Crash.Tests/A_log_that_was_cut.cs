using System.Globalization;
using Countyworks.Core.People;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Migrations;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;
using Countyworks.Crash.Tests.Machines;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Countyworks.Crash.Tests;

/// <summary>
/// What a power cut may leave of SQLite's write-ahead log: any beginning of it, with anything behind. A process that is killed does not
/// show that, since the operating system keeps what was written.
/// </summary>
public sealed class A_log_that_was_cut : IDisposable
{
    private const int Cases = 1000;
    private const int Commands = 150;

    private readonly string folder = Directory.CreateTempSubdirectory("countyworks-wal-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Keeps_all_that_was_acknowledged_before_the_cut_and_no_half_of_anything()
    {
        var lengths = await Write();
        var (file, log) = (await File.ReadAllBytesAsync(At("written.db")), await File.ReadAllBytesAsync(At("written.db-wal")));
        var random = new Random(7);
        for (var i = 0; i < Cases; i++)
        {
            var cut = random.Next(log.Length + 1);
            var torn = i % 2 == 0 ? [] : new byte[random.Next(1, 9000)];
            random.NextBytes(torn);
            await File.WriteAllBytesAsync(At("cut.db"), file);
            await File.WriteAllBytesAsync(At("cut.db-wal"), [.. log.AsSpan(0, cut), .. torn]);

            var kept = await Read(At("cut.db"));

            var acknowledged = lengths.Count(length => length <= cut);
            Assert.True(kept >= acknowledged, $"Cut at {cut} of {log.Length} ({torn.Length} bytes torn): {kept} commands are kept, {acknowledged} were acknowledged.");
        }
    }

    // Each command writes two rows and a fact. The length of the log when it was acknowledged is what was then on disk.
    private async Task<List<long>> Write()
    {
        var path = At("written.db");
        await using var database = new SqliteDatabase(new DistrictCode(431003), CountyHost.Parts, path);
        new Migrator(database).Apply();
        await using var writer = new Writer(database, NullLogger<Writer>.Instance);
        var lengths = new List<long>();
        for (var i = 0; i < Commands; i++)
        {
            var outcome = await writer.Run(new Envelope("test", Actor.System, Instant.FromUtc(2026, 1, 5, 1, i % 60)), Two(i));
            Assert.Null(outcome.Refusal);
            lengths.Add(new FileInfo(path + "-wal").Length);
        }

        // Copied while open: closing would empty the log.
        File.Copy(path, At("copy.db"));
        File.Copy(path + "-wal", At("copy.db-wal"));
        await writer.DisposeAsync();
        await database.DisposeAsync();
        SqliteConnection.ClearAllPools();
        File.Delete(path + "-shm");
        File.Move(At("copy.db"), path, overwrite: true);
        File.Move(At("copy.db-wal"), path + "-wal", overwrite: true);
        return lengths;
    }

    private static Func<Change, Outcome<Done>> Two(int number) => change =>
    {
        for (var i = 0; i < 2; i++)
            change.Add(new Person { Id = change.NewId<Person>(), Name = number.ToString(CultureInfo.InvariantCulture), At = change.Now });
        change.Record(new PersonAdded());
        return Done.It;
    };

    private static async Task<long> Read(string path)
    {
        await using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            await connection.OpenAsync();
            Assert.Equal("ok", await Kept.Scalar(connection, "PRAGMA quick_check"));
            var facts = (long)(await Kept.Scalar(connection, "SELECT count(*) FROM fact"))!;
            Assert.Equal((2 * facts, facts), ((long)(await Kept.Scalar(connection, "SELECT count(*) FROM person"))!, (long)(await Kept.Scalar(connection, "SELECT count(DISTINCT name) FROM person"))!));
            return facts;
        }
    }

    private string At(string name) => Path.Combine(folder, name);
}
