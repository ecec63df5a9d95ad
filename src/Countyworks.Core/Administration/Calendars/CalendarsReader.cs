using System.Text.Json;
using Countyworks.Core.Calendars;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace Countyworks.Core.Administration.Calendars;

/// <summary>Reads the years as their files give them.</summary>
public sealed class CalendarsReader(Cached<CalendarNeed> need)
{
    private static readonly Lazy<IReadOnlyList<(int Year, string Json)>> Shipped = new(() => [.. ShippedCalendars.Files]);

    /// <summary>Reads them.</summary>
    /// <param name="db">The store.</param>
    /// <param name="year">The year to show; null for the newest.</param>
    /// <param name="form">The form of the import.</param>
    /// <param name="imported">The year just imported.</param>
    public CalendarsView Read(DistrictDb db, int? year, Form? form, int? imported)
    {
        var files = Files(db);
        var shown = files.FirstOrDefault(f => year is null || f.Item.Year == year);
        return new CalendarsView([.. files.Select(f => f.Item)], shown.Item is { } item ? new YearDays(item.Year, shown.Days) : null, need.Current, form, imported);
    }

    /// <summary>All years, the newest first.</summary>
    public static IReadOnlyList<(YearItem Item, IReadOnlyList<NamedDay> Days)> Files(DistrictDb db)
    {
        var imported = db.Set<CalendarYear>().ToDictionary(c => c.Year);
        return
        [
            .. Shipped.Value.Where(f => !imported.ContainsKey(f.Year)).Select(f => Read(f.Year, f.Json, null))
                .Concat(imported.Values.Select(c => Read(c.Year, c.File, c.At)))
                .OrderByDescending(f => f.Item.Year),
        ];
    }

    private static (YearItem Item, IReadOnlyList<NamedDay> Days) Read(int year, string json, NodaTime.Instant? at)
    {
        using var file = JsonDocument.Parse(json);
        List<NamedDay> days =
        [
            .. from day in file.RootElement.GetProperty("days").EnumerateArray()
               let date = LocalDatePattern.Iso.Parse(day.GetProperty("date").GetString()!).Value
               where date.Year == year
               orderby date
               select new NamedDay(date, day.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "", day.GetProperty("isOffDay").GetBoolean()),
        ];
        List<string> papers = file.RootElement.TryGetProperty("papers", out var listed) && listed.ValueKind == JsonValueKind.Array
            ? [.. listed.EnumerateArray().Where(p => p.ValueKind == JsonValueKind.String).Select(p => p.GetString()!).Where(p => p.StartsWith("https://", StringComparison.Ordinal) || p.StartsWith("http://", StringComparison.Ordinal))]
            : [];
        return (new YearItem(year, papers, at, days.Count(d => d.IsRest), days.Count(d => !d.IsRest)), days);
    }
}
