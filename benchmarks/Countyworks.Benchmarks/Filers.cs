using System.Diagnostics;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Web;
using Countyworks.Data;
using Countyworks.Data.Writing;
using Countyworks.Neighbourhood.Requests;
using HdrHistogram;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Benchmarks;

/// <summary>Requests filed in the process itself: validated, numbered, clocked, journalled, on disk.</summary>
internal sealed class Filers
{
    /// <summary>How many callers wait for theirs at once.</summary>
    public const int Callers = 64;

    private readonly Writer writer;
    private readonly MatterRules rules;
    private readonly Place place;
    private readonly IClock clock;
    private int numbered;

    public Filers(IServiceProvider services, BenchDistrict district, IClock clock)
    {
        (writer, rules, this.clock) = (services.GetRequiredService<Writer>(), services.GetRequiredService<MatterRules>(), clock);
        place = services.GetRequiredService<Cached<PlaceTree>>().Current.Find(Kernel.Id<Place>.Parse(district.Community, null))!;
    }

    /// <summary>Files one, and answers how many ticks it took.</summary>
    public async Task<long> One()
    {
        var command = new FileRequest($"The light at number {Interlocked.Increment(ref numbered)} is out", place, place.Id, null, Door.Api, FileRequest.NewTrackingCode());
        var began = Stopwatch.GetTimestamp();
        var filed = await writer.Run(new Envelope("file_request", Actor.System, clock.GetCurrentInstant()), change => command.In(change, rules));
        return filed.Refusal is { } why ? throw new InvalidOperationException(why.Code) : Stopwatch.GetElapsedTime(began).Ticks;
    }

    /// <summary>Lets all callers file, one after the other each, and answers how many they filed a second.</summary>
    /// <param name="time">How long.</param>
    /// <param name="histogram">Takes how long each took; null for nobody.</param>
    public async Task<double> Many(TimeSpan time, LongConcurrentHistogram? histogram = null)
    {
        var (watch, count) = (Stopwatch.StartNew(), 0L);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < time)
            {
                var ticks = await One();
                Interlocked.Increment(ref count);
                histogram?.RecordValue(Math.Max(1, ticks));
            }
        })));
        return count / watch.Elapsed.TotalSeconds;
    }
}
