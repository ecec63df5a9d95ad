using Countyworks.Core.Indicators;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Roster;

/// <summary>What the report says of duty rosters.</summary>
public static class RosterFigures
{
    private const int HoursOfWeek = 168;

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<ReportedFigure> All = [new("F04", "N1", FigureUnit.Hours, Reported.Exactly(HoursOfWeek), HoursCovered)];

    // This week's, or the last that was planned where nobody has planned on: of the place that is planned furthest.
    private static ComputedFigure? HoursCovered(DistrictDb db, LocalDate today)
    {
        var last = db.Set<Shift>().OrderByDescending(s => s.StartsAt).ThenBy(s => s.Id).Select(s => new { s.PlaceId, s.StartsAt }).FirstOrDefault();
        return last is null ? null : new(RosterWeek.Read(db, last.PlaceId, LocalDate.Min(today, CountyTime.LocalDay(last.StartsAt))).Covered);
    }
}
