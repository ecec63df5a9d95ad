namespace Countyworks.Neighbourhood.Requests;

/// <summary>A share with what it is a share of: a rate is never shown without its fraction.</summary>
/// <param name="Numerator">Those that did.</param>
/// <param name="Denominator">Those that could have.</param>
public readonly record struct Rate(long Numerator, long Denominator)
{
    /// <summary>
    /// In hundredths of a per cent, rounded down, so that it prints as 100.00 % only when all did; null when there is nothing to divide by:
    /// that prints as "—", never as 0 % or 100 %.
    /// </summary>
    public long? BasisPoints => Denominator == 0 ? null : checked(Numerator * 10_000) / Denominator;
}

/// <summary>How a county counts its three rates (三率). The source leaves it open, so it is a setting with a history: <c>rates.request</c>.</summary>
/// <param name="PartlyIsHalf">Whether "partly solved" counts as half solved; else not at all.</param>
/// <param name="UnratedStaysIn">Whether those who were reached but did not rate stay in the base of satisfaction.</param>
public sealed record RateRule(bool PartlyIsHalf = false, bool UnratedStaysIn = false);

/// <summary>The three rates of a set of requests. Source: R-003 (to be confirmed).</summary>
/// <param name="Response">响应率: contacted in time / (dispatched − excluded).</param>
/// <param name="Solution">解决率: solved at call-back / valid call-backs.</param>
/// <param name="Satisfaction">满意率: (satisfied + basically satisfied) / rated.</param>
/// <param name="Excluded">How many were taken out of the first base.</param>
public sealed record Rates(Rate Response, Rate Solution, Rate Satisfaction, long Excluded)
{
    /// <summary>Computes them from what a set of requests was counted as.</summary>
    /// <param name="count">How many requests of the set carry a flag.</param>
    /// <param name="rule">The county's choices.</param>
    public static Rates Of(Func<CountedAs, long> count, RateRule rule)
    {
        var (solved, partly, reached) = (count(CountedAs.Solved), count(CountedAs.Partly), count(CountedAs.CalledBack));
        return new Rates(
            new Rate(count(CountedAs.Responded), count(CountedAs.Dispatched) - count(CountedAs.Excluded)),
            rule.PartlyIsHalf ? new Rate((2 * solved) + partly, 2 * reached) : new Rate(solved, reached),
            new Rate(count(CountedAs.Satisfied) + count(CountedAs.Basically), rule.UnratedStaysIn ? reached : count(CountedAs.Rated)),
            count(CountedAs.Excluded));
    }
}
