using System.Globalization;
using System.Text.Json;
using Countyworks.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Engines.Tests;

/// <summary>The shipped calendar, and an independent second one to hold it against.</summary>
internal static class Calendars
{
    public static readonly WorkCalendar Shipped = WorkCalendar.Read(ShippedFiles()).Value;

    private static readonly (HashSet<LocalDate> RestDays, HashSet<LocalDate> MakeUpDays) Oracle = ReadOracle();

    /// <summary>Whether the second calendar (chinese-days) calls it a working day.</summary>
    public static bool OracleSaysWorkday(LocalDate day) =>
        Oracle.MakeUpDays.Contains(day) || (!Oracle.RestDays.Contains(day) && day.DayOfWeek < IsoDayOfWeek.Saturday);

    public static IEnumerable<(int Year, string Json)> ShippedFiles() =>
        from path in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "data", "calendars"), "holiday-cn-*.json").Order()
        let year = int.Parse(Path.GetFileNameWithoutExtension(path)[^4..], CultureInfo.InvariantCulture)
        select (year, File.ReadAllText(path));

    public static IEnumerable<LocalDate> DaysOf(int firstYear, int lastYear)
    {
        var end = new LocalDate(lastYear, 12, 31);
        for (var day = new LocalDate(firstYear, 1, 1); day <= end; day = day.PlusDays(1))
        {
            yield return day;
        }
    }

    public static LocalDate Day(string iso) => LocalDatePattern.Iso.Parse(iso).Value;

    private static (HashSet<LocalDate> RestDays, HashSet<LocalDate> MakeUpDays) ReadOracle()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "KernelTests", "chinese-days-2019-2026.json");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        HashSet<LocalDate> Dates(string name) =>
            [.. document.RootElement.GetProperty(name).EnumerateArray().Select(date => Day(date.GetString()!))];
        return (Dates("holidays"), Dates("workdays"));
    }
}
