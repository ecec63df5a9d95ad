using System.Globalization;

namespace Countyworks.Kernel;

/// <summary>A part of a whole, which never hides what it is a part of.</summary>
/// <param name="Part">How many did; with a half where the county's rule counts halves.</param>
/// <param name="Whole">How many could have, without those excluded; 0 when there was nothing to count.</param>
/// <param name="Excluded">How many were left out of the count, for reasons that are published.</param>
public readonly record struct Rate(decimal Part, long Whole, long Excluded = 0)
{
    /// <summary>
    /// The rate in per cent with two decimals, rounded down, so that 100.00 means all of them; null when there was nothing to count,
    /// which is neither 0 nor 100.
    /// </summary>
    public decimal? Percent => Whole == 0 ? null : Math.Floor(Part * 10_000 / Whole) / 100;

    /// <summary>"97.89%", or "—" when there was nothing to count.</summary>
    public override string ToString() => Said(Percent);

    /// <summary>A percentage as it is printed everywhere: "97.89%", or "—".</summary>
    public static string Said(decimal? percent) => percent?.ToString("0.00", CultureInfo.InvariantCulture) + (percent is null ? "—" : "%");
}
