using Countyworks.Core.Indicators;
using Countyworks.Core.Matters;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Tests.Requests;

public sealed class A_request
{
    [Theory, EveryEngine]
    public async Task Goes_from_the_call_to_the_rating_and_is_counted(Engine engine)
    {
        await using var county = await County.On(engine);
        var filed = await county.File();
        var id = filed.Id;
        Assert.Equal("诉-2026-000001", filed.Number);
        Assert.Equal(new LocalDate(2026, 9, 28), county.Read(db => db.Set<Matter>().Single()).NextDueOn);

        await county.Dispatch(id);
        county.Now("2026-09-28T17:00");
        Assert.Null((await county.Move(id, RequestKind.Respond, "已联系,今天来修")).Refusal);
        Assert.Null((await county.Move(id, RequestKind.Start)).Refusal);
        Assert.Null((await county.Move(id, RequestKind.ReportBack, "换了灯泡")).Refusal);
        await county.Do("rate", change => new RateRequest(id, CallBackResult.Solved, Rating.Satisfied, Rating.Basically, Rating.Satisfied, null).In(change, county.Rules));

        var (matter, request) = county.Read(db => (db.Set<Matter>().Single(), db.Set<Request>().Single()));
        Assert.Equal(RequestKind.Solved, matter.Stage);
        Assert.False(matter.IsOpen);
        Assert.Null(matter.NextDueAt);
        Assert.Equal("换了灯泡", request.Answer);
        Assert.True(request.WasRespondedInTime);
        Assert.All(county.Read(db => db.Set<Assignment>().ToList()), a => Assert.NotNull(a.EndedAt));
        var sum = Assert.Single(county.Read(db => db.Set<IndicatorSum>().Where(s => s.Count != 0).ToList()));
        Assert.Equal((1, county.Lighting.Id), (sum.Count, sum.UnitId));
        Assert.Equal(
            CountedAs.Filed | CountedAs.Dispatched | CountedAs.Responded | CountedAs.CalledBack | CountedAs.Solved | CountedAs.Rated | CountedAs.Basically | CountedAs.Ended,
            (CountedAs)sum.Flags);
    }

    [Theory, EveryEngine]
    public async Task Not_solved_opens_it_again_once(Engine engine)
    {
        await using var county = await County.On(engine);
        var id = (await county.File()).Id;
        await county.Dispatch(id);
        for (var round = 0; round < 2; round++)
        {
            county.Now($"2026-09-{28 + round}T10:00");
            await county.Move(id, RequestKind.Respond, "来了");
            await county.Move(id, RequestKind.ReportBack, "修了");
            await county.Do("rate", change => new RateRequest(id, CallBackResult.NotSolved, null, null, null, "还是不亮").In(change, county.Rules));
            var matter = county.Read(db => db.Set<Matter>().Single());
            Assert.Equal(round == 0 ? RequestKind.Dispatched : RequestKind.Explained, matter.Stage);
            Assert.Equal(1, matter.Reopens);
            Assert.Equal(round == 0 ? new LocalDate(2026, 10, 8) : null, matter.NextDueOn);
        }

        Assert.Equal(CallBackResult.NotSolved, county.Read(db => db.Set<Request>().Single()).Result);
    }

    [Theory, EveryEngine]
    public async Task Returned_twice_stays_where_the_dispatcher_says_and_its_clock_never_restarts(Engine engine)
    {
        await using var county = await County.On(engine);
        var id = (await county.File()).Id;
        var due = county.Read(db => db.Set<MatterMark>().Where(m => m.MatterId == id).OrderBy(m => m.Ordinal).Select(m => m.DueOn).ToList());
        await county.Dispatch(id);
        var ask = await county.Do("ask", change => new AskFor(id, AskKind.Return, "not_ours", 0, null, Words.Of("是供水的事")).In(change, county.Handler, county.Rules), county.Handler);
        await county.Do("decide", change => new DecideAsk(ask.Id, true, Words.None).In(change, county.Dispatcher, county.Rules), county.Dispatcher);
        await county.Do("dispatch", change => new DispatchMatter(id, county.Water.Id, [], "chosen", Words.None).In(change, county.Dispatcher, county.Rules), county.Dispatcher);
        var second = await county.Do("ask", change => new AskFor(id, AskKind.Return, "not_ours", 0, null, Words.Of("不是我们的")).In(change, county.WaterHandler, county.Rules), county.WaterHandler);
        await county.Do("decide", change => new DecideAsk(second.Id, false, Words.Of("就是你们的")).In(change, county.Dispatcher, county.Rules), county.Dispatcher);
        var third = await county.Try("ask", change => new AskFor(id, AskKind.Return, "not_ours", 0, null, Words.Of("不是")).In(change, county.WaterHandler, county.Rules), county.WaterHandler);

        Assert.Equal("returned_before", third.Refusal?.Code);
        var matter = county.Read(db => db.Set<Matter>().Single());
        Assert.Equal((RequestKind.Signed, 2), (matter.Stage, matter.Returns));
        Assert.Equal(due, county.Read(db => db.Set<MatterMark>().Where(m => m.MatterId == id).OrderBy(m => m.Ordinal).Select(m => m.DueOn).ToList()));
    }
}
