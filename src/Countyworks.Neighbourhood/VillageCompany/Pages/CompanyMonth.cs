using NodaTime;
using NodaTime.Text;

namespace Countyworks.Neighbourhood.VillageCompany.Pages;

/// <summary>A month as addresses name it: <c>2026-09</c>.</summary>
internal static class CompanyMonth
{
    private const int FirstYear = 2000, LastYear = 2200;

    private static readonly YearMonthPattern Pattern = YearMonthPattern.Iso;

    /// <summary>The month an address names; that of <paramref name="today"/> where it names none that makes sense.</summary>
    public static YearMonth Of(string? typed, LocalDate today) =>
        Pattern.Parse(typed ?? "") is { Success: true, Value: var month } && month.Year is > FirstYear and < LastYear ? month : today.ToYearMonth();

    /// <summary>As addresses name it.</summary>
    public static string Text(YearMonth month) => Pattern.Format(month);

    /// <summary>Its first day.</summary>
    public static LocalDate First(YearMonth month) => month.OnDayOfMonth(1);

    /// <summary>Its last day.</summary>
    public static LocalDate Last(YearMonth month) => First(month).PlusMonths(1).PlusDays(-1);
}
