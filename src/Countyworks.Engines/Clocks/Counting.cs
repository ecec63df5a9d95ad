using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Clocks;

/// <summary>Counts days or hours, leaving out pauses.</summary>
internal abstract class Counting
{
    /// <summary>A day or an hour that a count arrived at.</summary>
    /// <param name="On">Its local day, the last in time.</param>
    /// <param name="Start">When the day begins; for hours the same as the end.</param>
    /// <param name="End">When it is over (exclusive).</param>
    /// <param name="IsProvisional">Whether the count touched a year not announced.</param>
    internal sealed record Reached(LocalDate On, Instant Start, Instant End, bool IsProvisional);

    public static Counting Of(DayCount counts, IReadOnlyList<Pause> pauses, WorkCalendar calendar) => counts switch
    {
        DayCount.Working => new CountingDays(pauses, calendar),
        DayCount.Natural => new CountingDays(pauses, calendar: null),
        DayCount.Hours => new CountingHours(pauses),
        _ => throw new ArgumentOutOfRangeException(nameof(counts), counts, "A clock counts working days, natural days or hours."),
    };

    /// <summary>What one counted step is worth.</summary>
    public static Duration Unit(DayCount counts) => counts == DayCount.Hours ? Duration.FromHours(1) : Duration.FromDays(1);

    /// <summary>The <paramref name="count"/>th (from 1) counted day or hour after <paramref name="start"/>; null when an open pause comes first.</summary>
    public abstract Outcome<Reached?> After(Instant start, int count);

    /// <summary>What is counted after <paramref name="start"/> up to <paramref name="end"/>, its day included; nothing when the end is not later.</summary>
    public abstract Outcome<Duration> Between(Instant start, Instant end);
}

/// <summary>Counts working days, or natural days when there is no calendar.</summary>
internal sealed class CountingDays(IReadOnlyList<Pause> pauses, WorkCalendar? calendar) : Counting
{
    /// <summary>From the first day left out up to the first that counts again; null while open.</summary>
    private readonly (LocalDate From, LocalDate? Until)[] pauses =
        [.. pauses.Select(pause => (CountyTime.LocalDay(pause.From), pause.Until is { } until ? CountyTime.LocalDay(until) : (LocalDate?)null))];

    public override Outcome<Reached?> After(Instant start, int count)
    {
        var day = CountyTime.LocalDay(start);
        var isProvisional = false;
        for (var counted = 0; counted < count;)
        {
            day = day.PlusDays(1);
            if (PauseOver(day) is { } pause)
            {
                if (pause.Until is not { } resumed)
                {
                    return (Reached?)null;
                }

                day = resumed.PlusDays(-1);
                continue;
            }

            if (!Counts(day).IsDone(out var counts, out var why))
            {
                return why;
            }

            isProvisional |= calendar?.IsAnnounced(day.Year) == false;
            counted += counts ? 1 : 0;
        }

        return new Reached(day, CountyTime.StartOf(day), CountyTime.EndOf(day), isProvisional);
    }

    public override Outcome<Duration> Between(Instant start, Instant end)
    {
        var last = CountyTime.LocalDay(end);
        var counted = 0;
        for (var day = CountyTime.LocalDay(start).PlusDays(1); day <= last; day = day.PlusDays(1))
        {
            if (PauseOver(day) is not null)
            {
                continue;
            }

            if (!Counts(day).IsDone(out var counts, out var why))
            {
                return why;
            }

            counted += counts ? 1 : 0;
        }

        return Duration.FromDays(counted);
    }

    private Outcome<bool> Counts(LocalDate day) => calendar?.IsWorkday(day) ?? true;

    private (LocalDate From, LocalDate? Until)? PauseOver(LocalDate day)
    {
        foreach (var pause in pauses)
        {
            if (pause.From <= day && (pause.Until is not { } until || day < until))
            {
                return pause;
            }
        }

        return null;
    }
}

/// <summary>Counts hours of day and night.</summary>
internal sealed class CountingHours(IReadOnlyList<Pause> pauses) : Counting
{
    private readonly Pause[] pauses = [.. pauses.OrderBy(pause => pause.From)];

    public override Outcome<Reached?> After(Instant start, int count)
    {
        var (at, left) = (start, Duration.FromHours(count));
        foreach (var pause in pauses)
        {
            if (at + left <= pause.From)
            {
                break;
            }

            left -= Duration.Max(pause.From - at, Duration.Zero);
            if (pause.Until is not { } resumed)
            {
                return (Reached?)null;
            }

            at = Instant.Max(at, Instant.Max(pause.From, resumed));
        }

        var end = at + left;
        return new Reached(CountyTime.LocalDay(end - Duration.Epsilon), end, end, IsProvisional: false);
    }

    public override Outcome<Duration> Between(Instant start, Instant end)
    {
        var (at, counted) = (start, Duration.Zero);
        foreach (var pause in pauses)
        {
            counted += Duration.Max(Instant.Min(pause.From, end) - at, Duration.Zero);
            at = Instant.Max(at, pause.Until ?? Instant.MaxValue);
        }

        return counted + Duration.Max(end - at, Duration.Zero);
    }
}
