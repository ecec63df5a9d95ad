using System.Text.Json.Serialization;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>How much each rate weighs in the score, in hundredths. Source: local evaluation rules (to be confirmed by the county).</summary>
/// <param name="Response">Of the response rate.</param>
/// <param name="Solution">Of the solution rate.</param>
/// <param name="Satisfaction">Of the satisfaction rate.</param>
public sealed record RateWeights(int Response = 20, int Solution = 40, int Satisfaction = 40);

/// <summary>How a county counts its three rates (三率). The source leaves it open, so it is a setting with a history: <see cref="Setting"/>.</summary>
/// <param name="PartlyIsHalf">Whether "partly solved" counts as half solved; else not at all.</param>
/// <param name="UnratedStaysIn">Whether those who were reached but did not rate stay in the base of satisfaction.</param>
public sealed record RateRule(bool PartlyIsHalf = false, bool UnratedStaysIn = false)
{
    /// <summary>The name of the setting.</summary>
    public const string Setting = "rates.request";

    private const int Hundred = 100;

    /// <summary>How the score is made of the three; null where the county makes none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]   // Left out it would come back as the usual one.
    public RateWeights? Weights { get; init; } = new();

    /// <summary>Why the rule makes no sense; null when it does. Refuses <c>rate_weights_sum</c> (weights): they are hundredths of one whole.</summary>
    public Refusal? Wrong() => Weights is { } weights && (Math.Min(weights.Response, Math.Min(weights.Solution, weights.Satisfaction)) < 0 || (long)weights.Response + weights.Solution + weights.Satisfaction != Hundred)
        ? new Refusal("rate_weights_sum", "weights")
        : null;
}

/// <summary>The three rates of a set of requests. Source: R-003 (to be confirmed).</summary>
/// <param name="Response">响应率: contacted in time / (dispatched − excluded).</param>
/// <param name="Solution">解决率: solved at call-back / valid call-backs.</param>
/// <param name="Satisfaction">满意率: (satisfied + basically satisfied) / rated.</param>
public sealed record Rates(Rate Response, Rate Solution, Rate Satisfaction)
{
    /// <summary>Computes them from what a set of requests was counted as.</summary>
    /// <param name="count">How many requests of the set carry a flag.</param>
    /// <param name="rule">The county's choices.</param>
    public static Rates Of(Func<CountedAs, long> count, RateRule rule)
    {
        var (solved, reached, excluded) = (count(CountedAs.Solved), count(CountedAs.CalledBack), count(CountedAs.Excluded));
        return new Rates(
            new Rate(count(CountedAs.Responded), count(CountedAs.Dispatched) - excluded, excluded),
            new Rate(rule.PartlyIsHalf ? solved + (count(CountedAs.Partly) / 2m) : solved, reached),
            new Rate(count(CountedAs.Satisfied) + count(CountedAs.Basically), rule.UnratedStaysIn ? reached : count(CountedAs.Rated)));
    }

    /// <summary>
    /// The score out of 100 with two decimals, rounded down once, from the fractions and not from printed rates;
    /// null when a rate that weighs has nothing to divide by.
    /// </summary>
    public decimal? Score(RateWeights weights)
    {
        (Rate Rate, int Weight)[] weighed =
            [.. new[] { (Response, weights.Response), (Solution, weights.Solution), (Satisfaction, weights.Satisfaction) }.Where(r => r.Item2 != 0)];
        if (weighed.Length == 0 || weighed.Any(r => r.Rate.Whole == 0))
        {
            return null;
        }

        // Over one common denominator, because a sum of rounded quotients may miss a whole number by a hair.
        var whole = weighed.Aggregate(1m, (product, r) => product * r.Rate.Whole);
        var parts = weighed.Sum(r => r.Weight * r.Rate.Part * (whole / r.Rate.Whole));
        return Math.Floor(parts * 100 / whole) / 100;
    }
}
