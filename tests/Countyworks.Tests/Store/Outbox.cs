using Countyworks.Data.Outbox;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;

namespace Countyworks.Tests.Store;

public sealed class Outbox
{
    private static readonly Instant Now = TestStore.Now;
    private static readonly Refusal Down = new("gateway_down") { Kind = RefusalKind.Unavailable };

    [Theory, EveryEngine]
    public async Task A_message_is_delivered_once_when_all_is_well(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var post = new Post(_ => Done.It);
        await store.Do(change => change.Send("post", "灯亮了"));

        Assert.Equal(1, await Courier(store, post).DeliverDue(Now));
        Assert.Equal(0, await Courier(store, post).DeliverDue(Now + Duration.FromDays(1)));

        Assert.Equal(["\"灯亮了\""], post.Delivered);
        Assert.Equal(Now, Only(store).DoneAt);
    }

    [Theory, EveryEngine]
    public async Task A_message_of_a_command_that_refused_is_never_delivered(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        await store.Writer.Run<Done>(new Envelope("test", Actor.System, Now), change =>
        {
            change.Send("post", "灯亮了");
            return new Refusal("no");
        });

        Assert.Equal(0, await Courier(store, new Post(_ => Done.It)).DeliverDue(Now));
    }

    [Theory, EveryEngine]
    public async Task What_fails_is_tried_again_after_pauses_that_grow_and_given_up_in_the_end(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        var tries = new List<Instant>();
        var at = Now;
        var courier = Courier(store, new Post(_ => Down));
        await store.Do(change => change.Send("post", "灯亮了"));

        while (Only(store).NextTryAt is { } next)
        {
            at = next;
            tries.Add(at);
            Assert.Equal(0, await courier.DeliverDue(at - Duration.FromMilliseconds(1)));
            Assert.Equal(1, await courier.DeliverDue(at));
        }

        Assert.Equal([10, 30, 90, 270, 810, 2430, 7290, 21600, 21600], tries.Zip(tries.Skip(1), (a, b) => (b - a).TotalSeconds));
        Assert.True(Only(store).IsGivenUp);
        Assert.Equal("gateway_down", Only(store).Error);
    }

    [Theory, EveryEngine]
    public async Task What_no_other_try_can_mend_is_given_up_at_once(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        await store.Do(change => change.Send("post", "灯亮了"));

        await Courier(store, new Post(_ => new Refusal("no_such_address"))).DeliverDue(Now);

        Assert.True(Only(store).IsGivenUp);
    }

    [Theory, EveryEngine]
    public async Task A_deliverer_that_throws_is_as_good_as_one_that_is_down(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        await store.Do(change => change.Send("post", "灯亮了"));

        await Courier(store, new Post(Task<Outcome<Done>> (_) => throw new IOException("cable cut"))).DeliverDue(Now);

        Assert.Equal(("IOException: cable cut", Now + Duration.FromSeconds(10)), (Only(store).Error, Only(store).NextTryAt));
    }

    [Theory, EveryEngine]
    public async Task What_one_courier_is_trying_no_other_takes(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        await store.Do(change => change.Send("post", "灯亮了"));
        var second = new Post(_ => Done.It);
        var first = new Post(async _ =>
        {
            Assert.Equal(0, await Courier(store, second).DeliverDue(Now));
            return Done.It;
        });

        Assert.Equal(1, await Courier(store, first).DeliverDue(Now));
        Assert.Empty(second.Delivered);
    }

    [Theory, EveryEngine]
    public async Task What_a_courier_claimed_before_it_died_is_delivered_by_the_next(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        await store.Do(change => change.Send("post", "灯亮了"));
        var message = Only(store);
        message.NextTryAt = Now + Duration.FromMinutes(5);
        await store.Do(change => change.Put(message));
        var post = new Post(_ => Done.It);

        await Courier(store, post).DeliverDue(Now + Duration.FromMinutes(5));

        Assert.Single(post.Delivered);
    }

    [Theory, EveryEngine]
    public async Task The_writer_is_free_while_a_delivery_waits_for_the_network(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        await store.Do(change => change.Send("post", "灯亮了"));
        var post = new Post(async _ =>
        {
            await store.Do(change => change.NextNumber("meanwhile"));
            return Done.It;
        });

        await Courier(store, post).DeliverDue(Now);

        Assert.Single(post.Delivered);
    }

    [Theory, EveryEngine]
    public async Task A_delivered_message_is_forgotten_after_a_week(Engine engine)
    {
        await using var store = await TestStore.Fresh(engine);
        await store.Do(change => change.Send("post", "灯亮了"));
        await Courier(store, new Post(_ => Done.It)).DeliverDue(Now);
        var services = new ServiceCollection().AddSingleton(store.Writer).BuildServiceProvider();

        await OutboxTidying.Job.Run(services, Now + OutboxTidying.KeptFor, default);
        Assert.NotNull(Only(store));
        await OutboxTidying.Job.Run(services, Now + OutboxTidying.KeptFor + Duration.FromMilliseconds(1), default);

        Assert.Empty(store.Read(db => db.Set<Message>().ToList()));
    }

    private static Message Only(TestStore store) => store.Read(db => db.Set<Message>().Single());

    private static Courier Courier(TestStore store, IDeliverer deliverer) =>
        new(store.Database, store.Writer, [deliverer], new FakeClock(Now), NullLogger<Courier>.Instance);

    private sealed class Post(Func<Message, Task<Outcome<Done>>> deliver) : IDeliverer
    {
        public Post(Func<Message, Outcome<Done>> deliver)
            : this(message => Task.FromResult(deliver(message)))
        {
        }

        public string Topic => "post";

        public List<string> Delivered { get; } = [];

        public Task<Outcome<Done>> Deliver(Message message, CancellationToken cancellation)
        {
            Delivered.Add(message.Body);
            return deliver(message);
        }
    }
}
