using NodaTime;

namespace Countyworks.Neighbourhood.Roster.Rules;

/// <summary>Who is on duty, and who comes after whom.</summary>
public static class Duty
{
    /// <summary>Who is on duty at a moment for a place: of the nearest place whose roster has somebody then; of several there whoever began last, as they took over. Null when nobody is.</summary>
    /// <param name="shifts">Shifts of any places.</param>
    /// <param name="placePath">The path of the place asked about.</param>
    /// <param name="at">The moment.</param>
    public static Shift? At(IEnumerable<Shift> shifts, string placePath, Instant at) => shifts
        .Where(s => s.Time.Contains(at) && placePath.StartsWith(s.PlacePath, StringComparison.Ordinal))
        .OrderByDescending(s => s.PlacePath.Length).ThenByDescending(s => s.StartsAt).ThenBy(s => s.Id)
        .FirstOrDefault();

    /// <summary>Who takes over from a shift: the first at its place that lasts longer than it does and is somebody else's. Null when nobody is planned.</summary>
    public static Shift? After(Shift shift, IEnumerable<Shift> shifts) => shifts
        .Where(s => s.PlaceId == shift.PlaceId && s.PersonId != shift.PersonId && s.EndsAt > shift.EndsAt && s.Time.Duration > Duration.Zero)
        .OrderBy(s => s.StartsAt).ThenBy(s => s.EndsAt).ThenBy(s => s.Id)
        .FirstOrDefault();

    /// <summary>The pairs of shifts that book one person twice, here or at two places, the earliest first.</summary>
    public static IReadOnlyList<DoubleBooking> Doubles(IEnumerable<Shift> shifts) =>
    [
        .. shifts.Where(s => s.Time.Duration > Duration.Zero).GroupBy(s => s.PersonId)
            .SelectMany(own => own.OrderBy(s => s.StartsAt).ThenBy(s => s.Id).ToList() is var inOrder ? inOrder.SelectMany((first, i) =>
                inOrder.Skip(i + 1).TakeWhile(later => later.StartsAt < first.EndsAt).Select(later => new DoubleBooking(first, later))) : [])
            .OrderBy(d => d.Second.StartsAt).ThenBy(d => d.First.Id).ThenBy(d => d.Second.Id),
    ];
}

/// <summary>Two shifts of one person at one time.</summary>
/// <param name="First">The one that begins first.</param>
/// <param name="Second">The other.</param>
public sealed record DoubleBooking(Shift First, Shift Second)
{
    /// <summary>The time that is booked twice.</summary>
    public Interval Time => new(Second.StartsAt, Instant.Min(First.EndsAt, Second.EndsAt));
}
