using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Countyworks.Data.Telemetry;

/// <summary>
/// What the product counts and times of itself. A label has few values that are known before: names of routes, commands, jobs and codes of refusals;
/// never who, where or what.
/// </summary>
public sealed class Measures : IDisposable
{
    /// <summary>The name of meter and spans.</summary>
    public const string Name = "Countyworks";

    /// <summary>The spans of traces: requests, commands, commits, jobs.</summary>
    public static readonly ActivitySource Spans = new(Name);

    private static readonly InstrumentAdvice<double> ofAnswers = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] };
    private static readonly InstrumentAdvice<double> ofJobs = new() { HistogramBucketBoundaries = [0.01, 0.1, 1, 10, 60, 600] };
    private static readonly InstrumentAdvice<long> ofBatches = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] };

    /// <summary>Makes the instruments; nothing is counted until somebody listens.</summary>
    public Measures()
    {
        Requests = Meter.CreateCounter<long>("countyworks.requests", "{request}", "Requests answered, by route, method and status.");
        RequestDuration = Meter.CreateHistogram("countyworks.request.duration", "s", "Time to answer a request, by kind: page, api, file or probe.", advice: ofAnswers);
        Commands = Meter.CreateCounter<long>("countyworks.commands", "{command}", "Commands run, by name and outcome: done, a refusal's code, failed or abandoned.");
        CommandDuration = Meter.CreateHistogram("countyworks.command.duration", "s", "Time from handing a command over until it is on disk.", advice: ofAnswers);
        CommitDuration = Meter.CreateHistogram("countyworks.commit.duration", "s", "Time of a commit itself: what the disk takes.", advice: ofAnswers);
        CommitCommands = Meter.CreateHistogram("countyworks.commit.commands", "{command}", "Commands in one commit.", advice: ofBatches);
        StoreFailures = Meter.CreateCounter<long>("countyworks.store.failures", "{failure}", "Times the writer lost the store and opened it anew.");
        JobDuration = Meter.CreateHistogram("countyworks.job.duration", "s", "Time a job took, by job and outcome: done, failed or stopped.", advice: ofJobs);
        Deliveries = Meter.CreateCounter<long>("countyworks.outbox.deliveries", "{message}", "Messages tried, by topic and outcome: done, later or given_up.");
        SignInFailures = Meter.CreateCounter<long>("countyworks.sign_in.failures", "{attempt}", "Attempts to sign in that were refused, by code.");
        SecurityEvents = Meter.CreateCounter<long>("countyworks.security.events", "{request}", "Requests refused for security's sake, by the number of their line in the log.");
    }

    /// <summary>The meter; whoever shows numbers of this server listens to this one, for others of its name may be in the process.</summary>
    public Meter Meter { get; } = new(Name);

    /// <summary>Requests by route, method and status.</summary>
    public Counter<long> Requests { get; }

    /// <summary>Seconds of requests, by kind.</summary>
    public Histogram<double> RequestDuration { get; }

    /// <summary>Attempts to sign in that were refused, by code.</summary>
    public Counter<long> SignInFailures { get; }

    /// <summary>Requests refused for security's sake, by the number of their line in the log.</summary>
    public Counter<long> SecurityEvents { get; }

    internal Counter<long> Commands { get; }

    internal Histogram<double> CommandDuration { get; }

    internal Histogram<double> CommitDuration { get; }

    internal Histogram<long> CommitCommands { get; }

    internal Counter<long> StoreFailures { get; }

    internal Histogram<double> JobDuration { get; }

    internal Counter<long> Deliveries { get; }

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();
}
