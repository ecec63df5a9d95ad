using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Roster;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using NodaTime;

namespace Countyworks.Tests.Roster;

public sealed class Planning_shifts
{
    [Theory, EveryEngine]
    public async Task Covers_168_hours_a_week_by_three_shifts_a_day_and_records_each(Engine engine)
    {
        await using var county = await County.On(engine);
        foreach (var (name, from) in new[] { ("甲", 0), ("乙", 8), ("丙", 16) })
        {
            var officer = await county.Officer(name);
            Assert.Equal(14, (await county.Try(RosterGiven.Plan(county.Community.Id, officer.Posts[0].Id, from, from + 8, weeks: 2))).Value.Count);
        }

        var week = county.Read(db => RosterWeek.Read(db, county.Community.Id, RosterGiven.Monday.PlusDays(9)));

        Assert.Equal((168m, 168m), (week.Covered, week.Hours));
        Assert.Empty(week.Gaps);
        Assert.Empty(week.Doubles);
        Assert.Equal(42, county.Read(db => db.Set<FactRow>().Count(f => f.Kind == "shift_planned")));
        Assert.Equal("0735123", county.Shifts()[0].Phone);
    }

    [Theory, EveryEngine]
    public async Task Shows_the_hours_that_nobody_covers(Engine engine)
    {
        await using var county = await County.On(engine);
        await county.Try(RosterGiven.Plan(county.Community.Id, county.Duty.Posts[0].Id, 8, 20));

        var week = county.Read(db => RosterWeek.Read(db, county.Community.Id, RosterGiven.Monday));

        Assert.Equal(84m, week.Covered);
        Assert.Equal(8, week.Gaps.Count);
        Assert.Equal(new Interval(County.At("2026-09-28T20:00"), County.At("2026-09-29T08:00")), week.Gaps[1]);
    }

    [Theory, EveryEngine]
    public async Task Counts_a_shift_over_midnight_in_both_weeks_and_both_months(Engine engine)
    {
        await using var county = await County.On(engine);
        await county.Try(RosterGiven.Plan(county.Community.Id, county.Duty.Posts[0].Id, 20, 8, new(2026, 10, 31), days: [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday]));

        var (first, second) = county.Read(db => (RosterWeek.Read(db, county.Community.Id, new(2026, 10, 31)), RosterWeek.Read(db, county.Community.Id, new(2026, 11, 2))));

        Assert.Equal((16m, 4m), (first.Covered, first.MonthCovered));
        Assert.Equal((8m, 20m), (second.Covered, second.MonthCovered));
    }

    [Theory, EveryEngine]
    public async Task Leaves_what_is_planned_already_as_it_is(Engine engine)
    {
        await using var county = await County.On(engine);
        var plan = RosterGiven.Plan(county.Community.Id, county.Duty.Posts[0].Id, 8, 16);
        await county.Try(plan);

        Assert.Equal(7, (await county.Try(plan with { Weeks = 2 })).Value.Count);
        Assert.Equal(0, (await county.Try(plan with { Weeks = 2 })).Value.Count);
        Assert.Equal(14, county.Shifts().Count);
    }

    [Theory, EveryEngine]
    public async Task Books_nobody_twice_unless_it_is_meant_and_then_says_so(Engine engine)
    {
        await using var county = await County.On(engine);
        var post = county.Duty.Posts[0].Id;
        await county.Try(RosterGiven.Plan(county.Community.Id, post, 8, 16, days: [IsoDayOfWeek.Monday]));
        var elsewhere = RosterGiven.Plan(county.Street.Id, post, 15, 23, days: [IsoDayOfWeek.Monday]);

        var refused = await county.Try(elsewhere);
        var here = await county.Try(RosterGiven.Plan(county.Community.Id, post, 15, 23, days: [IsoDayOfWeek.Monday]) with { DespiteDoubles = true });
        await county.Try(elsewhere with { DespiteDoubles = true });

        Assert.Equal(("double_booked", "despiteDoubles"), (refused.Refusal!.Code, refused.Refusal.Field));
        Assert.Equal("shift_twice", here.Refusal!.Code);
        var twice = Assert.Single(county.Read(db => RosterWeek.Read(db, county.Community.Id, RosterGiven.Monday)).Doubles);
        Assert.Equal(new Interval(County.At("2026-09-28T15:00"), County.At("2026-09-28T16:00")), twice.Time);
    }

    [Theory, EveryEngine]
    public async Task Refuses_what_makes_no_sense_in_this_order(Engine engine)
    {
        await using var county = await County.On(engine);
        var right = RosterGiven.Plan(county.Community.Id, county.Duty.Posts[0].Id, 8, 16);
        var line = right.Pattern.Lines[0];
        var cases = new (PlanShifts Plan, string Code)[]
        {
            (right with { Place = default }, "not_found"),
            (right with { Pattern = new([]) }, "missing"),
            (right with { Weeks = 0 }, "out_of_range"),
            (right with { Weeks = 54 }, "out_of_range"),
            (right with { Weeks = 53, Pattern = new([.. Enumerable.Repeat(line, 40)]) }, "too_many_shifts"),
            (right with { Pattern = new([line with { Phone = "电话" }]) }, "phone_invalid"),
            (right with { FirstDay = new(2026, 9, 23) }, "shift_in_the_past"),
            (right with { Pattern = new([line with { Post = county.Handler.Posts[0].Id }]) }, "post_unknown"),
            (right with { Pattern = new([line with { Post = default }]) }, "post_unknown"),
        };

        foreach (var (plan, code) in cases)
        {
            Assert.Equal(code, (await county.Try(plan)).Refusal?.Code);
        }

        Assert.Empty(county.Shifts());
    }

    [Theory, EveryEngine]
    public async Task Lets_nobody_plan_outside_their_places_nor_put_on_whose_post_is_elsewhere(Engine engine)
    {
        await using var county = await County.On(engine);
        var below = await county.Officer("小区值班员", county.Community);
        var streets = new Caller { Person = county.Dispatcher.Person, Posts = [new Post { Id = default, PersonId = default, OrganisationId = default, Role = Role.Dispatcher, PlaceId = county.Community.Id, PlacePath = county.Community.Path, Title = "", FirstDay = new(2020, 1, 1) }] };

        var outside = await county.Try("plan_shifts", change => RosterGiven.Plan(county.Street.Id, county.Duty.Posts[0].Id, 8, 16).In(change, streets), county.Dispatcher);
        var above = await county.Try(RosterGiven.Plan(county.Street.Id, below.Posts[0].Id, 8, 16));

        Assert.Equal("not_found", outside.Refusal?.Code);
        Assert.Equal("post_unknown", above.Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Puts_another_on_a_shift_to_come_and_on_what_is_left_of_one_that_has_begun(Engine engine)
    {
        await using var county = await County.On(engine);
        var other = await county.Officer("乙");
        await county.Try(RosterGiven.Plan(county.Community.Id, county.Duty.Posts[0].Id, 8, 16, days: [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday]));
        var (first, second) = (county.Shifts()[0], county.Shifts()[1]);

        await Replace(county, second.Id, other);
        county.Now("2026-09-28T12:00");
        var left = await Replace(county, first.Id, other);

        var shifts = county.Shifts();
        Assert.Equal([Hours("2026-09-28", 8, 12), Hours("2026-09-28", 12, 16), Hours("2026-09-29", 8, 16)], shifts.Select(s => s.Time));
        Assert.Equal([county.Duty.Person!.Id, other.Person!.Id, other.Person.Id], shifts.Select(s => s.PersonId));
        Assert.Equal(shifts[1].Id, left.Value.Id);
        Assert.Equal("shift_over", (await Replace(county, first.Id, other)).Refusal?.Code);
        Assert.Equal("changed_meanwhile", (await county.Try("replace", c => new ReplaceOnShift(second.Id, other.Posts[0].Id, IfVersion: 7).In(c, county.Dispatcher))).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Swaps_two_people_who_keep_their_hours_free(Engine engine)
    {
        await using var county = await County.On(engine);
        var other = await county.Officer("乙");
        await county.Try(RosterGiven.Plan(county.Community.Id, county.Duty.Posts[0].Id, 8, 16, days: [IsoDayOfWeek.Monday]));
        await county.Try(RosterGiven.Plan(county.Community.Id, other.Posts[0].Id, 8, 16, days: [IsoDayOfWeek.Tuesday]));
        var (first, second) = (county.Shifts()[0], county.Shifts()[1]);

        await county.Do("swap", change => new SwapShifts(first.Id, second.Id).In(change, county.Dispatcher));

        Assert.Equal([other.Person!.Id, county.Duty.Person!.Id], county.Shifts().Select(s => s.PersonId));
        Assert.Equal(2, county.Read(db => db.Set<FactRow>().Count(f => f.Kind == "shifts_swapped")));
        county.Now("2026-09-28T09:00");
        Assert.Equal("shift_begun", (await county.Try("swap", change => new SwapShifts(second.Id, first.Id).In(change, county.Dispatcher))).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Ends_a_shift_now_or_takes_it_off_before_it_begins_and_the_journal_keeps_it(Engine engine)
    {
        await using var county = await County.On(engine);
        await county.Try(RosterGiven.Plan(county.Community.Id, county.Duty.Posts[0].Id, 8, 16, days: [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday]));
        var (first, second) = (county.Shifts()[0], county.Shifts()[1]);
        county.Now("2026-09-28T10:00");

        await county.Do("end", change => new EndShift(first.Id).In(change, county.Dispatcher));
        await county.Do("end", change => new EndShift(second.Id).In(change, county.Dispatcher));

        Assert.Equal(Hours("2026-09-28", 8, 10), Assert.Single(county.Shifts()).Time);
        Assert.Equal(2, county.Read(db => db.Set<FactRow>().Count(f => f.Kind == "shift_ended")));
        Assert.Equal("shift_over", (await county.Try("end", change => new EndShift(first.Id).In(change, county.Dispatcher))).Refusal?.Code);
        Assert.Equal("not_found", (await county.Try("end", change => new EndShift(second.Id).In(change, county.Dispatcher))).Refusal?.Code);
    }

    private static Interval Hours(string day, int from, int to) => new(County.At($"{day}T{from:00}:00"), County.At($"{day}T{to:00}:00"));

    private static Task<Outcome<Shift>> Replace(County county, Id<Shift> shift, Caller other) =>
        county.Try("replace", change => new ReplaceOnShift(shift, other.Posts[0].Id).In(change, county.Dispatcher), county.Dispatcher);
}
