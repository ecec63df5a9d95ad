using Countyworks.Engines.Clocks;
using Countyworks.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Engines.Tests;

/// <summary>Clocks and times as the tests write them: local, to the minute.</summary>
internal static class ClockGiven
{
    public static readonly ClockRule Working = ClockRule.OneThreeSeven();
    public static readonly ClockRule Natural = ClockRule.OneThreeSeven(DayCount.Natural);

    /// <summary>Arrive within 1 hour, stabilise within 4: counted by day and night.</summary>
    public static readonly ClockRule Emergency = Working with
    {
        Code = "emergency",
        Counting = DayCount.Hours,
        Marks = [new("arrive", 1), new("stabilise", 4)],
        Escalation = [new(0, Warning.Red, 1), new(2, Warning.Red, 2)],
    };

    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    public static Instant At(string local) => CountyTime.At(Minute.Parse(local).Value);

    /// <summary>Half past four in the afternoon, as good as any hour.</summary>
    public static Instant On(string day) => At(day + " 16:30");

    public static Clock Started(this ClockRule rule, string day, params Pause[] pauses) => new(rule, On(day), pauses);

    public static Pause Paused(string from, string? until) => new(On(from), until is null ? null : On(until), "person");

    public static string[] DueDays(this Clock clock, WorkCalendar? calendar = null) =>
        [.. clock.Deadlines(calendar ?? Calendars.Shipped).Value.Running.Select(deadline => LocalDatePattern.Iso.Format(deadline.On))];

    public static Deadline DeadlineOf(this Clock clock, string mark) =>
        clock.Deadlines(Calendars.Shipped).Value.Running.Single(deadline => deadline.Mark.Name == mark);
}
