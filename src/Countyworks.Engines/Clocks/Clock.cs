using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Clocks;

/// <summary>
/// A clock that runs for a matter. The resident's clock starts when the matter is received and never again, whoever returns it;
/// each unit has its own, started when it was assigned, and so has each co-handler.
/// Every answer is computed from the start, the pauses and the calendar, so that it can be computed again at any time.
/// </summary>
/// <param name="Rule">How it counts.</param>
/// <param name="StartedAt">The local day of this instant is day 0, whatever the hour and whether or not it is a rest day; hours count from the instant.</param>
/// <param name="Pauses">When it stood still; in any order, may overlap, at most one open.</param>
public sealed record Clock(ClockRule Rule, Instant StartedAt, IReadOnlyList<Pause> Pauses)
{
    /// <summary>
    /// When each mark is due. While a pause is open the marks it reached have no deadline.
    /// Refuses <c>calendar_year_missing</c> (year) when working days of a year not announced are needed; a calendar that answers
    /// for provisional years answers, and marks exactly those deadlines.
    /// </summary>
    public Outcome<Deadlines> Deadlines(WorkCalendar calendar)
    {
        var counting = Counting.Of(Rule.Counting, Pauses, calendar);
        var running = new List<Deadline>();
        var stopped = new List<StoppedMark>();
        foreach (var mark in Rule.Marks)
        {
            if (!counting.After(StartedAt, mark.After).IsDone(out var reached, out var why))
            {
                return why;
            }

            if (reached is { } due)
            {
                running.Add(new(mark, due.On, RemindAt(counting, mark), due.End, due.IsProvisional));
            }
            else
            {
                var since = Pauses.Where(pause => pause.Until is null).Min(pause => pause.From);
                stopped.Add(new(mark, LeftAt(since, mark, calendar).Value));
            }
        }

        return new Deadlines(running, stopped);
    }

    /// <summary>
    /// The counted time left for <paramref name="mark"/> at <paramref name="asOf"/>: 0 on its last day, negative when late. On the rest
    /// days that follow its last day it is still 0, though late: ask the deadline's light. Refuses <c>calendar_year_missing</c>.
    /// </summary>
    public Outcome<CountedTime> LeftAt(Instant asOf, ClockMark mark, WorkCalendar calendar) =>
        Counting.Of(Rule.Counting, Pauses, calendar).Between(StartedAt, asOf)
            .Then<CountedTime>(gone => new CountedTime(Rule.Counting, Counting.Unit(Rule.Counting) * mark.After - gone));

    /// <summary>
    /// The steps of escalation that an unmet <paramref name="mark"/> has reached at <paramref name="asOf"/>, the first first: the last is
    /// the level it stands at. A step follows as many counted days or hours after the deadline as the rule says.
    /// Refuses <c>calendar_year_missing</c>, also when only a step to come needs that year: whoever minds clocks asks with provisional years.
    /// </summary>
    public Outcome<IReadOnlyList<Escalation>> EscalationsAt(Instant asOf, ClockMark mark, WorkCalendar calendar)
    {
        var counting = Counting.Of(Rule.Counting, Pauses, calendar);
        var reached = new List<Escalation>();
        foreach (var step in Rule.Escalation)
        {
            if (!counting.After(StartedAt, mark.After + step.After).IsDone(out var due, out var why))
            {
                return why;
            }

            if (due is null || asOf < due.End)
            {
                break;
            }

            reached.Add(new(step, due.End));
        }

        return reached;
    }

    /// <summary>
    /// The counted time a unit held the matter: the sum over <paramref name="holdings"/>, which don't overlap; an open one runs to
    /// <paramref name="asOf"/>. The day one begins doesn't count and the day it ends does, so that the times of units one after the
    /// other add up to the whole. Refuses <c>calendar_year_missing</c>.
    /// </summary>
    public static Outcome<CountedTime> HeldFor(DayCount counts, IEnumerable<Holding> holdings, IReadOnlyList<Pause> pauses, WorkCalendar calendar, Instant asOf)
    {
        var counting = Counting.Of(counts, pauses, calendar);
        var held = Duration.Zero;
        foreach (var holding in holdings)
        {
            if (!counting.Between(holding.From, holding.Until ?? asOf).IsDone(out var time, out var why))
            {
                return why;
            }

            held += time;
        }

        return new CountedTime(counts, held);
    }

    /// <summary>The reminder's day (or hour) lies before the mark's, so the calendar has answered for it already.</summary>
    private Instant RemindAt(Counting counting, ClockMark mark)
    {
        var lead = Math.Min(Rule.RemindBefore, mark.After - 1);
        return counting.After(StartedAt, mark.After - lead).Value!.Start;
    }
}

/// <summary>A time in which a unit held a matter.</summary>
/// <param name="From">When it got it.</param>
/// <param name="Until">When it gave it away; null while it has it.</param>
public readonly record struct Holding(Instant From, Instant? Until);
