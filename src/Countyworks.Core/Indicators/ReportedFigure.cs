using Countyworks.Data.Model;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Indicators;

/// <summary>What a figure of the report is counted in.</summary>
public enum FigureUnit
{
    /// <summary>Hours 小时.</summary>
    Hours = 1,

    /// <summary>Per cent 百分比.</summary>
    Percent = 2,

    /// <summary>Yuan 元.</summary>
    Yuan = 3,
}

/// <summary>What the report says of a figure: so much, less than that, more than that.</summary>
/// <param name="Sign">How what is computed must stand to <paramref name="Value"/>: nothing for "exactly", <c>&lt;</c>, <c>≤</c>, <c>&gt;</c>.</param>
/// <param name="Value">In the figure's unit.</param>
public readonly record struct Reported(string Sign, decimal Value)
{
    private const string Less = "<", NotMore = "≤", More = ">";

    /// <summary>So much, neither more nor less.</summary>
    public static Reported Exactly(decimal value) => new("", value);

    /// <summary>Less than that.</summary>
    public static Reported Below(decimal value) => new(Less, value);

    /// <summary>That or less.</summary>
    public static Reported AtMost(decimal value) => new(NotMore, value);

    /// <summary>More than that.</summary>
    public static Reported Above(decimal value) => new(More, value);

    /// <summary>Whether a figure is as reported.</summary>
    public bool IsMetBy(decimal computed) => Sign switch
    {
        Less => computed < Value,
        NotMore => computed <= Value,
        More => computed > Value,
        _ => computed == Value,
    };

    /// <summary>A value behind the sign: "&lt; 35"; the value alone where there is none.</summary>
    public string With(string value) => Sign.Length == 0 ? value : Sign + " " + value;
}

/// <summary>A figure as a district's records have it.</summary>
/// <param name="Value">In the figure's unit; a rate is rounded down to two decimals, so that 100 means all.</param>
/// <param name="Part">Of a rate, what it counts; null of another figure.</param>
/// <param name="Whole">Of a rate, of how much; null of another figure.</param>
public sealed record ComputedFigure(decimal Value, decimal? Part = null, decimal? Whole = null)
{
    private const decimal FenOfYuan = 100;

    /// <summary>A number of heads of a number of heads; null when there was nothing to count.</summary>
    public static ComputedFigure? Of(Rate rate) => rate.Percent is { } percent ? new(percent, rate.Part, rate.Whole) : null;

    /// <summary>A sum of a sum, both in yuan; null when there was nothing to count.</summary>
    public static ComputedFigure? Of(Money part, Money whole) => new Rate(part.Fen, whole.Fen).Percent is { } percent ? new(percent, part.Fen / FenOfYuan, whole.Fen / FenOfYuan) : null;

    /// <summary>A sum, in yuan.</summary>
    public static ComputedFigure Of(Money sum) => new(sum.Fen / FenOfYuan);
}

/// <summary>
/// A figure of the report this product was made after, and how it comes out of a district's records: by the readers the pages have, never from a number that was stored. Each system declares its own, with a text
/// <c>figure.{id}</c> that names it.
/// </summary>
/// <param name="Id">Its number in the report: "F05".</param>
/// <param name="System">The system it is a result of: "N5".</param>
/// <param name="Unit">What it is counted in.</param>
/// <param name="Reported">What the report says.</param>
/// <param name="Compute">Computes it as of a local day; null where there is no record to compute it from.</param>
public sealed record ReportedFigure(string Id, string System, FigureUnit Unit, Reported Reported, Func<DistrictDb, LocalDate, ComputedFigure?> Compute)
{
    /// <summary>The key of its name.</summary>
    public string Text => "figure." + Id.ToLowerInvariant();
}
