using System.Numerics;

namespace Countyworks.Neighbourhood.Requests.Figures;

/// <summary>How many requests of a set carry each flag.</summary>
public sealed class Tally
{
    private static readonly int Flags = BitOperations.Log2((uint)Enum.GetValues<CountedAs>().Max()) + 1;

    private readonly long[] counts = new long[Flags];

    /// <summary>How many carry a flag.</summary>
    /// <param name="flag">One flag alone.</param>
    public long this[CountedAs flag] => counts[BitOperations.Log2((uint)flag)];

    /// <summary>The three rates of them.</summary>
    public Rates Rates(RateRule rule) => Requests.Rates.Of(flag => this[flag], rule);

    /// <summary>Counts so many requests that carry exactly these flags.</summary>
    internal void Add(CountedAs flags, long count)
    {
        for (var left = (uint)flags; left != 0; left &= left - 1)
        {
            counts[BitOperations.TrailingZeroCount(left)] += count;
        }
    }
}
