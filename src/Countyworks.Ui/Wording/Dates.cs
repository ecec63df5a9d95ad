using System.Globalization;
using Countyworks.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Ui;

/// <summary>Dates and times as people say them, in the reader's language and the county's time.</summary>
public static class Dates
{
    private static readonly Patterns Chinese = new("M'月'd'日' ddd", "yyyy'年'M'月'd'日'", "M'月'd'日' HH':'mm", CultureInfo.GetCultureInfo("zh-CN"));   // a pattern, not a text
    private static readonly Patterns English = new("ddd d MMM", "d MMM yyyy", "d MMM HH':'mm", CultureInfo.InvariantCulture);

    private static Patterns Current => Languages.Current == Language.English ? English : Chinese;

    /// <summary>"9月30日 周三", "Wed 30 Sep": for days near today.</summary>
    public static string Day(LocalDate day) => Current.Day.Format(day);

    /// <summary>"2026年9月30日", "30 Sep 2026": where the year matters.</summary>
    public static string DayOfYear(LocalDate day) => Current.DayOfYear.Format(day);

    /// <summary>"9月30日 16:05", "30 Sep 16:05", by the clock on the county's wall.</summary>
    public static string Time(Instant instant) => Current.Time.Format(CountyTime.Local(instant).LocalDateTime);

    /// <summary>"16:05", by the clock on the county's wall.</summary>
    public static string Clock(Instant instant) => Patterns.Clock.Format(CountyTime.Local(instant).TimeOfDay);

    /// <summary>What <c>datetime</c> attributes and calendars read: ISO 8601 with the county's offset.</summary>
    public static string Machine(Instant instant) => Patterns.Machine.Format(CountyTime.Local(instant).ToOffsetDateTime());

    private sealed class Patterns(string day, string dayOfYear, string time, CultureInfo culture)
    {
        public static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");
        public static readonly OffsetDateTimePattern Machine = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'sso<+HH:mm>");

        public LocalDatePattern Day { get; } = LocalDatePattern.Create(day, culture);

        public LocalDatePattern DayOfYear { get; } = LocalDatePattern.Create(dayOfYear, culture);

        public LocalDateTimePattern Time { get; } = LocalDateTimePattern.Create(time, culture);
    }
}
