using Countyworks.Engines.Clocks;
using Xunit;
using static Countyworks.Engines.Tests.Calendars;
using static Countyworks.Engines.Tests.ClockGiven;

namespace Countyworks.Engines.Tests;

/// <summary>Received on Thursday 2026-09-24: due on Monday 09-28, Wednesday 09-30 and Monday 10-12.</summary>
public sealed class Minding_a_clock
{
    private static readonly Clock Clock = Working.Started("2026-09-24");

    [Theory]
    [InlineData("2026-09-24 16:30", Light.Green)]
    [InlineData("2026-09-27 23:59", Light.Green)]
    [InlineData("2026-09-28 00:00", Light.Amber)]
    [InlineData("2026-09-28 23:59", Light.Amber)]
    [InlineData("2026-09-29 00:00", Light.Red)]
    public void Shows_amber_on_the_last_day_and_red_after_it(string asOf, Light light) =>
        Assert.Equal(light, Clock.DeadlineOf("respond").LightAt(At(asOf)));

    [Theory]
    [InlineData("respond", "2026-09-24", 1)]
    [InlineData("respond", "2026-09-26", 1)] // the days between are rest days
    [InlineData("respond", "2026-09-28", 0)]
    [InlineData("respond", "2026-09-29", -1)]
    [InlineData("act", "2026-09-28", 2)]
    [InlineData("act", "2026-10-03", 0)] // late, but no working day has passed
    [InlineData("act", "2026-10-08", -1)]
    [InlineData("report", "2026-10-09", 2)] // the make-up Saturday, then Monday
    public void Tells_the_working_days_left(string mark, string asOf, int left) =>
        Assert.Equal(left, Clock.LeftAt(On(asOf), Working.Marks.Single(each => each.Name == mark), Shipped).Value.Whole);

    [Theory]
    [InlineData("respond", "2026-09-27 23:59", false)]
    [InlineData("respond", "2026-09-28 00:00", true)] // a mark of one day is reminded on its day
    [InlineData("act", "2026-09-28 23:59", false)]
    [InlineData("act", "2026-09-29 00:00", true)]
    [InlineData("act", "2026-10-01 00:00", false)] // past it: no reminder any more
    [InlineData("report", "2026-10-09 23:59", false)]
    [InlineData("report", "2026-10-10 00:00", true)] // the working day before is a Saturday
    public void Reminds_one_working_day_before(string mark, string asOf, bool needed) =>
        Assert.Equal(needed, Clock.DeadlineOf(mark).NeedsReminderAt(At(asOf)));

    [Theory]
    [InlineData("2026-09-28 23:59")]
    [InlineData("2026-09-29 00:00", 1)]
    [InlineData("2026-09-29 23:59", 1)]
    [InlineData("2026-09-30 00:00", 1, 2)]
    [InlineData("2026-10-08 23:59", 1, 2)] // rest days escalate nothing
    [InlineData("2026-10-09 00:00", 1, 2, 3)]
    public void Escalates_post_by_post_as_working_days_pass(string asOf, params int[] up) =>
        Assert.Equal(up, Clock.EscalationsAt(At(asOf), Working.Marks[0], Shipped).Value.Select(escalation => escalation.Step.Up));

    [Fact]
    public void Turns_from_yellow_to_red()
    {
        var warnings = Clock.EscalationsAt(At("2026-09-30 08:00"), Working.Marks[0], Shipped).Value.Select(escalation => escalation.Step.Warning);
        Assert.Equal([Warning.Yellow, Warning.Red], warnings);
    }

    [Fact]
    public void Escalates_an_emergency_by_the_hour()
    {
        var clock = new Clock(Emergency, At("2026-10-01 22:15"), []);
        Assert.Equal(
            [At("2026-10-01 23:15"), At("2026-10-02 01:15")],
            clock.EscalationsAt(At("2026-10-02 01:15"), Emergency.Marks[0], Shipped).Value.Select(escalation => escalation.At));
    }

    [Fact]
    public void Escalates_nothing_while_paused() =>
        Assert.Empty(Working.Started("2026-09-24", Paused("2026-09-28", null)).EscalationsAt(On("2026-12-01"), Working.Marks[0], Shipped).Value);
}
