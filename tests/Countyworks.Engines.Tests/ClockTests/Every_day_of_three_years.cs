using Countyworks.Engines.Clocks;
using Countyworks.Kernel;
using NodaTime;
using Xunit;
using static Countyworks.Engines.Tests.Calendars;

namespace Countyworks.Engines.Tests;

/// <summary>
/// 2024, 2025 and 2026, day by day, held against a count on the fingers over the second calendar: it knows nothing of ours, and looks at
/// every single day, or minute.
/// </summary>
public sealed class Every_day_of_three_years
{
    /// <summary>Hours on either side of what could be taken for a border: midnight here, midnight in Greenwich, office hours.</summary>
    private static readonly LocalTime[] Hours = [new(0, 0), new(7, 59), new(8, 0), new(17, 30), new(23, 59)];

    [Theory]
    [InlineData(DayCount.Working)]
    [InlineData(DayCount.Natural)]
    public void Is_counted_as_on_the_fingers_at_every_hour(DayCount counts)
    {
        foreach (var (day, hour) in DaysOf(2024, 2026).SelectMany(day => Hours.Select(hour => (day, hour))))
        {
            Holds(new Clock(ClockRule.OneThreeSeven(counts), CountyTime.At(day + hour), []));
        }
    }

    [Theory]
    [InlineData(DayCount.Working)]
    [InlineData(DayCount.Natural)]
    public void Is_counted_as_on_the_fingers_when_it_is_paused_from_any_day_for_any_time(DayCount counts)
    {
        foreach (var (index, day) in DaysOf(2024, 2026).Index())
        {
            var start = CountyTime.At(day + Hours[index % Hours.Length]);
            for (var from = 0; from <= 11; from++)
            {
                // Lengths that share no factor with a week or with each other, so that every day of every holiday is once a border.
                var (one, other) = (Paused(start, from, (index + from) % 13), Paused(start, from + 3, index % 5));
                Holds(new Clock(ClockRule.OneThreeSeven(counts), start, [one]));
                Holds(new Clock(ClockRule.OneThreeSeven(counts), start, [one, other]));
            }
        }
    }

    [Fact]
    public void Is_counted_to_the_minute_by_day_and_night()
    {
        foreach (var (index, day) in DaysOf(2024, 2026).Index())
        {
            var start = CountyTime.At(day + Hours[index % Hours.Length]);
            var pause = new Pause(start + Duration.FromMinutes(index % 300), start + Duration.FromMinutes((index % 300) + (index % 97)), "person");
            var clock = new Clock(ClockGiven.Emergency, start, [pause]);
            Assert.Equal(
                clock.Rule.Marks.Select(mark => MinuteByMinute(clock, mark.After * 60)),
                clock.Deadlines(Shipped).Value.Running.Select(deadline => deadline.DueAt));
        }
    }

    private static void Holds(Clock clock)
    {
        var expected = clock.Rule.Marks.Select(mark => DayByDay(clock, mark.After)).ToList();
        var outcome = clock.Deadlines(Shipped);
        if (clock.Rule.Counting == DayCount.Working && expected[^1].Year > 2026)
        {
            Assert.Equal("calendar_year_missing", outcome.Refusal?.Code);
        }
        else
        {
            Assert.Equal(expected, outcome.Value.Running.Select(deadline => deadline.On));
            Assert.Equal(expected.Select(CountyTime.EndOf), outcome.Value.Running.Select(deadline => deadline.DueAt));
        }
    }

    private static LocalDate DayByDay(Clock clock, int left)
    {
        var day = CountyTime.LocalDay(clock.StartedAt);
        while (left > 0)
        {
            day = day.PlusDays(1);
            var isPaused = clock.Pauses.Any(pause => CountyTime.LocalDay(pause.From) <= day && day < CountyTime.LocalDay(pause.Until!.Value));
            left -= !isPaused && (clock.Rule.Counting == DayCount.Natural || OracleSaysWorkday(day)) ? 1 : 0;
        }

        return day;
    }

    private static Instant MinuteByMinute(Clock clock, int left)
    {
        var at = clock.StartedAt;
        while (left > 0)
        {
            left -= clock.Pauses.Any(pause => pause.From <= at && at < pause.Until) ? 0 : 1;
            at += Duration.FromMinutes(1);
        }

        return at;
    }

    private static Pause Paused(Instant start, int fromDays, int days) =>
        new(start + Duration.FromDays(fromDays), start + Duration.FromDays(fromDays + days), "person");
}
