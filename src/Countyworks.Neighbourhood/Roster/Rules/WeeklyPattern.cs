using Countyworks.Core.Posts;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Roster.Rules;

/// <summary>A line of a weekly pattern: who stands on which weekday from when to when.</summary>
/// <param name="Day">The weekday it begins on.</param>
/// <param name="From">By the clock on the wall, inclusive.</param>
/// <param name="To">Exclusive; not later than <paramref name="From"/> means on the next day, so that equal times are 24 hours.</param>
/// <param name="Post">In which post.</param>
/// <param name="Phone">The duty phone.</param>
public sealed record PatternLine(IsoDayOfWeek Day, LocalTime From, LocalTime To, Id<Post> Post, string Phone)
{
    /// <summary>The time it covers when it begins on a day.</summary>
    public Interval On(LocalDate day) => new(CountyTime.At(day + From), CountyTime.At((To > From ? day : day.PlusDays(1)) + To));
}

/// <summary>A shift as a pattern makes it.</summary>
/// <param name="Post">In which post.</param>
/// <param name="Phone">The duty phone.</param>
/// <param name="Time">When.</param>
public sealed record PlannedShift(Id<Post> Post, string Phone, Interval Time);

/// <summary>What repeats every week (排班模板).</summary>
/// <param name="Lines">Its lines, in any order.</param>
public sealed record WeeklyPattern(IReadOnlyList<PatternLine> Lines)
{
    private const int DaysOfWeek = 7;

    /// <summary>The pattern of a single shift, repeated on weekdays.</summary>
    public static WeeklyPattern Of(IEnumerable<IsoDayOfWeek> days, LocalTime from, LocalTime to, Id<Post> post, string phone) =>
        new([.. days.Distinct().Select(day => new PatternLine(day, from, to, post, phone))]);

    /// <summary>The pattern that the shifts of a week follow.</summary>
    /// <param name="shifts">Shifts that begin within seven days.</param>
    public static WeeklyPattern Of(IEnumerable<Shift> shifts) => new(
    [
        .. from shift in shifts
           where shift.Time.Duration > Duration.Zero
           let start = CountyTime.Local(shift.StartsAt)
           select new PatternLine(start.DayOfWeek, start.TimeOfDay, CountyTime.Local(shift.EndsAt).TimeOfDay, shift.PostId, shift.Phone),
    ]);

    /// <summary>The shifts it makes, the earliest first.</summary>
    /// <param name="firstDay">The first day, any weekday.</param>
    /// <param name="weeks">For how many times seven days.</param>
    public IReadOnlyList<PlannedShift> Unroll(LocalDate firstDay, int weeks) =>
    [
        .. from offset in Enumerable.Range(0, weeks * DaysOfWeek)
           let day = firstDay.PlusDays(offset)
           from line in Lines
           where line.Day == day.DayOfWeek
           let time = line.On(day)
           orderby time.Start, time.End, line.Post
           select new PlannedShift(line.Post, line.Phone, time),
    ];
}
