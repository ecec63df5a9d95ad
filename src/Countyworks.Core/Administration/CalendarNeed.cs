using Countyworks.Core.Calendars;
using Countyworks.Core.Matters;
using Countyworks.Data.Model;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Administration;

/// <summary>Whether administrators must import a year's rest days now.</summary>
/// <param name="Year">The year that is missing; null while none is.</param>
/// <param name="Provisional">How many open matters have deadlines that will be counted again.</param>
public sealed record CalendarNeed(int? Year, int Provisional)
{
    /// <summary>Reads it for a day.</summary>
    public static CalendarNeed Read(DistrictDb db, LocalDate today)
    {
        var provisional = db.Set<Matter>().Count(m => m.IsOpen && db.Set<MatterMark>().Any(k => k.MatterId == m.Id && k.IsProvisional && k.MetAt == null));
        return new(DistrictCalendar.MissingYear(DistrictCalendar.Read(db), today, provisional > 0), provisional);
    }
}
