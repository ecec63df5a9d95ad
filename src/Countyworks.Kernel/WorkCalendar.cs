using System.Collections.Frozen;
using NodaTime;

namespace Countyworks.Kernel;

/// <summary>
/// Which days the offices work: Monday to Friday, but for the rest days and make-up days the State Council announces each year.
/// Source: R-002. Immutable; one look-up a day. A year not announced yet refuses to be guessed at, unless <see cref="WithProvisionalYears"/> asked for it.
/// </summary>
public sealed class WorkCalendar
{
    private readonly FrozenSet<int> announcedYears;

    /// <summary>The days that differ from their weekday, or repeat it: true for work.</summary>
    private readonly FrozenDictionary<LocalDate, bool> namedDays;

    private readonly bool answersProvisionally;

    private WorkCalendar(FrozenSet<int> announcedYears, FrozenDictionary<LocalDate, bool> namedDays, bool answersProvisionally) =>
        (this.announcedYears, this.namedDays, this.answersProvisionally) = (announcedYears, namedDays, answersProvisionally);

    /// <summary>
    /// Reads the yearly files of the holiday-cn form (year, days: name, date, isOffDay); a file without days is a year not announced.
    /// A file may name days of the years beside its own. Refuses, in the order of the files: <c>calendar_file_invalid</c> (year:
    /// not of this form, another year's, or a year given twice), <c>calendar_days_disagree</c> (year, date: two files differ about a day).
    /// </summary>
    public static Outcome<WorkCalendar> Read(IEnumerable<(int Year, string Json)> files)
    {
        var years = new Dictionary<int, bool>();
        var days = new Dictionary<LocalDate, bool>();
        foreach (var (year, json) in files)
        {
            if (CalendarFile.Read(json) is not { } file || file.Year != year || !years.TryAdd(year, file.Days.Count > 0))
            {
                return new Refusal("calendar_file_invalid").With("year", year);
            }

            foreach (var (date, isWorkday) in file.Days)
            {
                if (!days.TryAdd(date, isWorkday) && days[date] != isWorkday)
                {
                    return new Refusal("calendar_days_disagree").With("year", year).With("date", date);
                }
            }
        }

        var announced = years.Where(year => year.Value).Select(year => year.Key);
        return new WorkCalendar(announced.ToFrozenSet(), days.ToFrozenDictionary(), answersProvisionally: false);
    }

    /// <summary>The same calendar, which answers for a year not announced by its weekends alone. What it says of such a year is provisional.</summary>
    public WorkCalendar WithProvisionalYears() => new(announcedYears, namedDays, answersProvisionally: true);

    /// <summary>Whether the rest days of <paramref name="year"/> are known.</summary>
    public bool IsAnnounced(int year) => announcedYears.Contains(year);

    /// <summary>
    /// Whether the offices work on <paramref name="day"/>.
    /// Refuses <c>calendar_year_missing</c> (year) when that year is not announced and no provisional answer was asked for.
    /// </summary>
    public Outcome<bool> IsWorkday(LocalDate day)
    {
        if (!answersProvisionally && !IsAnnounced(day.Year))
        {
            return new Refusal("calendar_year_missing").With("year", day.Year);
        }

        return namedDays.TryGetValue(day, out var isWorkday) ? isWorkday : day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday);
    }
}
