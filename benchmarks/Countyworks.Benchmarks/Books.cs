using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Countyworks.Core.Books;
using Countyworks.Core.Seals;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Migrations;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Server.Demo;
using Countyworks.Server.Hosting;
using HdrHistogram;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace Countyworks.Benchmarks;

/// <summary>What the books do: entries a second on each database, and on SQLite how long their verification and the proof of one entry take.</summary>
/// <param name="Sqlite">Entries on SQLite.</param>
/// <param name="Postgres">Entries on PostgreSQL; null where none was given.</param>
/// <param name="Entries">Entries that were verified.</param>
/// <param name="Verified">How long that took: every sum anew, every entry against the journal.</param>
/// <param name="Wrong">What was found wrong on either database.</param>
/// <param name="ProofP50">Half of the proofs of an entry took no longer, in milliseconds.</param>
/// <param name="ProofP99">99 % of them took no longer.</param>
internal sealed record Books(Posting Sqlite, Posting? Postgres, long Entries, TimeSpan Verified, long Wrong, double ProofP50, double ProofP99)
{
    /// <summary>A PostgreSQL server whose role may create databases; where nothing is said, it is not measured.</summary>
    private const string PostgresVariable = "COUNTYWORKS_TEST_POSTGRES";

    private const int Proofs = 500;

    /// <summary>Measures all of it.</summary>
    /// <param name="clock">Says when entries are made.</param>
    /// <param name="seconds">How long each part takes.</param>
    /// <param name="least">How many entries are verified at least.</param>
    public static async Task<Books> MeasureAsync(IClock clock, int seconds, long least)
    {
        var folder = Directory.CreateTempSubdirectory("countyworks-bench-").FullName;
        try
        {
            var (postgres, wrong) = await OnPostgresAsync(folder, clock, seconds);
            await using var app = Open(folder, null, clock);
            var (database, writer) = (app.Services.GetRequiredService<Database>(), app.Services.GetRequiredService<Writer>());
            var ledger = await Posting.FoundAsync(writer, clock.GetCurrentInstant());
            var sqlite = await Posting.MeasureAsync(writer, ledger, folder, clock, seconds);
            await Posting.FillAsync(writer, ledger, EntriesOf(database, ledger), least, clock);
            var watch = Stopwatch.StartNew();
            var verification = BookVerifier.Run(database);
            var verified = watch.Elapsed;
            await app.Services.GetRequiredService<Sealer>().Run(clock.GetCurrentInstant());
            var proofs = Prove(database, app.Services.GetRequiredService<SealReading>(), ledger, verification.Entries);
            return new(sqlite, postgres, verification.Entries, verified, verification.FindingCount + wrong, Disk.Milliseconds(proofs, 50), Disk.Milliseconds(proofs, 99));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(Posting? Posting, long Wrong)> OnPostgresAsync(string folder, IClock clock, int seconds)
    {
        if (Environment.GetEnvironmentVariable(PostgresVariable) is not { Length: > 0 } server)
        {
            return (null, 0);
        }

        // A role of its own: rows are fenced by district for everybody but a superuser.
        var (name, word) = ($"bench_{RandomNumberGenerator.GetHexString(16, lowercase: true)}", RandomNumberGenerator.GetHexString(32));
        await OnServer(server, $"CREATE ROLE {name} LOGIN PASSWORD '{word}'", $"CREATE DATABASE {name} OWNER {name} TEMPLATE template0");
        try
        {
            var own = new NpgsqlConnectionStringBuilder(server) { Database = name, Username = name, Password = word, Pooling = true };
            await using var app = Open(Directory.CreateDirectory(Path.Combine(folder, "postgres")).FullName, own.ToString(), clock);
            var writer = app.Services.GetRequiredService<Writer>();
            var ledger = await Posting.FoundAsync(writer, clock.GetCurrentInstant());
            var posting = await Posting.MeasureAsync(writer, ledger, folder, clock, seconds, () => OnServer(own.ToString(), "ANALYZE"));
            return (posting, BookVerifier.Run(app.Services.GetRequiredService<Database>()).FindingCount);
        }
        finally
        {
            await OnServer(server, $"DROP DATABASE {name} WITH (FORCE)", $"DROP ROLE {name}");
        }
    }

    private static WebApplication Open(string folder, string? postgres, IClock clock)
    {
        var district = new DistrictCode(int.Parse(DemoDistrict.Code, CultureInfo.InvariantCulture));
        var app = CountyHost.Build(new HostSettings(district, folder, "http://127.0.0.1:0", postgres) { RunsWorkers = false }, clock);
        new Migrator(app.Services.GetRequiredService<Database>()).Apply();
        return app;
    }

    private static long EntriesOf(Database database, Id<Ledger> ledger)
    {
        using var db = database.Read();
        return db.Set<StoredLedger>().Single(l => l.Id == ledger).LastSeq;
    }

    private static LongHistogram Prove(Database database, SealReading reading, Id<Ledger> ledger, long entries)
    {
        var histogram = new LongHistogram(1, TimeSpan.TicksPerMinute, 3);
        for (var i = 0; i < Proofs; i++)
        {
            var (began, seq) = (Stopwatch.GetTimestamp(), 1 + (entries - 1) * i / Proofs);
            using (var db = database.Read())
            {
                _ = reading.Proof(db.Set<StoredEntry>().Single(e => e.LedgerId == ledger && e.Seq == seq).FactSeq, opensRemark: false).Value;
            }

            histogram.RecordValue(Math.Max(1, Stopwatch.GetElapsedTime(began).Ticks));
        }

        return histogram;
    }

    private static async Task OnServer(string server, params string[] statements)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
