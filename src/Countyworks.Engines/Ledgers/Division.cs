using System.Security.Cryptography;
using System.Text;
using Countyworks.Kernel;

namespace Countyworks.Engines.Ledgers;

/// <summary>Somebody's share in a sum that is divided.</summary>
/// <param name="Id">Whose: breaks ties, so it must be the same whenever the sum is divided again.</param>
/// <param name="Units">Never negative: an area in 0.01 m², shares in thousandths, or 1 each.</param>
public readonly record struct Weight(string Id, long Units);

/// <summary>A sum divided: the parts and what is carried on are together the sum.</summary>
/// <param name="Parts">In the order of the weights.</param>
/// <param name="Carry">What is left over; nothing under the largest remainder.</param>
public sealed record Division(IReadOnlyList<Money> Parts, Money Carry)
{
    /// <summary>The most parts.</summary>
    public const int PartLimit = 1_000_000;

    /// <summary>
    /// Costs and dividends by area: all of it is divided. Each gets its quota rounded down; fen left over go one each to the largest remainders, ties to the
    /// smallest SHA-256 of "distribution|id", so that the order of the list decides nothing. A loss is divided as its absolute value.
    /// Refuses, in this order: <c>weights_missing</c>, <c>weights_too_many</c> (limit), <c>weight_negative</c> (line), <c>weights_all_zero</c>, <c>weight_twice</c> (an id twice).
    /// </summary>
    /// <param name="sum">What is divided.</param>
    /// <param name="weights">Among whom.</param>
    /// <param name="distribution">Names this distribution.</param>
    public static Outcome<Division> LargestRemainder(Money sum, IReadOnlyList<Weight> weights, string distribution)
    {
        if (Wrong(weights) is { } why)
        {
            return why;
        }

        var (total, absolute) = (Total(weights), Int128.Abs(sum.Fen));
        var parts = weights.Select(w => (long)(absolute * w.Units / total)).ToArray();
        var left = (int)(absolute - parts.Aggregate((Int128)0, (all, part) => all + part));
        foreach (var next in Enumerable.Range(0, weights.Count)
            .Select(i => (Index: i, Remainder: absolute * weights[i].Units % total))
            .OrderByDescending(w => w.Remainder).ThenBy(w => Tie(distribution, weights[w.Index].Id), StringComparer.Ordinal).Take(left))
        {
            parts[next.Index]++;
        }

        return new Division([.. parts.Select(part => Signed(part, sum))], Money.Zero);
    }

    /// <summary>
    /// Dividends by share: each gets its quota rounded down, so that equal shares never differ by a fen; the rest is carried to the undistributed income 未分配收益.
    /// Refuses as <see cref="LargestRemainder"/>.
    /// </summary>
    /// <param name="sum">What is divided.</param>
    /// <param name="weights">Among whom.</param>
    public static Outcome<Division> FloorWithCarry(Money sum, IReadOnlyList<Weight> weights)
    {
        if (Wrong(weights) is { } why)
        {
            return why;
        }

        var total = Total(weights);
        List<Money> parts = [.. weights.Select(w => Signed((long)(Int128.Abs(sum.Fen) * w.Units / total), sum))];
        return new Division(parts, sum - Money.Sum(parts));
    }

    private static Refusal? Wrong(IReadOnlyList<Weight> weights) =>
        weights.Count == 0 ? new Refusal("weights_missing", "weights")
        : weights.Count > PartLimit ? new Refusal("weights_too_many", "weights").With("limit", PartLimit)
        : weights.Index().Where(w => w.Item.Units < 0).Select(w => (int?)w.Index).FirstOrDefault() is { } line ? new Refusal("weight_negative", "weights").With("line", line + 1)
        : weights.All(w => w.Units == 0) ? new Refusal("weights_all_zero", "weights")
        : weights.DistinctBy(w => w.Id).Count() < weights.Count ? new Refusal("weight_twice", "weights")
        : null;

    private static Int128 Total(IReadOnlyList<Weight> weights) => weights.Aggregate((Int128)0, (sum, w) => sum + w.Units);

    private static string Tie(string distribution, string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{distribution}|{id}")));

    private static Money Signed(long part, Money sum) => Money.FromFen(sum.IsNegative ? -part : part);
}
