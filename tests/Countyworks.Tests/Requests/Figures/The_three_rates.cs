using Countyworks.Neighbourhood.Requests;

namespace Countyworks.Tests.Requests.Figures;

public sealed class The_three_rates
{
    private static readonly Dictionary<CountedAs, long> example = new()
    {
        [CountedAs.Dispatched] = 200, [CountedAs.Excluded] = 10, [CountedAs.Responded] = 186,
        [CountedAs.CalledBack] = 150, [CountedAs.Solved] = 117, [CountedAs.Partly] = 12,
        [CountedAs.Rated] = 144, [CountedAs.Satisfied] = 105, [CountedAs.Basically] = 24,
    };

    [Theory]
    [InlineData(false, false, "97.89%", "78.00%", "89.58%")]
    [InlineData(true, false, "97.89%", "82.00%", "89.58%")]
    [InlineData(false, true, "97.89%", "78.00%", "86.00%")]
    public void Come_out_as_the_worked_example_says(bool partlyIsHalf, bool unratedStaysIn, string response, string solution, string satisfaction)
    {
        var rates = Rates.Of(flag => example[flag], new RateRule(partlyIsHalf, unratedStaysIn));

        Assert.Equal((response, solution, satisfaction), (rates.Response.ToString(), rates.Solution.ToString(), rates.Satisfaction.ToString()));
        Assert.Equal((186m, 190, 10), (rates.Response.Part, rates.Response.Whole, rates.Response.Excluded));
    }

    [Fact]
    public void Make_the_score_of_the_worked_example() =>
        Assert.Equal(86.61m, Rates.Of(flag => example[flag], new RateRule()).Score(new RateWeights(20, 40, 40)));

    [Fact]
    public void Of_nothing_are_neither_0_nor_100()
    {
        var rates = Rates.Of(_ => 0, new RateRule());

        Assert.All([rates.Response, rates.Solution, rates.Satisfaction], rate => Assert.Equal("—", rate.ToString()));
        Assert.Null(rates.Score(new RateWeights()));
    }

    [Theory]
    [InlineData(1, 1, "100.00")]
    [InlineData(999_999, 1_000_000, "99.99")]
    [InlineData(1, 3, "33.33")]
    [InlineData(0, 3, "0.00")]
    public void Make_a_score_that_is_rounded_down_once(long part, long whole, string score) =>
        Assert.Equal(score, new Rates(new(part, whole), new(part, whole), new(part, whole)).Score(new(33, 33, 34))?.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Make_a_whole_score_of_thirds() =>
        Assert.Equal(50m, new Rates(new(1, 3), new(2, 3), new(1, 2)).Score(new(25, 25, 50)));
}
