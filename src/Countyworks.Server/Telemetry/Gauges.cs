using System.Data.Common;
using System.Diagnostics.Metrics;
using Countyworks.Core.Seals;
using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Journal;
using Countyworks.Data.Outbox;
using Countyworks.Data.Telemetry;
using Countyworks.Data.Writing;
using Countyworks.Server.Health;
using Countyworks.Server.Hosting;
using NodaTime;

namespace Countyworks.Server.Telemetry;

/// <summary>
/// How things stand now, measured when somebody asks; what costs a read of the store is read at most every few seconds. While the store can't be read, its numbers are absent.
/// </summary>
public sealed class Gauges : IHostedService
{
    private static readonly Duration believed = Duration.FromSeconds(5);

    private readonly Database database;
    private readonly IClock clock;
    private readonly Lock reading = new();
    private (Instant At, StoreState State)? last;

    /// <summary>Adds them to the meter, once the server starts; from then on its page of numbers counts.</summary>
    public Gauges(Measures measures, MetricsText page, Database database, Writer writer, IClock clock, HostSettings settings, Readiness readiness)
    {
        ArgumentNullException.ThrowIfNull(page);
        (this.database, this.clock) = (database, clock);
        var meter = measures.Meter;
        meter.CreateObservableGauge("countyworks.writer.queue", () => writer.Waiting, "{command}", "Commands that wait for the writer.");
        meter.CreateObservableGauge("countyworks.writer.busy", () => writer.BusyFor.TotalSeconds, "s", "How long the writer has been at its present batch.");
        meter.CreateObservableGauge("countyworks.ready", () => readiness.Reasons().Count == 0 ? 1 : 0, "1", "Whether the server takes requests: what /health/ready says.");
        meter.CreateObservableGauge("countyworks.store.wal", () => Given(database.LogBytes), "By", "Bytes of SQLite's log of writes; absent on PostgreSQL.");
        meter.CreateObservableGauge("countyworks.disk.free", () => DiskSpace.FreeShare(settings.Data), "1", "The free share of the disk under the district's folder.");
        meter.CreateObservableGauge("countyworks.outbox.waiting", () => Of(s => s.Waiting), "{message}", "Messages not delivered yet.");
        meter.CreateObservableGauge("countyworks.outbox.age", () => Of(s => s.OldestWaiting), "s", "Age of the oldest message not delivered yet; 0 when none waits.");
        meter.CreateObservableGauge("countyworks.outbox.given_up", () => Of(s => s.GivenUp), "{message}", "Messages that nobody will try again by himself.");
        meter.CreateObservableGauge("countyworks.seal.age", () => Of(s => s.OldestUnsealed), "s", "Age of the oldest entry of the journal under no signed head; 0 when all are sealed.");
        meter.CreateObservableGauge("countyworks.job.failing", Failing, "{failure}", "Failures of a job since it last ran to its end, by job.");
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static IEnumerable<Measurement<long>> Given(long? value) => value is { } known ? [new(known)] : [];

    private IEnumerable<Measurement<double>> Of(Func<StoreState, double> value) => Read() is { } state ? [new(value(state))] : [];

    private IEnumerable<Measurement<int>> Failing() => Read() is { } state
        ? state.Failures.Select(job => new Measurement<int>(job.Value, new KeyValuePair<string, object?>("job", job.Key)))
        : [];

    private StoreState? Read()
    {
        lock (reading)
        {
            var now = clock.GetCurrentInstant();
            if (last is { } known && now >= known.At && now - known.At < believed)
            {
                return known.State;
            }

            try
            {
                last = (now, StoreState.Read(database, now));
                return last.Value.State;
            }
            catch (DbException)
            {
                last = null;
                return null;
            }
        }
    }
}

/// <summary>How a district's store stands at one moment. Ages are in seconds.</summary>
/// <param name="Waiting">Messages not delivered yet.</param>
/// <param name="OldestWaiting">Age of the oldest of them.</param>
/// <param name="GivenUp">Messages given up.</param>
/// <param name="OldestUnsealed">Age of the first entry of the journal under no head.</param>
/// <param name="Failures">Failures in a row, by job.</param>
internal sealed record StoreState(int Waiting, double OldestWaiting, int GivenUp, double OldestUnsealed, IReadOnlyDictionary<string, int> Failures)
{
    public static StoreState Read(Database database, Instant now)
    {
        using var db = database.Read();
        var waiting = db.Set<Message>().Where(m => m.NextTryAt != null);
        var sealedTo = db.Set<SealHead>().Max(h => (long?)h.Size) ?? 0;
        return new(
            waiting.Count(),
            Age(waiting.Min(m => (Instant?)m.At), now),
            db.Set<Message>().Count(m => m.NextTryAt == null && m.DoneAt == null),
            Age(db.Set<FactRow>().Where(f => f.Seq == sealedTo + 1).Select(f => (Instant?)f.At).FirstOrDefault(), now),
            db.Set<Lease>().ToDictionary(l => l.Job, l => l.Failures));
    }

    private static double Age(Instant? since, Instant now) => since is { } then ? Math.Max(0, (now - then).TotalSeconds) : 0;
}
