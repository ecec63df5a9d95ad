using System.Globalization;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Neighbourhood.Requests.Figures;

/// <summary>Which requests are counted: those filed in a span of months, of a place, category and unit where one is named.</summary>
/// <param name="From">The first day of the first month.</param>
/// <param name="To">The first day of the last month, which counts in full.</param>
public sealed record FiguresQuery(LocalDate From, LocalDate To)
{
    /// <summary>The most months of a span.</summary>
    public const int MonthLimit = 120;

    /// <summary>How long the span is unless somebody says.</summary>
    public const int UsualMonths = 12;

    private static readonly LocalDatePattern MonthPattern = LocalDatePattern.CreateWithInvariantCulture("uuuu-MM");

    /// <summary>The street or community; null for the whole district.</summary>
    public Id<Place>? Place { get; init; }

    /// <summary>The category; empty for requests that have none; null for all.</summary>
    public string? Category { get; init; }

    /// <summary>The unit; the empty id for requests that have none; null for all.</summary>
    public Id<Organisation>? Unit { get; init; }

    /// <summary>How many months.</summary>
    public int Months => MonthsBetween(From, To) + 1;

    /// <summary>Every month, the first first.</summary>
    public IEnumerable<LocalDate> EachMonth => Enumerable.Range(0, Months).Select(i => From.PlusMonths(i));

    /// <summary>As many months, just before.</summary>
    public FiguresQuery Before => this with { From = From.PlusMonths(-Months), To = From.PlusMonths(-1) };

    /// <summary>The last day of the span.</summary>
    public LocalDate LastDay => To.PlusMonths(1).PlusDays(-1);

    /// <summary>Reads it from an address; what can't be read is as if it were not there.</summary>
    /// <param name="address">from, to (yyyy-MM), place, unit (ids), category.</param>
    /// <param name="today">The span ends with its month unless the address says otherwise.</param>
    public static FiguresQuery Of(IQueryCollection address, LocalDate today)
    {
        var to = Month(address["to"]) ?? FirstOf(today);
        var from = Month(address["from"]) ?? to.PlusMonths(1 - UsualMonths);
        (from, to) = from <= to ? (from, to) : (to, from);
        return new FiguresQuery(MonthsBetween(from, to) < MonthLimit ? from : to.PlusMonths(1 - MonthLimit), to)
        {
            Place = Id<Place>.TryParse(address["place"], null, out var place) ? place : null,
            Category = address["category"].ToString() switch { "" => null, NoneInAddress => "", var code => code },
            Unit = address["unit"].ToString() switch { NoneInAddress => default(Id<Organisation>), var text => Id<Organisation>.TryParse(text, null, out var unit) ? unit : null },
        };
    }

    /// <summary>What an address calls "none".</summary>
    public const string NoneInAddress = "none";

    /// <summary>The same as an address.</summary>
    /// <param name="path">The page.</param>
    /// <param name="more">What it is given besides.</param>
    public string At(string path, params IEnumerable<KeyValuePair<string, string>> more)
    {
        var query = new QueryBuilder { { "from", InAddress(From) }, { "to", InAddress(To) } };
        if (Place is { } place)
        {
            query.Add("place", place.ToString());
        }

        if (Category is { } category)
        {
            query.Add("category", category.Length == 0 ? NoneInAddress : category);
        }

        if (Unit is { } unit)
        {
            query.Add("unit", unit == default ? NoneInAddress : unit.ToString());
        }

        foreach (var (name, value) in more)
        {
            query.Add(name, value);
        }

        return path + query;
    }

    /// <summary>A month as addresses and CSV files write it.</summary>
    public static string InAddress(LocalDate month) => MonthPattern.Format(month);

    /// <summary>The first day of a day's month.</summary>
    public static LocalDate FirstOf(LocalDate day) => new(day.Year, day.Month, 1);

    private static int MonthsBetween(LocalDate from, LocalDate to) => ((to.Year - from.Year) * 12) + to.Month - from.Month;

    private static LocalDate? Month(string? text) => MonthPattern.Parse(text ?? "") is { Success: true, Value: var month } && month.Year is > 1900 and < 3000 ? month : null;
}
