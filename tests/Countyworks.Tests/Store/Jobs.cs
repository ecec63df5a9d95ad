using Countyworks.Data.Jobs;
using Countyworks.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;

namespace Countyworks.Tests.Store;

public sealed class Jobs
{
    private static readonly Instant Now = TestStore.Now;
    private static readonly Duration Hour = Duration.FromHours(1);

    [Theory, EveryEngine]
    public async Task A_job_runs_for_the_moment_it_is_given(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var moments = new List<Instant>();
        var runner = Runner(store, new Job("counting", Hour, (_, asOf, _) => Note(moments, asOf)));

        Assert.Equal(["counting"], await runner.RunDue(Now));
        Assert.Equal([Now], moments);
    }

    [Theory, EveryEngine]
    public async Task A_job_runs_again_when_its_time_has_passed_and_not_before(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var moments = new List<Instant>();
        var runner = Runner(store, new Job("counting", Hour, (_, asOf, _) => Note(moments, asOf)));

        await runner.RunDue(Now);
        await runner.RunDue(Now + Hour - Duration.FromMilliseconds(1));
        await runner.RunDue(Now + Hour);

        Assert.Equal([Now, Now + Hour], moments);
    }

    [Theory, EveryEngine]
    public async Task Of_two_servers_one_runs_a_job(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var (started, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = new Job("counting", Hour, async (_, _, _) =>
        {
            started.SetResult();
            await release.Task;
        });
        var first = Runner(store, slow, "first").RunDue(Now);
        await started.Task;

        Assert.Empty(await Runner(store, slow, "second").RunDue(Now));

        release.SetResult();
        Assert.Equal(["counting"], await first);
    }

    [Theory, EveryEngine]
    public async Task The_job_of_a_server_that_died_is_taken_over_when_its_lease_has_ended(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        await store.Do(change => change.Add(new Lease { Job = "counting", Holder = "dead", Until = Now + Lease.Time, NextRunAt = Now }));
        var runner = Runner(store, new Job("counting", Hour, (_, _, _) => Task.CompletedTask));

        Assert.Empty(await runner.RunDue(Now));
        Assert.Equal(["counting"], await runner.RunDue(Now + Lease.Time));
    }

    [Theory, EveryEngine]
    public async Task A_job_that_fails_waits_longer_each_time_and_says_why(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var moments = new List<double>();
        var runner = Runner(store, new Job("counting", Hour, async (_, asOf, _) =>
        {
            moments.Add((asOf - Now).TotalSeconds);
            await Task.Yield();
            throw new InvalidOperationException("the sum is wrong");
        }));

        for (var second = 0; second <= 130; second += 10)
        {
            await runner.RunDue(Now + Duration.FromSeconds(second));
        }

        Assert.Equal([0, 10, 40, 130], moments);
        Assert.Equal("InvalidOperationException: the sum is wrong", store.Read(db => db.Set<Lease>().Single()).Error);
    }

    [Theory, EveryEngine]
    public async Task A_failing_job_keeps_no_other_from_running(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var broken = new Job("broken", Hour, (_, _, _) => throw new InvalidOperationException());
        var sound = new Job("sound", Hour, (_, _, _) => Task.CompletedTask);

        Assert.Equal(["sound"], await Runner(store, broken, sound).RunDue(Now));
    }

    [Theory, EveryEngine]
    public async Task A_job_that_was_stopped_is_due_at_once_for_whoever_comes_next(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        using var stop = new CancellationTokenSource();
        var job = new Job("counting", Hour, async (_, _, stopping) =>
        {
            await stop.CancelAsync();
            stopping.ThrowIfCancellationRequested();
        });
        await Runner(store, job, "first").RunDue(Now, stop.Token);

        var lease = store.Read(db => db.Set<Lease>().Single());

        Assert.True(lease.IsDue(Now));
        Assert.Equal(0, lease.Failures);
    }

    [Fact]
    public void A_pause_grows_and_has_an_end()
    {
        var pause = new GrowingPause(Duration.FromSeconds(10), 3, Duration.FromMinutes(2));

        Assert.Equal([10, 30, 90, 120, 120], Enumerable.Range(1, 5).Select(n => pause.After(n).TotalSeconds));
    }

    private static Task Note(List<Instant> moments, Instant asOf)
    {
        moments.Add(asOf);
        return Task.CompletedTask;
    }

    private static JobRunner Runner(TestStore store, Job job, string holder) => Runner(store, holder, job);

    private static JobRunner Runner(TestStore store, params Job[] jobs) => Runner(store, "server", jobs);

    private static JobRunner Runner(TestStore store, string holder, params Job[] jobs) =>
        new(jobs, store.Database, store.Writer, Scopes, new FakeClock(Now), NullLogger<JobRunner>.Instance) { Holder = holder };

    private static IServiceScopeFactory Scopes => new ServiceCollection().BuildServiceProvider().GetRequiredService<IServiceScopeFactory>();
}
