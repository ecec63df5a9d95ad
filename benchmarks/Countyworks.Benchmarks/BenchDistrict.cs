using System.Diagnostics;
using System.Globalization;
using Countyworks.Core.Matters;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Migrations;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Server.Demo;
using Countyworks.Server.Hosting;
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

    public static async Task<BenchDistrict> PrepareAsync(int requests, IClock clock)
    {
        var folder = Path.GetFullPath(Path.Combine("artifacts", $"bench-{requests}"));
        var played = Path.Combine(folder, "played");
        if (!File.Exists(played) && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var settings = new HostSettings(new DistrictCode(int.Parse(DemoDistrict.Code, CultureInfo.InvariantCulture)), folder, "http://127.0.0.1:0") { RunsWorkers = false };
        await using var app = CountyHost.Build(settings, clock);
        var database = app.Services.GetRequiredService<Database>();
        if (!File.Exists(played))
        {
            await PlayAsync(app.Services, database, requests, clock.GetCurrentInstant());
            await File.WriteAllTextAsync(played, "");
        }

        using var db = database.Read();
        var tracked = await (from m in db.Set<Matter>() join r in db.Set<Request>() on m.Id equals r.Id orderby m.Id descending select new { m.Number, r.TrackingCode })
            .Take(MostTracked).ToListAsync();
        var community = await db.Set<Core.Places.Place>().Where(p => p.Level == Core.Places.PlaceLevel.Community).OrderBy(p => p.Path).Select(p => p.Id).FirstAsync();
        return new BenchDistrict(folder, [.. tracked.Select(t => (t.Number, t.TrackingCode))], community.ToString());
    }

    private static async Task PlayAsync(IServiceProvider services, Database database, int requests, Instant now)
    {
        var watch = Stopwatch.StartNew();
        new Migrator(database).Apply();
        await DemoDistrict.FoundAsync(services, now - Duration.FromDays(DemoYear.Days + 1), CancellationToken.None);
        await new DemoYear(new DemoPlayers(services), now, requests).PlayAsync(CancellationToken.None);
        Console.Error.WriteLine($"Played a year of {requests} requests in {watch.Elapsed.TotalSeconds:0} s.");
    }
}
