using Countyworks.Engines.Clocks;
using Countyworks.Kernel;
using NodaTime;
using Xunit;
using static Countyworks.Engines.Tests.Calendars;
using static Countyworks.Engines.Tests.ClockGiven;

namespace Countyworks.Engines.Tests;

public sealed class A_request_received
{
    [Theory]
    [InlineData("2026-09-24", "2026-09-28", "2026-09-30", "2026-10-12")] // Mid-Autumn, then National Day; Saturday 10-10 counts
    [InlineData("2026-09-30", "2026-10-08", "2026-10-10", "2026-10-15")] // due on a make-up Saturday
    [InlineData("2026-02-13", "2026-02-14", "2026-02-25", "2026-03-02")] // Saturdays 02-14 and 02-28 are working days
    [InlineData("2026-06-07", "2026-06-08", "2026-06-10", "2026-06-16")] // a Sunday is day 0 like any other day
    [InlineData("2024-02-28", "2024-02-29", "2024-03-04", "2024-03-08")] // a leap day
    [InlineData("2025-12-31", "2026-01-04", "2026-01-06", "2026-01-12")] // over the year's end, to a make-up Sunday
    public void Is_due_after_one_three_and_seven_working_days(string received, string respond, string act, string report) =>
        Assert.Equal([respond, act, report], Working.Started(received).DueDays());

    [Theory]
    [InlineData("2026-09-24", "2026-09-25", "2026-09-27", "2026-10-01")]
    [InlineData("2026-12-31", "2027-01-01", "2027-01-03", "2027-01-07")] // natural days need no calendar
    public void Is_due_after_one_three_and_seven_natural_days_where_the_county_says_so(string received, string respond, string act, string report) =>
        Assert.Equal([respond, act, report], Natural.Started(received).DueDays());

    [Theory]
    [InlineData("2026-09-24 00:00")]
    [InlineData("2026-09-24 16:30")]
    [InlineData("2026-09-24 23:59")]
    public void Counts_the_local_day_of_receipt_as_day_0_whatever_the_hour(string received) =>
        Assert.Equal(["2026-09-28", "2026-09-30", "2026-10-12"], new Clock(Working, At(received), []).DueDays());

    [Fact]
    public void Is_in_time_until_the_end_of_the_last_day()
    {
        var deadline = Working.Started("2026-09-24").DeadlineOf("respond");
        Assert.Equal(At("2026-09-29 00:00"), deadline.DueAt);
        Assert.True(deadline.IsMetBy(deadline.DueAt - Duration.Epsilon));
        Assert.False(deadline.IsMetBy(deadline.DueAt));
    }

    /// <summary>Counted one day after the other over the second source, which knows nothing of our calendar.</summary>
    [Fact]
    public void Is_due_when_an_independent_calendar_says_on_every_day_of_three_years()
    {
        foreach (var received in DaysOf(2024, 2026))
        {
            var expected = Working.Marks.Select(mark => Walk(received, mark.After)).ToList();
            var outcome = new Clock(Working, CountyTime.StartOf(received) + Duration.FromHours(9), []).Deadlines(Shipped);
            if (expected[^1].Year > 2026)
            {
                Assert.Equal("calendar_year_missing", outcome.Refusal?.Code);
            }
            else
            {
                Assert.Equal(expected, outcome.Value.Running.Select(deadline => deadline.On));
            }
        }

        static LocalDate Walk(LocalDate day, int workdays)
        {
            while (workdays > 0)
            {
                day = day.PlusDays(1);
                workdays -= OracleSaysWorkday(day) ? 1 : 0;
            }

            return day;
        }
    }
}

public sealed class A_year_whose_rest_days_are_not_announced
{
    [Theory]
    [InlineData("2026-12-31")] // naive counting answers 2027-01-01, a holiday
    [InlineData("2026-12-25")] // only the last mark needs it
    public void Refuses_a_count_that_needs_it(string received)
    {
        var refusal = Working.Started(received).Deadlines(Shipped).Refusal;
        Assert.Equal("calendar_year_missing", refusal?.Code);
        Assert.Equal([new("year", 2027)], refusal?.Arguments);
    }

    [Fact]
    public void Is_counted_by_weekends_when_provisional_deadlines_are_asked_for() =>
        Assert.Equal(["2027-01-01", "2027-01-05", "2027-01-11"], Working.Started("2026-12-31").DueDays(Shipped.WithProvisionalYears()));

    [Theory]
    [InlineData("2026-12-31", true, true, true)]
    [InlineData("2026-12-28", false, false, true)]
    [InlineData("2026-12-21", false, false, false)] // day 7 is Wednesday 12-30
    [InlineData("2026-12-22", false, false, false)] // day 7 is Thursday 12-31
    [InlineData("2026-12-23", false, false, true)]
    public void Marks_exactly_the_deadlines_whose_count_touched_it(string received, params bool[] provisional)
    {
        var deadlines = Working.Started(received).Deadlines(Shipped.WithProvisionalYears()).Value;
        Assert.Equal(provisional, deadlines.Running.Select(deadline => deadline.IsProvisional));
        Assert.Equal(provisional.Any(each => each), deadlines.AreProvisional);
    }

    [Fact]
    public void Marks_a_deadline_that_only_passed_through_it()
    {
        var calendar = WorkCalendar.Read(ShippedFiles().Where(file => file.Year != 2025)).Value.WithProvisionalYears();
        var act = Working.Started("2025-12-30").Deadlines(calendar).Value.Running[1];
        Assert.Equal((new LocalDate(2026, 1, 5), true), (act.On, act.IsProvisional));
    }

    [Fact]
    public void Is_left_out_by_a_pause_that_covers_it()
    {
        var calendar = WorkCalendar.Read(ShippedFiles().Where(file => file.Year != 2025)).Value;
        Assert.Equal(["2026-01-04", "2026-01-06", "2026-01-12"], Working.Started("2024-12-31", Paused("2025-01-01", "2026-01-01")).DueDays(calendar));
    }
}

public sealed class An_emergency_counted_in_hours
{
    [Fact]
    public void Is_due_to_the_minute_by_day_and_night()
    {
        var clock = new Clock(Emergency, At("2026-10-01 22:15"), []);
        Assert.Equal([At("2026-10-01 23:15"), At("2026-10-02 02:15")], clock.Deadlines(Shipped).Value.Running.Select(deadline => deadline.DueAt));
    }

    [Fact]
    public void Is_due_later_by_exactly_the_length_of_a_pause()
    {
        var clock = new Clock(Emergency, At("2026-10-01 08:00"), [new(At("2026-10-01 10:00"), At("2026-10-01 10:45"), "force_majeure")]);
        Assert.Equal([At("2026-10-01 09:00"), At("2026-10-01 12:45")], clock.Deadlines(Shipped).Value.Running.Select(deadline => deadline.DueAt));
    }

    [Fact]
    public void Counts_an_hour_paused_twice_over_only_once()
    {
        var clock = new Clock(Emergency, At("2026-10-01 08:00"),
        [
            new(At("2026-10-01 10:15"), At("2026-10-01 10:30"), "person"),
            new(At("2026-10-01 10:00"), At("2026-10-01 11:00"), "force_majeure"),
        ]);
        Assert.Equal(At("2026-10-01 13:00"), clock.DeadlineOf("stabilise").DueAt);
    }

    [Fact]
    public void Is_due_though_a_pause_begins_at_that_very_instant()
    {
        var clock = new Clock(Emergency, At("2026-10-01 08:00"), [new(At("2026-10-01 12:00"), null, "person")]);
        Assert.Equal(At("2026-10-01 12:00"), clock.DeadlineOf("stabilise").DueAt);
    }

    [Fact]
    public void Due_at_midnight_is_due_on_the_day_that_ends()
    {
        var clock = new Clock(Emergency, At("2026-10-01 23:00"), []);
        Assert.Equal(new LocalDate(2026, 10, 1), clock.DeadlineOf("arrive").On);
    }

    [Fact]
    public void Needs_no_calendar() => Assert.Null(Emergency.Started("2031-01-01").Deadlines(Shipped).Refusal);
}
