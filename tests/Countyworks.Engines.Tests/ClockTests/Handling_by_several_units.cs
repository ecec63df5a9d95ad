using Countyworks.Engines.Clocks;
using NodaTime;
using Xunit;
using static Countyworks.Engines.Tests.Calendars;
using static Countyworks.Engines.Tests.ClockGiven;

namespace Countyworks.Engines.Tests;

public sealed class Returning_a_matter
{
    [Theory]
    [InlineData("2026-09-28 23:59", 0, null)]
    [InlineData("2026-09-29 00:00", 0, "return_too_late")] // one working day after Thursday 09-24 is Monday 09-28
    [InlineData("2026-09-24 17:00", 1, null)]
    [InlineData("2026-09-24 17:00", 2, "returns_used_up")]
    [InlineData("2026-10-30 17:00", 2, "returns_used_up")] // said before that it is also late
    public void Is_possible_within_a_working_day_and_twice(string now, int returnsBefore, string? refusal) =>
        Assert.Equal(refusal, Returning.May(Natural, On("2026-09-24"), returnsBefore, Shipped, At(now)).Refusal?.Code);

    [Fact]
    public void Says_until_when_it_was_possible() =>
        Assert.Equal([new("until", Day("2026-09-28"))], Returning.May(Working, On("2026-09-24"), 0, Shipped, On("2026-09-29")).Refusal?.Arguments);

    [Fact]
    public void Gives_the_next_unit_its_own_days_but_the_resident_none_back()
    {
        var resident = Working.Started("2026-06-01");
        var nextUnit = Working.Started("2026-06-03");
        Assert.Equal(["2026-06-02", "2026-06-04", "2026-06-10"], resident.DueDays());
        Assert.Equal(["2026-06-04", "2026-06-08", "2026-06-12"], nextUnit.DueDays());
    }
}

public sealed class Joint_handling
{
    [Fact]
    public void Gives_lead_and_co_handler_each_their_own_clock_and_pauses()
    {
        var lead = Working.Started("2026-06-01");
        var assistant = Working.Started("2026-06-02", Paused("2026-06-03", "2026-06-05"));
        Assert.Equal(["2026-06-02", "2026-06-04", "2026-06-10"], lead.DueDays());
        Assert.Equal(["2026-06-05", "2026-06-09", "2026-06-15"], assistant.DueDays());
    }
}

public sealed class Holding_a_matter
{
    [Theory]
    [InlineData("2026-06-01", "2026-06-01", 0)] // passed on the day it came
    [InlineData("2026-06-01", "2026-06-02", 1)]
    [InlineData("2026-06-05", "2026-06-08", 1)] // a weekend between
    [InlineData("2026-06-01", null, 7)] // still held on the 10th
    public void Counts_the_working_days_it_was_held(string from, string? until, int days) =>
        Assert.Equal(days, Held(DayCount.Working, [], (from, until)));

    [Fact]
    public void Adds_up_to_the_whole_over_units_one_after_the_other() =>
        Assert.Equal(7, Held(DayCount.Working, [], ("2026-06-01", "2026-06-03"), ("2026-06-03", "2026-06-05"), ("2026-06-05", null)));

    [Fact]
    public void Leaves_out_pauses() =>
        Assert.Equal(5, Held(DayCount.Working, [Paused("2026-06-03", "2026-06-05")], ("2026-06-01", null)));

    [Fact]
    public void Counts_hours_to_the_minute_and_shows_whole_ones()
    {
        Holding[] holdings = [new(At("2026-06-01 08:00"), At("2026-06-01 10:30")), new(At("2026-06-01 12:00"), null)];
        Pause[] pauses = [new(At("2026-06-01 10:00"), At("2026-06-01 12:15"), "force_majeure")];
        var held = Clock.HeldFor(DayCount.Hours, holdings, pauses, Shipped, asOf: At("2026-06-01 13:30")).Value;
        Assert.Equal((Duration.FromMinutes(195), 3), (held.Amount, held.Whole));
    }

    [Fact]
    public void Is_refused_over_a_year_not_announced() =>
        Assert.Equal("calendar_year_missing", Clock.HeldFor(DayCount.Working, [new(On("2026-12-31"), null)], [], Shipped, On("2027-01-05")).Refusal?.Code);

    private static int Held(DayCount counts, Pause[] pauses, params (string From, string? Until)[] spans)
    {
        var holdings = spans.Select(span => new Holding(On(span.From), span.Until is null ? null : On(span.Until)));
        return Clock.HeldFor(counts, holdings, pauses, Shipped, asOf: On("2026-06-10")).Value.Whole;
    }
}
