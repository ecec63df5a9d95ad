using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Countyworks.Core.Matters;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Migrations;
using Countyworks.Data.Outbox;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Server.Demo;
using Countyworks.Server.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Benchmarks;

/// <summary>The district that is measured: the demo's year played with many more requests, once, and kept under artifacts.</summary>
/// <param name="Folder">Its data.</param>
/// <param name="Tracked">Numbers and codes of some requests.</param>
/// <param name="Community">A community's id.</param>
internal sealed record BenchDistrict(string Folder, IReadOnlyList<(string Number, string Code)> Tracked, string Community)
{
    private const int MostTracked = 1000;

    // More are copies of these: a year is played once, with as many requests as a county files.
    private const int MostPlayed = 10_000;

    public static async Task<BenchDistrict> PrepareAsync(int requests, IClock clock)
    {
        var folder = Path.GetFullPath(Path.Combine("artifacts", $"bench-{requests}"));
        var laid = Path.Combine(folder, "laid");
        if (!File.Exists(laid) && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var settings = new HostSettings(new DistrictCode(int.Parse(DemoDistrict.Code, CultureInfo.InvariantCulture)), folder, "http://127.0.0.1:0") { RunsWorkers = false };
        if (!File.Exists(laid))
        {
            await PlayAsync(settings, clock, Math.Min(requests, MostPlayed));
            Lay(Path.Combine(folder, $"{DemoDistrict.Code}.db"), Math.Max(requests / MostPlayed, 1));
            await File.WriteAllTextAsync(laid, "");
        }

        await using var app = CountyHost.Build(settings, clock);
        var database = app.Services.GetRequiredService<Database>();
        new Migrator(database).Apply();
        using var db = database.Read();
        await SettleAsync(app.Services, clock.GetCurrentInstant());
        BelieveAddresses(folder);
        var tracked = await (from m in db.Set<Matter>() join r in db.Set<Request>() on m.Id equals r.Id orderby m.Id descending select new { m.Number, r.TrackingCode })
            .Take(MostTracked).ToListAsync();
        var community = await db.Set<Core.Places.Place>().Where(p => p.Level == Core.Places.PlaceLevel.Community).OrderBy(p => p.Path).Select(p => p.Id).FirstAsync();
        return new BenchDistrict(folder, [.. tracked.Select(t => (t.Number, t.TrackingCode))], community.ToString());
    }

    /// <summary>A copy to be measured on: what is filed meanwhile is gone with it, so that the next run finds what this one found.</summary>
    public BenchDistrict Copy()
    {
        var copy = Folder + "-run";
        if (Directory.Exists(copy))
        {
            Directory.Delete(copy, recursive: true);
        }

        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return this with { Folder = copy };
    }

    private static async Task PlayAsync(HostSettings settings, IClock clock, int requests)
    {
        var watch = Stopwatch.StartNew();
        await using var app = CountyHost.Build(settings, clock);
        new Migrator(app.Services.GetRequiredService<Database>()).Apply();
        var now = clock.GetCurrentInstant();
        await DemoDistrict.FoundAsync(app.Services, now - Duration.FromDays(DemoYear.Days + 1), CancellationToken.None);
        await new DemoYear(new DemoPlayers(app.Services), now, requests).PlayAsync(CancellationToken.None);
        Console.Error.WriteLine($"Played a year of {requests} requests in {watch.Elapsed.TotalSeconds:0} s.");
    }

    // What a server would do in its first minutes is done before anything is measured: the journal is sealed, messages leave, every job has run.
    private static async Task SettleAsync(IServiceProvider services, Instant now)
    {
        await services.GetRequiredService<JobRunner>().RunDue(now);
        while (await services.GetRequiredService<Courier>().DeliverDue(now) > 0)
        {
            // Until nothing waits.
        }
    }

    // Whoever calls often from one address is kept waiting; the callers of the bench come from many, as behind a proxy of this machine.
    private static void BelieveAddresses(string folder)
    {
        var file = Path.Combine(folder, "countyworks.json");
        var settings = (File.Exists(file) ? JsonNode.Parse(File.ReadAllText(file)) as JsonObject : null) ?? [];
        (settings["district"], settings["proxies"]) = (int.Parse(DemoDistrict.Code, CultureInfo.InvariantCulture), new JsonArray("127.0.0.1"));
        File.WriteAllText(file, settings.ToJsonString());
    }

    private static void Lay(string file, int times)
    {
        var watch = Stopwatch.StartNew();
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        new Copies(connection).Make(times);
        using var analyse = connection.CreateCommand();
        analyse.CommandText = "ANALYZE";
        analyse.ExecuteNonQuery();
        Console.Error.WriteLine($"Laid them down {times} times in {watch.Elapsed.TotalSeconds:0} s.");
    }
}
