using System.Diagnostics;
using System.Globalization;
using Countyworks.Core.Seals;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Server.Backups;
using Countyworks.Server.Demo;
using Countyworks.Server.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Benchmarks;

/// <summary>How fast a district is backed up beside its server, against what the disk writes in one go in the same run, and what is left of the writers' rate meanwhile.</summary>
/// <param name="Bytes">The size of the rows.</param>
/// <param name="Disk">Bytes a second in blocks of 1 MiB, on disk at the end.</param>
/// <param name="Rows">Bytes of rows a second that are copied as they are at one moment, and on disk at the end.</param>
/// <param name="Whole">Bytes of rows a second that become a whole backup: copied, hashed, packed.</param>
/// <param name="Alone">Requests filed a second before.</param>
/// <param name="During">Requests filed a second while backups are made, one after the other.</param>
/// <param name="IsSame">Whether what was restored verifies, and has the same signed root.</param>
internal sealed record Backing(long Bytes, double Disk, double Rows, double Whole, double Alone, double During, bool IsSame)
{
    private const int Block = 1 << 20;
    private const string RowsFile = "rows.measured";

    public static async Task<Backing> MeasureAsync(BenchDistrict district, IClock clock, int seconds)
    {
        var settings = new HostSettings(new DistrictCode(int.Parse(DemoDistrict.Code, CultureInfo.InvariantCulture)), district.Folder, "http://127.0.0.1:0") { RunsWorkers = false };
        var aside = Directory.CreateDirectory(district.Folder + "-backups").FullName;
        try
        {
            await using var app = CountyHost.Build(settings, clock);
            var (database, filers, time) = (app.Services.GetRequiredService<Database>(), new Filers(app.Services, district, clock), TimeSpan.FromSeconds(seconds));
            var rows = await CopyRows(database, aside);
            var (bytes, copied) = await CopyRows(database, aside);
            var disk = Write(aside, rows.Bytes);
            var first = Path.Combine(aside, "first.backup");
            var watch = Stopwatch.StartNew();
            await BackUpAsync(settings, first, clock);
            var whole = watch.Elapsed;
            var isSame = await IsSameAsync(app.Services, first, Path.Combine(aside, "restored"));

            await filers.Many(time / 2);
            var alone = await filers.Many(time);
            var until = new TaskCompletionSource();
            var backups = Task.Run(async () =>
            {
                for (var i = 0; !until.Task.IsCompleted; i++)
                {
                    var file = Path.Combine(aside, string.Create(CultureInfo.InvariantCulture, $"{i}.backup"));
                    await BackUpAsync(settings, file, clock);
                    File.Delete(file);
                }
            });
            var during = await filers.Many(time);
            until.SetResult();
            await backups;
            return new Backing(bytes, disk, bytes / copied.TotalSeconds, bytes / whole.TotalSeconds, alone, during, isSame);
        }
        finally
        {
            Directory.Delete(aside, recursive: true);
        }
    }

    private static async Task<(long Bytes, TimeSpan Took)> CopyRows(Database database, string aside)
    {
        var folder = Directory.CreateDirectory(Path.Combine(aside, RowsFile));
        var watch = Stopwatch.StartNew();
        await database.CopyRowsTo(folder.FullName, CancellationToken.None);
        var file = folder.EnumerateFiles().Single();
        using (var copy = File.OpenHandle(file.FullName, FileMode.Open, FileAccess.ReadWrite))
        {
            RandomAccess.FlushToDisk(copy);
        }

        var measured = (file.Length, watch.Elapsed);
        folder.Delete(recursive: true);
        return measured;
    }

    private static double Write(string aside, long bytes)
    {
        var (path, block) = (Path.Combine(aside, "written"), new byte[Block]);
        Random.Shared.NextBytes(block);
        var watch = Stopwatch.StartNew();
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            for (var at = 0L; at < bytes; at += Block)
            {
                RandomAccess.Write(file, block, at);
            }

            RandomAccess.FlushToDisk(file);
        }

        var rate = bytes / watch.Elapsed.TotalSeconds;
        File.Delete(path);
        return rate;
    }

    private static async Task BackUpAsync(HostSettings settings, string file, IClock clock)
    {
        var made = await new BackUp(settings, file).Run(clock.GetCurrentInstant(), CancellationToken.None);
        if (made.Refusal is { } why)
        {
            throw new InvalidOperationException(why.ToString());
        }
    }

    private static async Task<bool> IsSameAsync(IServiceProvider services, string backup, string folder)
    {
        var restored = await new Restore(backup, folder).Run(CancellationToken.None);
        if (!restored.IsDone(out var manifest, out _))
        {
            return false;
        }

        var settings = new HostSettings(new DistrictCode(manifest.District), folder, "http://127.0.0.1:0");
        await using var other = settings.OpenDatabase(CountyHost.Parts);
        return JournalVerifier.Run(other, services.GetRequiredService<SealKeys>().Trusted, []).Findings.Count == 0
            && RootOf(other).SequenceEqual(RootOf(services.GetRequiredService<Database>()));
    }

    private static byte[] RootOf(Database database)
    {
        using var db = database.Read();
        return db.Set<SealHead>().OrderByDescending(h => h.Size).Select(h => h.Root).First();
    }
}
