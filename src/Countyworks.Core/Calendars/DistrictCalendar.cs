using Countyworks.Data.Model;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Calendars;

/// <summary>The calendar a district counts by: the shipped years, and over them those it imported.</summary>
public static class DistrictCalendar
{
    private const int WarningMonth = 11;

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidOperationException">What is kept contradicts itself, which importing refuses.</exception>
    public static WorkCalendar Read(DistrictDb db) => With(db, null).Value;

    /// <summary>The calendar with one more year's file, in place of the one there was. Refuses what <see cref="WorkCalendar.Read"/> refuses.</summary>
    internal static Outcome<WorkCalendar> With(DistrictDb db, (int Year, string Json)? file)
    {
        var files = ShippedCalendars.Files.ToDictionary(f => f.Year, f => f.Json);
        foreach (var imported in db.Set<CalendarYear>().AsEnumerable())
        {
            files[imported.Year] = imported.File;
        }

        if (file is { } added)
        {
            files[added.Year] = added.Json;
        }

        return WorkCalendar.Read(files.OrderBy(f => f.Key).Select(f => (f.Key, f.Value)));
    }

    /// <summary>
    /// The year whose file an administrator should import now: from 1 November the next, when it is missing, and this one at any time. Null when
    /// nothing is missing yet.
    /// </summary>
    /// <param name="calendar">The calendar.</param>
    /// <param name="today">The day.</param>
    /// <param name="hasProvisional">Whether deadlines already run into a year not announced.</param>
    public static int? MissingYear(WorkCalendar calendar, LocalDate today, bool hasProvisional) =>
        !calendar.IsAnnounced(today.Year) ? today.Year
        : !calendar.IsAnnounced(today.Year + 1) && (today.Month >= WarningMonth || hasProvisional) ? today.Year + 1
        : null;
}
