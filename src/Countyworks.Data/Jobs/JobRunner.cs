using Countyworks.Data.Databases;
using Countyworks.Data.Telemetry;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Countyworks.Data.Jobs;

/// <summary>
/// Runs the modules' jobs when they are due. A job is run by whoever holds its <see cref="Lease"/>, so several servers may run this;
/// a lease is extended while its job runs and lost when its server dies.
/// </summary>
public sealed partial class JobRunner(
    IReadOnlyList<Job> jobs, Database database, Writer writer, IServiceScopeFactory scopes, IClock clock, ILogger<JobRunner> log, Measures? measures = null) : BackgroundService
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(5), LookEvery = TimeSpan.FromSeconds(10);

    private static readonly Refusal NotDue = new("job_not_due") { Kind = RefusalKind.Conflict };

    /// <summary>This server's name on the leases it holds.</summary>
    public string Holder { get; init; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>Runs the jobs that are due, one after another in their order.</summary>
    /// <param name="asOf">The moment they are run for.</param>
    /// <param name="stopping">Asks the running job to stop; it is run again later.</param>
    /// <returns>The names of those that ran to their end.</returns>
    public async Task<IReadOnlyList<string>> RunDue(Instant asOf, CancellationToken stopping = default)
    {
        var ran = new List<string>();
        foreach (var job in await Due(asOf, stopping))
        {
            if (await RunOnce(job, asOf, stopping))
            {
                ran.Add(job.Name);
            }
        }

        return ran;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A task a job: a long one keeps no other waiting.
        var running = jobs.ToDictionary(job => job, _ => Task.CompletedTask);
        using var look = new PeriodicTimer(FirstLook);
        try
        {
            while (await look.WaitForNextTickAsync(stoppingToken))
            {
                look.Period = LookEvery;
                await Start(running, stoppingToken);
            }
        }
        finally
        {
            await Task.WhenAll(running.Values);
        }
    }

    private async Task Start(Dictionary<Job, Task> running, CancellationToken stopping)
    {
        var now = clock.GetCurrentInstant();
        try
        {
            foreach (var job in (await Due(now, stopping)).Where(job => running[job].IsCompleted))
            {
                running[job] = Guarded(job, now, stopping);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogUnreachable("*", error);
        }
    }

    private async Task Guarded(Job job, Instant asOf, CancellationToken stopping)
    {
        try
        {
            await RunOnce(job, asOf, stopping);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogUnreachable(job.Name, error);
        }
    }

    // A look costs a read for all of them; only a job that is due costs a write.
    private async Task<IReadOnlyList<Job>> Due(Instant asOf, CancellationToken stopping)
    {
        await using var db = database.Read();
        var leases = await db.Set<Lease>().AsNoTracking().ToDictionaryAsync(lease => lease.Job, stopping);
        return [.. jobs.Where(job => leases.GetValueOrDefault(job.Name) is not { } lease || lease.IsDue(asOf))];
    }

    private async Task<bool> RunOnce(Job job, Instant asOf, CancellationToken stopping)
    {
        if (!(await Write("take_lease", asOf, change => Take(change, job, asOf))).IsDone(out _, out _))
        {
            return false;
        }

        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var keeping = Keep(job, asOf, lost);
        var started = TimeProvider.System.GetTimestamp();
        var error = await Try(job, asOf, lost.Token);
        var isStopped = lost.IsCancellationRequested;
        measures?.JobDuration.Record(
            TimeProvider.System.GetElapsedTime(started).TotalSeconds,
            new KeyValuePair<string, object?>("job", job.Name),
            new KeyValuePair<string, object?>("outcome", error is null ? RequestOutcome.Done : isStopped ? "stopped" : "failed"));
        await lost.CancelAsync();
        await keeping;
        await Write("end_job", asOf, change => End(change, job, asOf, error, isStopped));
        return error is null;
    }

    private Outcome<Done> Take(Change change, Job job, Instant asOf)
    {
        var lease = change.Db.Set<Lease>().SingleOrDefault(l => l.Job == job.Name);
        if (lease is null)
        {
            lease = new Lease { Job = job.Name, Holder = Holder, Until = asOf + Lease.Time, NextRunAt = asOf };
            change.Add(lease);
            return Done.It;
        }

        if (!lease.IsDue(asOf))
        {
            return NotDue;
        }

        lease.Hold(Holder, asOf);
        change.Put(lease);
        return Done.It;
    }

    private async Task Keep(Job job, Instant asOf, CancellationTokenSource lost)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (await Passes(Lease.Time / 3, lost.Token))
        {
            var now = asOf + Duration.FromTimeSpan(TimeProvider.System.GetElapsedTime(started));
            if ((await Write("extend_lease", now, change => Extend(change, job, now))).Refusal is { Kind: RefusalKind.Conflict })
            {
                LogLost(job.Name);
                await lost.CancelAsync();
            }
        }
    }

    // False when the job has ended meanwhile, or must end. Most jobs do: they are not worth an exception each.
    private static async Task<bool> Passes(Duration time, CancellationToken ended)
    {
        await Task.Delay(time.ToTimeSpan(), ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !ended.IsCancellationRequested;
    }

    private Outcome<Done> Extend(Change change, Job job, Instant now)
    {
        var lease = change.Db.Set<Lease>().Single(l => l.Job == job.Name);
        if (!lease.IsHeldBy(Holder, now))
        {
            return NotDue;
        }

        lease.Hold(Holder, now);
        change.Put(lease);
        return Done.It;
    }

    private async Task<Exception?> Try(Job job, Instant asOf, CancellationToken stopping)
    {
        try
        {
            using var span = Measures.Spans.StartActivity("job " + job.Name);
            await using var scope = scopes.CreateAsyncScope();
            await job.Run(scope.ServiceProvider, asOf, stopping);
            return null;
        }
        catch (Exception error)
        {
            if (!stopping.IsCancellationRequested)
            {
                LogFailed(job.Name, error);
            }

            return error;
        }
    }

    private Outcome<Done> End(Change change, Job job, Instant asOf, Exception? error, bool isStopped)
    {
        var lease = change.Db.Set<Lease>().Single(l => l.Job == job.Name);
        if (lease.Holder != Holder)
        {
            return NotDue;
        }

        if (error is null)
        {
            lease.Succeed(asOf, job.Every);
        }
        else if (isStopped)
        {
            lease.GiveBack(asOf);
        }
        else
        {
            lease.Fail(asOf, $"{error.GetType().Name}: {error.Message}");
        }

        change.Put(lease);
        return Done.It;
    }

    private Task<Outcome<Done>> Write(string command, Instant now, Func<Change, Outcome<Done>> decide) =>
        writer.Run(new Envelope(command, Actor.System, now), decide);

    [LoggerMessage(10, LogLevel.Warning, "The job {Job} failed; it is tried again after a pause.")]
    private partial void LogFailed(string job, Exception error);

    [LoggerMessage(11, LogLevel.Warning, "The lease of the job {Job} was lost while it ran: another server took it.")]
    private partial void LogLost(string job);

    [LoggerMessage(12, LogLevel.Error, "The lease of the job {Job} cannot be read or written.")]
    private partial void LogUnreachable(string job, Exception error);
}
