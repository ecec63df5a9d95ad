using Countyworks.Core.Calendars;
using Countyworks.Core.Matters;
using Countyworks.Core.Notices;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Tests.Matters;

/// <summary>A request received on Thursday 2026-09-24: due on 09-28, 09-30 and 10-12.</summary>
public sealed class Asking_for_time
{
    [Theory, EveryEngine]
    public async Task More_days_move_what_is_not_met_yet_and_can_be_asked_for_until_the_deadline_alone(Engine engine)
    {
        await using var county = await County.On(engine);
        var id = await Dispatched(county);
        county.Now("2026-09-28T10:00");
        await county.Move(id, RequestKind.Respond, "已联系");

        await Granted(county, id, AskKind.Extension, "complex", days: 2);

        Assert.Equal([new(2026, 9, 28), new LocalDate(2026, 10, 9), new LocalDate(2026, 10, 14)], DueDays(county, id));
        county.Now("2026-10-10T00:00");
        Assert.Equal("extension_too_late", (await Ask(county, id, AskKind.Extension, "complex", days: 1)).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task A_deadline_put_off_is_reminded_of_again_and_escalates_again(Engine engine)
    {
        await using var county = await County.On(engine);
        var id = await Dispatched(county);
        county.Now("2026-09-28T10:00");
        await Run(county);
        await Granted(county, id, AskKind.Extension, "complex", days: 2);
        county.Now("2026-09-30T10:00");
        await Run(county);
        county.Now("2026-10-08T10:00");
        await Run(county);

        Assert.Equal(2, Count<MatterReminded>(county));
        Assert.Equal(1, Count<MatterEscalated>(county));
    }

    [Theory, EveryEngine]
    public async Task A_pause_ends_when_it_must_though_the_server_slept(Engine engine)
    {
        await using var county = await County.On(engine);
        var id = await Dispatched(county);
        await Granted(county, id, AskKind.Pause, "person");
        county.Now("2026-10-20T10:00");
        await Run(county);

        var pause = county.Read(db => db.Set<MatterPause>().Single());
        Assert.Equal(County.At("2026-10-09T00:00"), pause.EndedAt); // 15 natural days
        Assert.Equal(county.Dispatcher.Posts[0].Id, pause.ApprovedBy);
        Assert.Equal(new LocalDate(2026, 10, 9), DueDays(county, id)[0]);
    }

    [Theory, EveryEngine]
    public async Task A_plan_whose_review_day_came_while_it_waited_is_not_agreed_to(Engine engine)
    {
        await using var county = await County.On(engine);
        var id = await Dispatched(county);
        var ask = (await Ask(county, id, AskKind.Pause, AskFor.Parked, review: new LocalDate(2026, 9, 25))).Value;
        county.Now("2026-09-25T09:00");

        Assert.Equal("review_day_past", (await Decide(county, ask, true)).Refusal?.Code);
        Assert.Null((await Decide(county, ask, false)).Refusal);
    }

    [Theory, EveryEngine]
    public async Task What_was_asked_for_lapses_when_the_unit_has_done_with_it_and_does_not_bar_the_next(Engine engine)
    {
        await using var county = await County.On(engine);
        var id = await Dispatched(county);
        var ask = (await Ask(county, id, AskKind.Pause, "person")).Value;
        await county.Do("dispatch", change => new DispatchMatter(id, county.Water.Id, [], "chosen", Words.None).In(change, county.Dispatcher, county.Rules), county.Dispatcher);

        Assert.Equal("decided_already", (await Decide(county, ask, true)).Refusal?.Code);
        Assert.Equal(1, Count<AskLapsed>(county));
        Assert.Null((await county.Try("ask", change => new AskFor(id, AskKind.Pause, "person", 0, null, Words.Of("等材料")).In(change, county.WaterHandler, county.Rules), county.WaterHandler)).Refusal);
    }

    [Theory, EveryEngine]
    public async Task Without_a_year_s_calendar_deadlines_are_provisional_and_counted_again_when_it_comes_for_those_who_help_too(Engine engine)
    {
        await using var county = await County.On(engine, "2026-12-31T09:00");
        var id = (await county.File()).Id;
        await county.Dispatch(id, county.Water.Id);
        county.Now("2027-01-02T09:00");
        await county.Move(id, RequestKind.Respond, "已联系");
        Assert.True(county.Read(db => db.Set<Matter>().Single().IsProvisional));
        Assert.Equal([new(2027, 1, 1), new LocalDate(2027, 1, 5), new LocalDate(2027, 1, 11)], DueDays(county, id));
        Assert.False(county.Read(db => db.Set<Request>().Single().WasRespondedInTime));

        // New Year's Day is off, and the Sunday after it is worked.
        var file = """{"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}, {"name": "元旦", "date": "2027-01-03", "isOffDay": false}]}""";
        await county.Do("import_calendar", change => new ImportCalendar(file).In(change, Caller.Operator, county.Rules));

        Assert.Equal([new(2027, 1, 3), new LocalDate(2027, 1, 5), new LocalDate(2027, 1, 11)], DueDays(county, id));
        Assert.False(county.Read(db => db.Set<Matter>().Single().IsProvisional));
        Assert.True(county.Read(db => db.Set<Request>().Single().WasRespondedInTime));
        Assert.Equal(new LocalDate(2027, 1, 11), county.Read(db => db.Set<Assignment>().Single(a => a.Part == Part.Assist).DueOn));
        Assert.Equal(1, Count<DeadlinesRecounted>(county));
    }

    [Theory, EveryEngine]
    public async Task Pressing_for_it_tells_the_unit_and_stays_on_record_and_is_not_the_unit_s_to_do(Engine engine)
    {
        await using var county = await County.On(engine);
        var id = await Dispatched(county);
        var (before, words) = (Count<MatterSupervised>(county), Words.Of("明天必须修好"));

        var own = await county.Try("supervise", change => new SuperviseMatter(id, words).In(change, county.Handler, county.Rules), county.Handler);
        var empty = await county.Try("supervise", change => new SuperviseMatter(id, Words.None).In(change, county.Duty, county.Rules), county.Duty);
        await county.Do("supervise", change => new SuperviseMatter(id, words).In(change, county.Duty, county.Rules), county.Duty);

        Assert.Equal(("forbidden", "missing"), (own.Refusal?.Code, empty.Refusal?.Code));
        Assert.Equal(before + 1, Count<MatterSupervised>(county));
        Assert.Contains(county.Read(db => db.Set<Notice>().ToList()), n => n.PersonId == county.Handler.Person!.Id && n.Text.Key == "notice.matter_supervised");
    }

    private static async Task<Id<Matter>> Dispatched(County county)
    {
        var id = (await county.File()).Id;
        await county.Dispatch(id);
        return id;
    }

    private static Task<Outcome<Ask>> Ask(County county, Id<Matter> id, AskKind kind, string reason, int days = 0, LocalDate? review = null) =>
        county.Try("ask", change => new AskFor(id, kind, reason, days, review, Words.Of("情况复杂")).In(change, county.Handler, county.Rules), county.Handler);

    private static Task<Outcome<Dossier>> Decide(County county, Ask ask, bool grant) => county.Try(
        "decide", change => new DecideAsk(ask.Id, grant, Words.Of("看过了")).In(change, county.Dispatcher, county.Rules), county.Dispatcher);

    private static async Task Granted(County county, Id<Matter> id, AskKind kind, string reason, int days = 0) =>
        Assert.Null((await Decide(county, (await Ask(county, id, kind, reason, days)).Value, true)).Refusal);

    private static LocalDate?[] DueDays(County county, Id<Matter> id) =>
        [.. county.Read(db => db.Set<MatterMark>().Where(m => m.MatterId == id).OrderBy(m => m.Ordinal).Select(m => m.DueOn).ToList())];

    private static int Count<T>(County county)
        where T : Fact
    {
        var kind = FactKinds.NameOf(typeof(T));
        return county.Read(db => db.Set<FactRow>().Count(f => f.Kind == kind));
    }

    private static async Task Run(County county)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(county.Database).AddSingleton(county.Writer).AddSingleton(county.Rules).BuildServiceProvider();
        await ClockJobs.RunAsync(services, county.Clock.GetCurrentInstant(), default);
    }
}
