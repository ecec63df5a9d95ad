using Countyworks.Engines.Clocks;
using Countyworks.Kernel;
using NodaTime;
using Xunit;
using static Countyworks.Engines.Tests.Calendars;
using static Countyworks.Engines.Tests.ClockGiven;

namespace Countyworks.Engines.Tests;

/// <summary>A request received on Monday 2026-06-01: due on Tuesday 2nd, Thursday 4th and Wednesday 10th.</summary>
public sealed class Pausing_a_clock
{
    [Theory]
    [InlineData("2026-06-03", "2026-06-03", "2026-06-02", "2026-06-04", "2026-06-10")] // ended the day it began: nothing changes
    [InlineData("2026-06-03", "2026-06-04", "2026-06-02", "2026-06-05", "2026-06-11")] // Wednesday is left out, Thursday counts again
    [InlineData("2026-06-04", "2026-06-05", "2026-06-02", "2026-06-05", "2026-06-11")] // on the very day it was due
    [InlineData("2026-06-05", "2026-06-08", "2026-06-02", "2026-06-04", "2026-06-11")] // Friday to Monday: one working day
    [InlineData("2026-06-06", "2026-06-08", "2026-06-02", "2026-06-04", "2026-06-10")] // a weekend: nothing to leave out
    [InlineData("2026-06-01", "2026-06-03", "2026-06-03", "2026-06-05", "2026-06-11")] // from the day of receipt
    [InlineData("2026-05-20", "2026-06-03", "2026-06-03", "2026-06-05", "2026-06-11")] // from before it
    [InlineData("2026-06-11", "2026-07-11", "2026-06-02", "2026-06-04", "2026-06-10")] // after everything was due
    public void Leaves_out_the_days_from_its_beginning_up_to_its_end(string from, string until, params string[] due) =>
        Assert.Equal(due, Working.Started("2026-06-01", Paused(from, until)).DueDays());

    [Fact]
    public void Leaves_out_a_day_once_when_two_pauses_share_it() =>
        Assert.Equal(
            ["2026-06-02", "2026-06-08", "2026-06-12"],
            Working.Started("2026-06-01", Paused("2026-06-04", "2026-06-05"), Paused("2026-06-03", "2026-06-05")).DueDays());

    [Fact]
    public void Stops_the_marks_it_reached_and_keeps_what_they_had_left()
    {
        var deadlines = Working.Started("2026-06-01", Paused("2026-06-03", null)).Deadlines(Shipped).Value;
        Assert.Equal(["respond"], deadlines.Running.Select(deadline => deadline.Mark.Name));
        Assert.Equal([("act", 2), ("report", 6)], deadlines.Stopped.Select(stopped => (stopped.Mark.Name, stopped.Left.Whole)));
    }

    [Fact]
    public void Keeps_the_days_left_the_same_however_long_it_lasts()
    {
        var clock = Working.Started("2026-06-01", Paused("2026-06-03", null));
        Assert.Equal(6, clock.LeftAt(On("2026-08-31"), Working.Marks[2], Shipped).Value.Whole);
    }

    [Fact]
    public void Stops_a_clock_of_hours_at_the_minute()
    {
        var clock = new Clock(Emergency, At("2026-06-01 08:00"), [new(At("2026-06-01 10:30"), null, "force_majeure")]);
        var stopped = Assert.Single(clock.Deadlines(Shipped).Value.Stopped);
        Assert.Equal(Duration.FromMinutes(90), stopped.Left.Amount);
    }

    [Theory]
    [InlineData("person", null)]
    [InlineData("holiday", "pause_reason_unknown")]
    public void Takes_a_listed_reason(string reason, string? refusal) =>
        Assert.Equal(refusal, Pausing.May(Working.Started("2026-06-01"), reason).Refusal?.Code);

    [Fact]
    public void Is_refused_while_one_is_open() =>
        Assert.Equal("pause_open", Pausing.May(Working.Started("2026-06-01", Paused("2026-06-03", null)), "person").Refusal?.Code);

    [Fact]
    public void Must_end_when_its_reason_is_used_up() =>
        Assert.Equal(At("2026-06-18 00:00"), Working.LatestEndOf(Paused("2026-06-03", null)));

    [Fact]
    public void Cannot_end_before_it_begins() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Paused("2026-06-03", "2026-06-02"));
}
