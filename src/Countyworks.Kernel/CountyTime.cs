using NodaTime;

namespace Countyworks.Kernel;

/// <summary>The county's own time: the only place that knows its zone. A day is the local day, from midnight to midnight.</summary>
public static class CountyTime
{
    /// <summary>The zone of the whole country.</summary>
    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    /// <summary>The local day on which <paramref name="instant"/> falls.</summary>
    public static LocalDate LocalDay(Instant instant) => Local(instant).Date;

    /// <summary>What the clock on the wall shows at <paramref name="instant"/>, with its offset.</summary>
    public static ZonedDateTime Local(Instant instant) => instant.InZone(Zone);

    /// <summary>The instant at which <paramref name="day"/> begins (inclusive).</summary>
    public static Instant StartOf(LocalDate day) => Zone.AtStartOfDay(day).ToInstant();

    /// <summary>The instant at which <paramref name="day"/> is over (exclusive: it already belongs to the next day, where the calendar has one).</summary>
    public static Instant EndOf(LocalDate day) => day == LocalDate.MaxIsoValue ? StartOf(day) + Duration.FromDays(1) : StartOf(day.PlusDays(1));

    /// <summary>The instant at which the clock on the wall shows <paramref name="local"/>.</summary>
    public static Instant At(LocalDateTime local) => local.InZoneLeniently(Zone).ToInstant();
}
