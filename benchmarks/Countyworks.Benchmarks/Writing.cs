using System.Diagnostics;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Seals;
using Countyworks.Core.Web;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Server.Hosting;
using HdrHistogram;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Benchmarks;

/// <summary>What the disk and the Writer do, in one process and one run: counts first, then times as ratios to an append and fsync on the same disk.</summary>
/// <param name="Appends">4 KiB appended and on disk, a second: the unit.</param>
/// <param name="AppendP50">Half of the appends took no longer, in milliseconds.</param>
/// <param name="AppendsAfter">The same, measured again at the end: where the two differ by more than a quarter, the disk was not quiet.</param>
/// <param name="Filed">Requests filed a second by <see cref="Callers"/> callers: validated, numbered, clocked, journalled, on disk.</param>
/// <param name="FiledP99">99 % of them took no longer, in milliseconds.</param>
/// <param name="CommandsPerCommit">Commands in a commit meanwhile, counted.</param>
/// <param name="Processor">Processor time the Writer's thread took for each, in microseconds; what it took is steadier than how long.</param>
/// <param name="AloneP50">Half of the filings of a lone caller took no longer, in milliseconds.</param>
/// <param name="Facts">Facts in the journal that was verified.</param>
/// <param name="Verified">How long that took.</param>
internal sealed record Writing(
    double Appends, double AppendP50, double AppendsAfter, double Filed, double FiledP99, double CommandsPerCommit, double Processor, double AloneP50, long Facts, TimeSpan Verified)
{
    public const int Callers = 64;

    private const int Lone = 400;

    public static async Task<Writing> MeasureAsync(BenchDistrict district, IClock clock, int seconds)
    {
        var settings = new HostSettings(new DistrictCode(int.Parse(Server.Demo.DemoDistrict.Code, System.Globalization.CultureInfo.InvariantCulture)), district.Folder, "http://127.0.0.1:0") { RunsWorkers = false };
        await using var app = CountyHost.Build(settings, clock);
        var (database, keys) = (app.Services.GetRequiredService<Database>(), app.Services.GetRequiredService<SealKeys>());
        var watch = Stopwatch.StartNew();
        var verification = JournalVerifier.Run(database, keys.Trusted, []);
        var verified = watch.Elapsed;
        var (before, p50) = Disk.Measure(district.Folder, seconds / 2.0);

        var writer = app.Services.GetRequiredService<Writer>();
        var (rules, tree) = (app.Services.GetRequiredService<MatterRules>(), app.Services.GetRequiredService<Cached<PlaceTree>>().Current);
        var place = tree.Find(Kernel.Id<Place>.Parse(district.Community, null))!;
        var numbered = 0;
        async Task<long> File()
        {
            var command = new FileRequest($"The light at number {Interlocked.Increment(ref numbered)} is out", place, place.Id, null, Door.Api, FileRequest.NewTrackingCode());
            var began = Stopwatch.GetTimestamp();
            var filed = await writer.Run(new Envelope("file_request", Actor.System, clock.GetCurrentInstant()), change => command.In(change, rules));
            return filed.Refusal is { } why ? throw new InvalidOperationException(why.Code) : Stopwatch.GetElapsedTime(began).Ticks;
        }

        await Many(File, TimeSpan.FromSeconds(seconds / 2.0), null);
        var alone = new LongHistogram(1, TimeSpan.TicksPerMinute, 3);
        for (var i = 0; i < Lone; i++)
        {
            alone.RecordValue(await File());
        }

        var histogram = new LongConcurrentHistogram(1, TimeSpan.TicksPerMinute, 3);
        var (commits, commands) = writer.Counts;
        var processor = WriterThread.Processor();
        watch.Restart();
        await Many(File, TimeSpan.FromSeconds(seconds), histogram);
        var elapsed = watch.Elapsed.TotalSeconds;
        processor = (WriterThread.Processor() - processor) / (writer.Counts.Commands - commands);
        return new Writing(
            before, p50, Disk.Measure(district.Folder, seconds / 2.0).Rate, histogram.TotalCount / elapsed, Disk.Milliseconds(histogram, 99),
            (double)(writer.Counts.Commands - commands) / (writer.Counts.Commits - commits), processor.TotalMicroseconds, Disk.Milliseconds(alone, 50), verification.Entries, verified);
    }

    private static async Task Many(Func<Task<long>> act, TimeSpan time, LongConcurrentHistogram? histogram)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < time)
            {
                var ticks = await act();
                histogram?.RecordValue(Math.Max(1, ticks));
            }
        })));
    }
}
