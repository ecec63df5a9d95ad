using System.Diagnostics;
using Countyworks.Core.Seals;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Server.Hosting;
using HdrHistogram;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Benchmarks;

/// <summary>What the disk and the Writer do, in one process and one run: counts first, then times as ratios to an append and fsync on the same disk.</summary>
/// <param name="Appends">4 KiB appended and on disk, a second: the unit.</param>
/// <param name="AppendP50">Half of the appends took no longer, in milliseconds.</param>
/// <param name="AppendsAfter">The same, measured again at the end: where the two differ by more than a quarter, the disk was not quiet.</param>
/// <param name="Filed">Requests filed a second by <see cref="Filers.Callers"/> callers: validated, numbered, clocked, journalled, on disk.</param>
/// <param name="FiledP99">99 % of them took no longer, in milliseconds.</param>
/// <param name="CommandsPerCommit">Commands in a commit meanwhile, counted.</param>
/// <param name="Processor">Processor time the Writer's thread took for each, in microseconds; what it took is steadier than how long.</param>
/// <param name="AloneP50">Half of the filings of a lone caller took no longer, in milliseconds.</param>
/// <param name="Facts">Facts in the journal that was verified.</param>
/// <param name="Verified">How long that took.</param>
internal sealed record Writing(
    double Appends, double AppendP50, double AppendsAfter, double Filed, double FiledP99, double CommandsPerCommit, double Processor, double AloneP50, long Facts, TimeSpan Verified)
{
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

        var (writer, filers) = (app.Services.GetRequiredService<Writer>(), new Filers(app.Services, district, clock));
        await filers.Many(TimeSpan.FromSeconds(seconds / 2.0));
        var alone = new LongHistogram(1, TimeSpan.TicksPerMinute, 3);
        for (var i = 0; i < Lone; i++)
        {
            alone.RecordValue(await filers.One());
        }

        var histogram = new LongConcurrentHistogram(1, TimeSpan.TicksPerMinute, 3);
        var (commits, commands) = writer.Counts;
        var processor = WriterThread.Processor();
        var rate = await filers.Many(TimeSpan.FromSeconds(seconds), histogram);
        processor = (WriterThread.Processor() - processor) / (writer.Counts.Commands - commands);
        return new Writing(
            before, p50, Disk.Measure(district.Folder, seconds / 2.0).Rate, rate, Disk.Milliseconds(histogram, 99),
            (double)(writer.Counts.Commands - commands) / (writer.Counts.Commits - commits), processor.TotalMicroseconds, Disk.Milliseconds(alone, 50), verification.Entries, verified);
    }
}
