using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany.Rules;

/// <summary>Money of an asset that was booked on a day.</summary>
/// <param name="On">The day.</param>
/// <param name="IsRevenue">Revenue, or cost.</param>
/// <param name="Amount">How much; below zero where a booking was taken back.</param>
public readonly record struct BookedAmount(LocalDate On, bool IsRevenue, Money Amount);

/// <summary>What an asset took in and cost on a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Revenue">Taken in.</param>
/// <param name="Cost">Spent.</param>
public readonly record struct DayLine(LocalDate Day, Money Revenue, Money Cost)
{
    /// <summary>Revenue less cost.</summary>
    public Money Net => Revenue - Cost;
}

/// <summary>Revenue and cost of an asset day by day; a day without any is there with nothing.</summary>
/// <param name="Days">In order.</param>
public sealed record DailyResult(IReadOnlyList<DayLine> Days)
{
    /// <summary>The most days that are shown at once.</summary>
    public const int MostDays = 366;

    /// <summary>All revenue.</summary>
    public Money Revenue => Money.Sum(Days.Select(day => day.Revenue));

    /// <summary>All cost.</summary>
    public Money Cost => Money.Sum(Days.Select(day => day.Cost));

    /// <summary>Revenue less cost.</summary>
    public Money Net => Revenue - Cost;

    /// <summary>Adds up what was booked.</summary>
    /// <param name="booked">In any order; what lies outside is left out.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day, inclusive.</param>
    public static DailyResult Of(IEnumerable<BookedAmount> booked, LocalDate from, LocalDate to)
    {
        var sums = booked.GroupBy(b => (b.On, b.IsRevenue)).ToDictionary(group => group.Key, group => Money.Sum(group.Select(b => b.Amount)));
        var days = Math.Clamp(Period.DaysBetween(from, to) + 1, 0, MostDays);
        return new([.. Enumerable.Range(0, days).Select(from.PlusDays).Select(day => new DayLine(day, sums.GetValueOrDefault((day, true)), sums.GetValueOrDefault((day, false))))]);
    }

    /// <summary>The last day of an asset's first month of operation: the day before the same day of the next month.</summary>
    public static LocalDate FirstMonthEnds(LocalDate inService) => inService.PlusMonths(1).PlusDays(-1);
}
