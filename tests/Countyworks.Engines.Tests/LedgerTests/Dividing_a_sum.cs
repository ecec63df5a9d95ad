using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using CsCheck;

namespace Countyworks.Engines.Tests.LedgerTests;

public sealed class Dividing_a_sum
{
    [Theory]
    [InlineData(100_000, new long[] { 8953, 12010, 7537 }, new long[] { 31414, 42140, 26446 })]
    [InlineData(100, new long[] { 1, 1, 1 }, new long[] { 33, 33, 34 })]
    [InlineData(-100, new long[] { 1, 1, 1 }, new long[] { -33, -33, -34 })]
    [InlineData(2, new long[] { 1, 1, 1 }, new long[] { 0, 1, 1 })]
    [InlineData(0, new long[] { 1, 1 }, new long[] { 0, 0 })]
    [InlineData(7, new long[] { 0, 5 }, new long[] { 0, 7 })]
    [InlineData(7, new long[] { 3 }, new long[] { 7 })]
    [InlineData(long.MaxValue, new long[] { long.MaxValue, long.MaxValue }, new long[] { 4611686018427387903, 4611686018427387904 })]
    public void Gives_what_is_left_to_the_largest_remainders(long sum, long[] weights, long[] parts) =>
        Assert.Equal(parts, Division.LargestRemainder(Money.FromFen(sum), Units(weights), "D1").Value.Parts.Select(p => p.Fen));

    [Fact]
    public void Gives_equal_shares_equal_dividends_and_carries_nine_fen()
    {
        long[] shares = [1000, 1000, 1000, 1000, 1000, 1000, 1000, 500, 500, 250];
        var divided = Division.FloorWithCarry(Money.FromFen(32_116_457), Units(shares)).Value;

        Assert.Equal([.. Enumerable.Repeat(3_892_903L, 7), 1_946_451, 1_946_451, 973_225], divided.Parts.Select(p => p.Fen));
        Assert.Equal(9, divided.Carry.Fen);
    }

    [Fact]
    public void Would_have_made_one_of_seven_equal_members_a_fen_poorer_by_the_other_rule()
    {
        long[] shares = [1000, 1000, 1000, 1000, 1000, 1000, 1000, 500, 500, 250];
        var divided = Division.LargestRemainder(Money.FromFen(32_116_457), Units(shares), "D1").Value;

        Assert.Equal([1, 6], divided.Parts.Take(7).CountBy(p => p.Fen).OrderBy(c => c.Key).Select(c => c.Value));
    }

    [Theory]
    [InlineData("weights_missing")]
    [InlineData("weights_all_zero", 0L, 0L)]
    [InlineData("weight_negative", 3L, -1L)]
    public void Refuses_weights_that_divide_nothing(string code, params long[] weights)
    {
        Assert.Equal(code, Division.LargestRemainder(Money.FromFen(5), Units(weights), "D").Refusal?.Code);
        Assert.Equal(code, Division.FloorWithCarry(Money.FromFen(5), Units(weights)).Refusal?.Code);
    }

    [Fact]
    public void Refuses_somebody_who_is_there_twice() =>
        Assert.Equal("weight_twice", Division.FloorWithCarry(Money.FromFen(5), [new("a", 1), new("a", 2)]).Refusal?.Code);

    private static readonly Gen<(long Sum, long[] Weights)> Any =
        Gen.Select(Gen.Long[0, 1_000_000_000_000], Gen.Long[0, 1_000_000_000].Array[1, 40]).Where(d => d.Item2.Any(w => w > 0));

    [Fact]
    public void Always_adds_up_to_the_sum_with_no_part_negative() => Any.Sample(any =>
    {
        var (all, floor) = (Largest(any.Sum, any.Weights), Floor(any.Sum, any.Weights));
        return all.Parts.Sum(p => p.Fen) == any.Sum && floor.Parts.Sum(p => p.Fen) + floor.Carry.Fen == any.Sum
            && all.Parts.Concat(floor.Parts).All(p => p.Fen >= 0) && floor.Carry.Fen >= 0 && floor.Carry.Fen < any.Weights.Length;
    });

    [Fact]
    public void Never_gives_a_greater_weight_less() => Any.Sample(any =>
    {
        var parts = any.Weights.Zip(Largest(any.Sum, any.Weights).Parts).OrderBy(p => p.First).ThenBy(p => p.Second.Fen).Select(p => p.Second.Fen).ToList();
        return parts.SequenceEqual(parts.Order());
    });

    [Fact]
    public void Does_not_depend_on_the_order_of_the_list() => Any.Sample(any =>
    {
        var units = Units(any.Weights);
        var there = units.Zip(Division.LargestRemainder(Money.FromFen(any.Sum), units, "D").Value.Parts).ToDictionary(p => p.First.Id, p => p.Second);
        units.Reverse();
        return units.Zip(Division.LargestRemainder(Money.FromFen(any.Sum), units, "D").Value.Parts).All(p => there[p.First.Id] == p.Second);
    });

    private static List<Weight> Units(long[] weights) => [.. weights.Select((weight, i) => new Weight($"U{i + 1}", weight))];

    private static Division Largest(long sum, long[] weights) => Division.LargestRemainder(Money.FromFen(sum), Units(weights), "D").Value;

    private static Division Floor(long sum, long[] weights) => Division.FloorWithCarry(Money.FromFen(sum), Units(weights)).Value;
}
