using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Roster.Rules;

/// <summary>Which time is covered by shifts and which is not. The order in which shifts are given never matters, nor how they overlap.</summary>
public static class Coverage
{
    private const int DaysOfWeek = 7;
    private const decimal MillisecondsOfHour = 3_600_000m;

    /// <summary>The time of a local day.</summary>
    public static Interval OfDay(LocalDate day) => new(CountyTime.StartOf(day), CountyTime.EndOf(day));

    /// <summary>The time of the week in which a day lies, from Monday on.</summary>
    public static Interval OfWeek(LocalDate day) => MondayOf(day) is var monday ? new(CountyTime.StartOf(monday), CountyTime.StartOf(monday.PlusDays(DaysOfWeek))) : default;

    /// <summary>The time of the month in which a day lies.</summary>
    public static Interval OfMonth(LocalDate day) => new(CountyTime.StartOf(DateAdjusters.StartOfMonth(day)), CountyTime.EndOf(DateAdjusters.EndOfMonth(day)));

    /// <summary>The Monday of the week in which a day lies.</summary>
    public static LocalDate MondayOf(LocalDate day) => day.With(DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday));

    /// <summary>What is covered, cut to a time: stretches apart from each other, the earliest first.</summary>
    public static IReadOnlyList<Interval> Covered(IEnumerable<Interval> shifts, Interval within)
    {
        List<Interval> covered = [];
        foreach (var shift in shifts.Select(s => Cut(s, within)).Where(s => s.Duration > Duration.Zero).OrderBy(s => s.Start))
        {
            if (covered is [.., var last] && shift.Start <= last.End)
            {
                covered[^1] = new(last.Start, Instant.Max(last.End, shift.End));
            }
            else
            {
                covered.Add(shift);
            }
        }

        return covered;
    }

    /// <summary>What nobody covers (缺岗) within a time, the earliest first.</summary>
    public static IReadOnlyList<Interval> Gaps(IEnumerable<Interval> shifts, Interval within)
    {
        List<Interval> gaps = [];
        var from = within.Start;
        foreach (var covered in Covered(shifts, within))
        {
            if (covered.Start > from)
            {
                gaps.Add(new(from, covered.Start));
            }

            from = covered.End;
        }

        if (from < within.End)
        {
            gaps.Add(new(from, within.End));
        }

        return gaps;
    }

    /// <summary>How many hours stretches that lie apart have; a whole number where all begin and end on the hour.</summary>
    public static decimal Hours(IEnumerable<Interval> stretches) => stretches.Sum(s => (decimal)s.Duration.BclCompatibleTicks / NodaConstants.TicksPerMillisecond) / MillisecondsOfHour;

    private static Interval Cut(Interval shift, Interval within)
    {
        var start = Instant.Max(shift.Start, within.Start);
        return new(start, Instant.Max(start, Instant.Min(shift.End, within.End)));
    }
}
