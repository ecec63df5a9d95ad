using System.Globalization;

namespace Countyworks.Ui;

/// <summary>A part of a whole, which never hides what it is a part of.</summary>
/// <param name="Part">How many did.</param>
/// <param name="Whole">How many could have, without those excluded; 0 when there was nothing to count.</param>
/// <param name="Excluded">How many were left out of the count, for reasons that are published.</param>
public readonly record struct Rate(long Part, long Whole, long Excluded = 0)
{
    /// <summary>
    /// The rate in per cent with one decimal, rounded down, so that "100%" means all of them; null when there was nothing to count.
    /// </summary>
    public decimal? Percent => Whole == 0 ? null : Math.Floor(Part * 1000m / Whole) / 10m;

    /// <summary>"97.8%", or "—" when there was nothing to count.</summary>
    public override string ToString() => Percent is { } percent ? percent.ToString("0.#", CultureInfo.InvariantCulture) + "%" : "—";
}
