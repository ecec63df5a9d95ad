using System.Diagnostics;
using System.Globalization;
using Countyworks.Data;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Server.Demo;
using Countyworks.Server.Hosting;
using HdrHistogram;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Benchmarks;

/// <summary>What a reader of single requests waits while requests are filed as fast as they can be, and what the writers lose by the reader.</summary>
/// <param name="IdleP50">Half of the reads took no longer while nothing was written, in milliseconds.</param>
/// <param name="BusyP50">The same while <see cref="Filers.Callers"/> callers file.</param>
/// <param name="BusyP99">99 % of those took no longer.</param>
/// <param name="Alone">Requests filed a second without a reader.</param>
/// <param name="Beside">And beside the reader.</param>
internal sealed record Reading(double IdleP50, double BusyP50, double BusyP99, double Alone, double Beside)
{
    public static async Task<Reading> MeasureAsync(BenchDistrict district, IClock clock, int seconds)
    {
        var settings = new HostSettings(new DistrictCode(int.Parse(DemoDistrict.Code, CultureInfo.InvariantCulture)), district.Folder, "http://127.0.0.1:0") { RunsWorkers = false };
        await using var app = CountyHost.Build(settings, clock);
        var (check, filers, time) = (app.Services.GetRequiredService<TrackingCheck>(), new Filers(app.Services, district, clock), TimeSpan.FromSeconds(seconds));
        await Read(check, district, Task.Delay(time / 2));
        var idle = await Read(check, district, Task.Delay(time));
        await filers.Many(time / 2);
        var alone = await filers.Many(time);
        var writing = filers.Many(time);
        var busy = await Read(check, district, writing);
        return new Reading(At(idle, 50), At(busy, 50), At(busy, 99), alone, await writing);
    }

    // One request by its number, one after the other, in a thread of its own: beside 64 callers it would wait for one.
    private static Task<LongHistogram> Read(TrackingCheck check, BenchDistrict district, Task until) => Task.Factory.StartNew(
        () =>
        {
            var histogram = new LongHistogram(1, TimeSpan.TicksPerMinute, 3);
            for (var i = 0; !until.IsCompleted; i++)
            {
                var began = Stopwatch.GetTimestamp();
                var found = check.Find(district.Tracked[i % district.Tracked.Count].Number).GetAwaiter().GetResult();
                histogram.RecordValue(Math.Max(1, Stopwatch.GetElapsedTime(began).Ticks));
                _ = found ?? throw new InvalidOperationException("A request is not there.");
            }

            return histogram;
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static double At(LongHistogram histogram, double percentile) => histogram.GetValueAtPercentile(percentile) / (double)TimeSpan.TicksPerMillisecond;
}
