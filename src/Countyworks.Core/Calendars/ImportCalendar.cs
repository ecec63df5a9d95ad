using System.Globalization;
using System.Text.Json;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Core.Calendars;

/// <summary>The rest days of a year became known here.</summary>
public sealed record CalendarImported(int Year) : Fact
{
    /// <summary>How many days of a year already known changed.</summary>
    public int DaysChanged { get; init; }
}

/// <summary>Imports the announced rest days and make-up days of one year, a file of the holiday-cn form; deadlines that were provisional are counted anew.</summary>
/// <remarks>
/// Days that change in a year already known were counted on: importing them must be confirmed, and counts every open deadline anew.
/// </remarks>
/// <param name="File">The file's text, at most <see cref="FileLimit"/> characters.</param>
/// <param name="MayChangeDays">Whether days of a year already known may change.</param>
public sealed record ImportCalendar(string File, bool MayChangeDays = false)
{
    /// <summary>The most characters of a file: a year has some forty days in three kilobytes.</summary>
    public const int FileLimit = 100_000;

    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    /// <summary>
    /// Imports it and answers the year. Refuses, in this order: <c>forbidden</c>, <c>too_long</c> (file), <c>calendar_not_json</c>, <c>calendar_year_wrong</c>,
    /// <c>calendar_no_days</c>; then of all rows at once <c>calendar_row_date</c> (row), <c>calendar_row_kind</c> (row), <c>calendar_row_twice</c> (row, date),
    /// <c>calendar_row_other_year</c> (row, date); then <c>calendar_days_disagree</c> (year, date) when a neighbouring year's file says otherwise;
    /// <c>calendar_year_in_use</c> (year, count, date) when days of a year already known would change, the first of them on that date, and that was not confirmed.
    /// </summary>
    public Outcome<int> In(Change change, Caller caller, MatterRules rules) =>
        !caller.HasEverywhere(CorePermissions.Administer, change.District) ? Refusal.Forbidden
        : File.Length > FileLimit ? Refusal.TooLong("file", FileLimit)
        : CheckFile(File).Then(year => DistrictCalendar.With(change.Db, (year, File)).Then(calendar => Take(change, year, calendar, rules)));

    private Outcome<int> Take(Change change, int year, WorkCalendar calendar, MatterRules rules)
    {
        var changed = DistrictCalendar.Read(change.Db) is var before && before.IsAnnounced(year) ? DaysChanged(before, calendar, year) : [];
        if (changed.Count > 0 && !MayChangeDays)
        {
            return new Refusal("calendar_year_in_use", "mayChangeDays") { Kind = RefusalKind.Conflict }.With("year", year.ToString(CultureInfo.InvariantCulture)).With("count", changed.Count).With("date", changed[0]);
        }

        Save(change, year);
        change.Record(new CalendarImported(year) { DaysChanged = changed.Count });
        ClockJobs.Recount(change, rules.CountingBy(calendar), year, changed.Count > 0 ? changed[0] : null);
        return year;
    }

    private static List<LocalDate> DaysChanged(WorkCalendar before, WorkCalendar after, int year) =>
    [
        .. Enumerable.Range(0, CalendarSystem.Iso.GetDaysInYear(year)).Select(new LocalDate(year, 1, 1).PlusDays)
            .Where(day => before.IsWorkday(day).Value != after.IsWorkday(day).Value),
    ];

    private void Save(Change change, int year)
    {
        if (change.Db.Set<CalendarYear>().FirstOrDefault(c => c.Year == year) is { } known)
        {
            (known.File, known.At) = (File, change.Now);
            change.Put(known);
        }
        else
        {
            change.Add(new CalendarYear { Year = year, File = File, At = change.Now });
        }
    }

    private static Outcome<int> CheckFile(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(file);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root ? CheckRoot(root) : new Refusal("calendar_not_json", "file");
        }
        catch (JsonException)
        {
            return new Refusal("calendar_not_json", "file");
        }
    }

    private static Outcome<int> CheckRoot(JsonElement root)
    {
        if (!(root.TryGetProperty("year", out var yearGiven) && yearGiven.ValueKind == JsonValueKind.Number && yearGiven.TryGetInt32(out var year) && year is >= FirstYear and <= LastYear))
        {
            return new Refusal("calendar_year_wrong", "file");
        }

        if (!root.TryGetProperty("days", out var days) || days.ValueKind != JsonValueKind.Array || days.GetArrayLength() == 0)
        {
            return new Refusal("calendar_no_days", "file");
        }

        var seen = new HashSet<LocalDate>();
        return Refusal.Join(days.EnumerateArray().Select((day, i) => CheckRow(day, i + 1, year, seen)).OfType<Refusal>()) is { } refusal ? refusal : year;
    }

    private static Refusal? CheckRow(JsonElement row, int number, int year, HashSet<LocalDate> seen)
    {
        Refusal Wrong(string code) => new Refusal(code, "file").With("row", number);
        if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty("date", out var given) || given.ValueKind != JsonValueKind.String
            || !LocalDatePattern.Iso.Parse(given.GetString()!).TryGetValue(default, out var date))
        {
            return Wrong("calendar_row_date");
        }

        return !(row.TryGetProperty("isOffDay", out var off) && off.ValueKind is JsonValueKind.True or JsonValueKind.False) ? Wrong("calendar_row_kind")
            : !seen.Add(date) ? Wrong("calendar_row_twice").With("date", date)
            : Math.Abs(date.Year - year) > 1 ? Wrong("calendar_row_other_year").With("date", date)
            : null;
    }
}
