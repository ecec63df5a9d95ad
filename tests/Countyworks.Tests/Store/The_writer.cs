using System.Data.Common;
using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Store;

public sealed class The_writer
{
    private static readonly Refusal No = new("no");

    [Theory, EveryEngine]
    public async Task Commits_together_what_arrives_together(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        using var gate = new ManualResetEventSlim();
        var first = Run(store, _ =>
        {
            gate.Wait();
            return 0L;
        });

        var others = Enumerable.Range(0, 100).Select(_ => Run(store, change => change.NextNumber("many"))).ToList();
        gate.Set();
        await Task.WhenAll(others.Append(first));

        Assert.Equal(101, store.Writer.Counts.Commands);
        Assert.InRange(store.Writer.Counts.Commits, 1, 3);
    }

    [Theory, EveryEngine]
    public async Task Undoes_all_that_a_refused_command_wrote_and_nothing_else(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var outcomes = await Together(store, number => change =>
        {
            change.Add(Somebody(change));
            change.Record(new RemarkAdded());
            return number % 3 == 0 ? No : number;
        });

        Assert.All(outcomes.Index(), o => Assert.Equal(o.Index % 3 == 0 ? "no" : null, o.Item.Refusal?.Code));
        Assert.Equal(outcomes.Count(o => o.Refusal is null), store.Read(db => db.Set<Person>().Count()));
    }

    [Theory, EveryEngine]
    public async Task Lets_a_broken_command_sink_no_other(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var commands = Enumerable.Range(0, 30).Select(number => Run(store, change =>
        {
            change.Add(Somebody(change));
            return number % 5 == 0 ? throw new InvalidOperationException("broken") : (long)number;
        })).ToList();

        for (var number = 0; number < commands.Count; number++)
        {
            if (number % 5 == 0)
            {
                await Assert.ThrowsAsync<InvalidOperationException>(() => commands[number]);
            }
            else
            {
                Assert.Equal(number, (await commands[number]).Value);
            }
        }

        Assert.Equal(24, store.Read(db => db.Set<Person>().Count()));
    }

    [Theory, EveryEngine]
    public async Task Acknowledges_nothing_of_a_transaction_that_a_read_broke(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        using var gate = new ManualResetEventSlim();
        var first = Run(store, _ =>
        {
            gate.Wait();
            return 0L;
        });
        var others = Enumerable.Range(1, 4).Select(number => Run(store, change =>
        {
            change.Add(Somebody(change));
            return (long)number;
        })).ToList();
        var careless = Run(store, change =>
        {
            _ = change.First("SELECT count(*) FROM person WHERE district_id = @p0", row => row.Number(0));   // What the others wrote has travelled.
            Assert.ThrowsAny<DbException>(() => change.Db.Database.SqlQueryRaw<int>("SELECT 1 AS \"Value\" FROM nowhere").ToList());
            return 5L;
        });
        gate.Set();
        await Task.WhenAll(others.Append(first));
        await Task.WhenAny(careless);

        Assert.Equal(4, store.Read(db => db.Set<Person>().Count()));
    }

    [Theory, EveryEngine]
    public async Task Lets_a_row_the_database_refuses_sink_no_other_command(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var twice = await store.Do<Person>(change =>
        {
            var person = Somebody(change);
            change.Add(person);
            return person;
        });

        var commands = Enumerable.Range(0, 10).Select(number => Run(store, change =>
        {
            change.Add(number == 4 ? twice : Somebody(change));
            return (long)number;
        })).ToList();

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => commands[4]);
        await Task.WhenAll(commands.Where((_, number) => number != 4));
        Assert.Equal(10, store.Read(db => db.Set<Person>().Count()));
    }

    [Theory, EveryEngine]
    public async Task Keeps_every_value_as_it_was_given(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        (string Text, byte[] Bytes)[] given = [("", []), ("路灯 💡 \u202e", [0, 255]), (new string('县', 5000), new byte[5000])];

        await store.Do<int>(change =>
        {
            foreach (var (i, (text, bytes)) in given.Index())
            {
                change.Execute("INSERT INTO answer (district_id, key, body_hash, command, at, result) VALUES (@p0, @p1, @p2, @p3, @p4, @p3)", $"value {i}", bytes, text, long.MaxValue - i);
            }

            return 0;
        });

        foreach (var (i, (text, bytes)) in given.Index())
        {
            var kept = await store.Do<(string, string, byte[], long)>(change => change.First(
                "SELECT command, result, body_hash, at FROM answer WHERE district_id = @p0 AND key = @p1", row => (row.Text(0), row.Text(1), row.Bytes(2), row.Number(3)), $"value {i}"));
            Assert.Equal((text, text, long.MaxValue - i), (kept.Item1, kept.Item2, kept.Item4));
            Assert.Equal(bytes, kept.Item3);
        }
    }

    [Theory, EveryEngine]
    public async Task Answers_a_repeated_key_with_the_first_answer_and_does_nothing(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var once = Once.For("key", "body");

        var first = await Run(store, change => change.NextNumber("n"), once);
        var second = await Run(store, change => change.NextNumber("n"), once);

        Assert.Equal((1L, 1L), (first.Value, second.Value));
    }

    [Theory, EveryEngine]
    public async Task Answers_repeats_of_a_key_that_arrive_together_alike(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Run(store, change => change.NextNumber("n"), Once.For("key", "body"))));

        Assert.All(answers, answer => Assert.Equal(1L, answer.Value));
    }

    [Theory, EveryEngine]
    public async Task Refuses_a_key_that_comes_with_another_body(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        await Run(store, change => change.NextNumber("n"), Once.For("key", "body"));

        Assert.Equal("idempotency_key_reused", (await Run(store, change => change.NextNumber("n"), Once.For("key", "other"))).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Forgets_the_key_of_a_command_that_was_refused(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        await Run(store, _ => No, Once.For("key", "body"));

        Assert.Equal(1L, (await Run(store, change => change.NextNumber("n"), Once.For("key", "body"))).Value);
    }

    [Theory, EveryEngine]
    public async Task Numbers_facts_and_series_without_gaps_whatever_is_refused(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var outcomes = await Together(store, number => change =>
        {
            var given = change.NextNumber("n");
            change.Record(new RemarkAdded());
            if (number % 7 == 0)
            {
                throw new InvalidOperationException("broken");
            }

            return number % 3 == 0 ? No : given;
        });

        var done = outcomes.Where(o => o.Refusal is null).Select(o => o.Value).Order().ToList();
        Assert.Equal(Enumerable.Range(1, done.Count).Select(n => (long)n), done);
        Assert.Equal(done, store.Read(db => db.Set<FactRow>().OrderBy(f => f.Seq).Select(f => f.Seq).ToList()));
    }

    [Theory, EveryEngine]
    public async Task Refuses_to_overwrite_what_somebody_changed_meanwhile(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var person = await store.Do<Person>(change =>
        {
            var somebody = Somebody(change);
            change.Add(somebody);
            return somebody;
        });
        var seen = store.Read(db => db.Set<Person>().Single());
        await store.Do(change => change.Put(store.Read(db => db.Set<Person>().Single())));

        Assert.Equal("changed_meanwhile", (await Run(store, change =>
        {
            seen.Name = "李四";
            change.Put(seen);
            return 0L;
        })).Refusal?.Code);
        Assert.Equal(person.Name, store.Read(db => db.Set<Person>().Single()).Name);
    }

    [Theory, EveryEngine]
    public async Task Serves_sixty_four_callers_at_once(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);

        var numbers = await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            var mine = new List<long>();
            for (var i = 0; i < 10; i++)
            {
                mine.Add((await Run(store, change =>
                {
                    change.Add(Somebody(change));
                    return change.NextNumber("n");
                })).Value);
            }

            return mine;
        }));

        Assert.Equal(Enumerable.Range(1, 640).Select(n => (long)n), numbers.SelectMany(n => n).Order());
        Assert.Equal(640, store.Read(db => db.Set<Person>().Count()));
    }

    [Theory, EveryEngine]
    public async Task Refuses_rather_than_keep_waiting_more_than_it_can_hold(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        using var gate = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var first = Run(store, _ =>
        {
            begun.Set();
            gate.Wait();
            return 0L;
        });
        begun.Wait();
        var waiting = Enumerable.Range(0, Writer.QueueLimit).Select(n => Run(store, _ => (long)n)).ToList();

        var busy = await Run(store, _ => 0L);
        gate.Set();

        Assert.Equal(("busy", RefusalKind.Unavailable), (busy.Refusal?.Code, busy.Refusal?.Kind));
        Assert.All(await Task.WhenAll(waiting.Append(first)), answer => Assert.Null(answer.Refusal));
    }

    private static async Task<List<Outcome<long>>> Together(TestStore store, Func<long, Func<Change, Outcome<long>>> command)
    {
        var running = Enumerable.Range(0, 60).Select(n => Run(store, command(n))).ToList();
        var outcomes = new List<Outcome<long>>();
        foreach (var one in running)
        {
            try
            {
                outcomes.Add(await one);
            }
            catch (InvalidOperationException)
            {
                outcomes.Add(new Refusal("broken"));
            }
        }

        return outcomes;
    }

    private static Task<Outcome<long>> Run(TestStore store, Func<Change, Outcome<long>> decide, Once? once = null) =>
        store.Writer.Run(new Envelope("test", Actor.System, TestStore.Now, once), decide);

    private static Person Somebody(Change change) => new() { Id = change.NewId<Person>(), Name = "张三", At = change.Now };
}
