using Countyworks.Core.Places;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Roster.Rules;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Roster;

/// <summary>A week of a place's roster.</summary>
/// <param name="Monday">Its first day.</param>
/// <param name="Shifts">The shifts that cover a moment of it, the earliest first.</param>
/// <param name="Gaps">What nobody covers.</param>
/// <param name="Doubles">Where somebody on it is booked twice, here or elsewhere.</param>
/// <param name="Covered">Hours covered: figure F04 is 168.</param>
/// <param name="Hours">Hours of the week.</param>
/// <param name="MonthCovered">Hours covered of the month in which the week begins.</param>
/// <param name="MonthHours">Hours of that month.</param>
public sealed record RosterWeek(
    LocalDate Monday, IReadOnlyList<Shift> Shifts, IReadOnlyList<Interval> Gaps, IReadOnlyList<DoubleBooking> Doubles, decimal Covered, decimal Hours, decimal MonthCovered, decimal MonthHours)
{
    /// <summary>Reads the week of a place in which a day lies.</summary>
    public static RosterWeek Read(DistrictDb db, Id<Place> place, LocalDate day)
    {
        var (week, month) = (Coverage.OfWeek(day), Coverage.OfMonth(Coverage.MondayOf(day)));
        var around = db.Set<Shift>().During(new(Instant.Min(week.Start, month.Start), Instant.Max(week.End, month.End))).Where(s => s.PlaceId == place)
            .OrderBy(s => s.StartsAt).ThenBy(s => s.Id).ToList();
        var shifts = around.Where(s => s.StartsAt < week.End && s.EndsAt > week.Start).ToList();
        var people = shifts.Select(s => s.PersonId).Distinct().ToList();
        var theirs = db.Set<Shift>().During(week).Where(s => people.Contains(s.PersonId)).ToList();
        var times = around.Select(s => s.Time).ToList();
        return new(
            Coverage.MondayOf(day),
            shifts,
            Coverage.Gaps(times, week),
            [.. Duty.Doubles(theirs).Where(d => d.First.PlaceId == place || d.Second.PlaceId == place)],
            Coverage.Hours(Coverage.Covered(times, week)),
            Coverage.Hours([week]),
            Coverage.Hours(Coverage.Covered(times, month)),
            Coverage.Hours([month]));
    }
}
