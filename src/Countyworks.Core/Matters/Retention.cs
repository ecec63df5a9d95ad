using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Matters;

/// <summary>How long what a matter holds of people is kept once it has ended; the matter itself, its answer and its dates stay.</summary>
/// <param name="ContactMonths">Months after the end for who asked and how to reach them.</param>
/// <param name="FileMonths">Months after the end for pictures and papers.</param>
public sealed record Retention(int ContactMonths, int FileMonths)
{
    /// <summary>The longest that may be set.</summary>
    public const int MostMonths = 1200;

    /// <summary>Contacts two years: a complaint about the handling may still come; files five, as long as a unit's own papers.</summary>
    public static readonly Retention Default = new(24, 60);

    /// <summary>What the names of its settings begin with.</summary>
    public const string Area = "retention.";

    /// <summary>The name of the setting of a kind.</summary>
    public static string SettingOf(MatterKind kind) => Area + kind.Name;

    /// <summary>What ended before this moment has been kept long enough.</summary>
    public static Instant Before(Instant asOf, int months) => CountyTime.StartOf(CountyTime.LocalDay(asOf).PlusMonths(-months));

    /// <summary>Why it makes no sense; null when it does.</summary>
    public Refusal? Wrong() => new[] { ("contactMonths", ContactMonths), ("fileMonths", FileMonths) }.FirstOrDefault(f => f.Item2 is < 1 or > MostMonths) is { Item1: { } field }
        ? new Refusal("out_of_range", field).With("min", 1).With("max", MostMonths)
        : null;
}
