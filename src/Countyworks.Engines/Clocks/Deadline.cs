using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Clocks;

/// <summary>How a mark stands.</summary>
public enum Light
{
    /// <summary>Time enough.</summary>
    Green = 0,

    /// <summary>Due today.</summary>
    Amber = 1,

    /// <summary>Overdue.</summary>
    Red = 2,

    /// <summary>The clock is paused.</summary>
    Stopped = 3,
}

/// <summary>When a mark is due.</summary>
/// <param name="Mark">The deed due.</param>
/// <param name="On">The last local day on which it is in time.</param>
/// <param name="RemindAt">From when on a reminder is due; not before the start of the clock.</param>
/// <param name="DueAt">The instant from which it is late (exclusive end: the end of the day, or of the hour).</param>
/// <param name="IsProvisional">Whether the count touched a year whose rest days aren't announced yet, so that it will be counted again.</param>
public sealed record Deadline(ClockMark Mark, LocalDate On, Instant RemindAt, Instant DueAt, bool IsProvisional)
{
    /// <summary>Whether the deed, done at <paramref name="doneAt"/>, is in time.</summary>
    public bool IsMetBy(Instant doneAt) => doneAt < DueAt;

    /// <summary>Whether a reminder is due at <paramref name="asOf"/>: close to the deadline, but not past it.</summary>
    public bool NeedsReminderAt(Instant asOf) => RemindAt <= asOf && asOf < DueAt;

    /// <summary>How an unmet mark stands at <paramref name="asOf"/>.</summary>
    public Light LightAt(Instant asOf) =>
        asOf >= DueAt ? Light.Red
        : CountyTime.LocalDay(asOf) == On ? Light.Amber
        : Light.Green;
}

/// <summary>A mark that has no deadline because a pause is open.</summary>
/// <param name="Mark">The deed due.</param>
/// <param name="Left">The time it will have left when the clock goes on.</param>
public sealed record StoppedMark(ClockMark Mark, CountedTime Left);

/// <summary>Every mark of a clock: those with a deadline, then those an open pause keeps without one; both in the rule's order.</summary>
public sealed record Deadlines(IReadOnlyList<Deadline> Running, IReadOnlyList<StoppedMark> Stopped)
{
    /// <summary>Whether any deadline will be counted again once a year is announced.</summary>
    public bool AreProvisional => Running.Any(deadline => deadline.IsProvisional);
}

/// <summary>A step of escalation that has come due.</summary>
/// <param name="Step">What follows.</param>
/// <param name="At">Since when.</param>
public sealed record Escalation(EscalationStep Step, Instant At);

/// <summary>Time as a clock counts it: whole counted days, or hours.</summary>
/// <param name="Counting">What is counted.</param>
/// <param name="Amount">How much; a counted day is a day of 24 hours, whatever lies between. Negative when it has run out.</param>
public readonly record struct CountedTime(DayCount Counting, Duration Amount)
{
    /// <summary>Whole days or hours, to show ("2 days left"); part of an hour is dropped.</summary>
    public int Whole => Counting == DayCount.Hours ? (int)Amount.TotalHours : (int)Amount.TotalDays;
}
