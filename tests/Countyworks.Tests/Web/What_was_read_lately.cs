using Countyworks.Core.Web;
using Countyworks.Data.Jobs;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Store;
using NodaTime;
using NodaTime.Testing;

namespace Countyworks.Tests.Web;

/// <summary>Numbers that everybody at a desk asks for again and again are read once, and never seen older than what one wrote oneself.</summary>
public sealed class What_was_read_lately
{
    [Theory, EveryEngine]
    public async Task Is_kept_for_whoever_asks_the_same(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var (recent, reads) = (new Recent<string>(store.Writer, new FakeClock(TestStore.Now)), 0);

        var answers = new[] { await recent.Of("a", Read), await recent.Of("a", Read), await recent.Of("b", Read) };

        Assert.Equal(["1", "1", "2"], answers);

        Task<string> Read() => Task.FromResult($"{++reads}");
    }

    [Theory, EveryEngine]
    public async Task Is_read_again_after_a_write(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var recent = new Recent<string>(store.Writer, new FakeClock(TestStore.Now));
        var before = await recent.Of("leases", Read);

        await store.Do(change => change.Add(new Lease { Job = "counting", Holder = "somebody", Until = TestStore.Now, NextRunAt = TestStore.Now }));

        Assert.Equal(("0", "1"), (before, await recent.Of("leases", Read)));

        Task<string> Read() => Task.FromResult($"{store.Read(db => db.Set<Lease>().Count())}");
    }

    [Theory, EveryEngine]
    public async Task Is_read_again_after_a_second_or_when_the_clock_was_set_back(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var (clock, reads) = (new FakeClock(TestStore.Now), 0);
        var recent = new Recent<string>(store.Writer, clock);
        var answers = new List<string>();
        foreach (var milliseconds in new[] { 0, 999, 1, -2_000 })
        {
            clock.AdvanceMilliseconds(milliseconds);
            answers.Add(await recent.Of("a", Read));
        }

        Assert.Equal(["1", "1", "2", "3"], answers);

        Task<string> Read() => Task.FromResult($"{++reads}");
    }
}
