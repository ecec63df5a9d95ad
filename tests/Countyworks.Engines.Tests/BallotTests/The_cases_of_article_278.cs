using Countyworks.Engines.Ballots;
using Xunit;
using static Countyworks.Engines.Tests.BallotGiven;

namespace Countyworks.Engines.Tests;

public sealed class The_cases_of_article_278
{
    [Fact]
    public void Case_1_half_is_not_more_than_half()
    {
        var tally = Counted(Rule(5), yes: (400_000, 41), no: (400_000, 39), abstain: default, away: (400_000, 40));
        Assert.True(tally.HasQuorum);
        Assert.Equal([(Measure.Area, 1L)], Missed(tally));
    }

    [Fact]
    public void Case_2_a_hundredth_more_than_half_passes() =>
        Assert.True(Counted(Rule(5), yes: (400_001, 41), no: (399_999, 39), abstain: default, away: (400_000, 40)).IsPassed);

    [Fact]
    public void Case_3_a_hundredth_below_two_thirds_is_void_though_all_said_yes()
    {
        var tally = Counted(Rule(5), yes: (799_999, 80), no: default, abstain: default, away: (400_001, 40));
        Assert.False(tally.HasQuorum);
        Assert.Equal([(Measure.Area, 1L)], Missed(tally));
    }

    [Fact]
    public void Case_4_three_quarters_of_90_heads_are_68() =>
        Assert.True(Counted(Rule(8), yes: (675_000, 68), no: (225_000, 22), abstain: default, away: (300_000, 30)).IsPassed);

    [Fact]
    public void Case_5_of_90_heads_67_are_not_three_quarters()
    {
        var tally = Counted(Rule(8), yes: (675_000, 67), no: (225_000, 23), abstain: default, away: (300_000, 30));
        Assert.Equal([(Measure.Heads, 1L)], Missed(tally));
    }

    [Fact]
    public void Case_6_the_developers_unsold_units_are_one_head_so_that_half_of_the_area_is_no_quorum()
    {
        var unsold = Enumerable.Range(1, 60).Select(i => Unit($"d{i:D2}", 10_000) with { IsWithDeveloper = true });
        var sold = Enumerable.Range(1, 60).Select(i => Unit($"u{i:D2}", 10_000, $"p{i}"));
        var roll = Roll.Of([.. unsold, .. sold], "developer").Value;
        Ballot[] ballots = [Cast("developer", Choice.Yes), .. Enumerable.Range(1, 30).Select(i => Cast($"p{i}", Choice.Yes))];
        var tally = Tally.Of(roll, Counting.Voices(roll, ballots).Value, Rule(4));
        Assert.Equal((1_200_000, 61, 900_000, 31), (tally.Area.Total, tally.Heads.Total, tally.Area.Participating, tally.Heads.Participating));
        Assert.Equal([(Measure.Heads, 10L)], Missed(tally));
    }

    [Fact]
    public void Case_7_exactly_two_thirds_is_a_quorum() =>
        Assert.True(Counted(Rule(7), yes: (20_000, 2), no: default, abstain: default, away: (10_000, 1)).IsPassed);

    [Fact]
    public void Case_8_of_100_heads_66_are_no_quorum()
    {
        var tally = Counted(Rule(1), yes: (700_000, 66), no: default, abstain: default, away: (300_000, 34));
        Assert.Equal([(Measure.Heads, 1L)], Missed(tally));
    }

    [Fact]
    public void Case_9_those_who_abstain_stay_in_the_base()
    {
        var tally = Counted(Rule(3), yes: (445_000, 45), no: (435_000, 42), abstain: (20_000, 3), away: (300_000, 30));
        Assert.Equal([(Measure.Area, 5_001L), (Measure.Heads, 1L)], Missed(tally));
        Assert.True(Counted(Rule(3), yes: (445_000, 45), no: (435_000, 42), abstain: default, away: (320_000, 33)).Checks.Where(c => !c.IsQuorum).All(c => c.IsMet));
    }

    /// <summary>100 units of 10,000 m².</summary>
    [Theory]
    [InlineData(666_666, 67, false)]
    [InlineData(666_667, 67, true)]
    [InlineData(900_000, 66, false)]
    public void Sixty_seven_units_and_two_thirds_of_the_area_take_part(long area, int heads, bool quorum) =>
        Assert.Equal(quorum, Counted(Rule(1), yes: (area, heads), no: default, abstain: default, away: (1_000_000 - area, 100 - heads)).HasQuorum);

    [Theory]
    [InlineData(5, 335_000, 34, false)]
    [InlineData(5, 335_001, 33, false)]
    [InlineData(5, 335_001, 34, true)]
    [InlineData(6, 502_500, 51, true)]
    [InlineData(6, 502_499, 51, false)]
    [InlineData(6, 502_500, 50, false)]
    public void Of_67_units_and_6700_square_metres_this_many_decide(int item, long area, int heads, bool passed) =>
        Assert.Equal(passed, Counted(Rule(item), yes: (area, heads), no: (670_000 - area, 67 - heads), abstain: default, away: (330_000, 33)).IsPassed);

    [Theory]
    [InlineData(1, "general")]
    [InlineData(5, "general")]
    [InlineData(6, "special")]
    [InlineData(7, "special")]
    [InlineData(8, "special")]
    [InlineData(9, "general")]
    public void Items_6_to_8_are_special(int item, string rule) => Assert.Equal(rule, Rule(item).Name);

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void There_is_no_other_item(int item) => Assert.Equal("vote_item_unknown", VoteRule.OfOwners(item).Refusal?.Code);

    private static VoteRule Rule(int item) => VoteRule.OfOwners(item).Value;

    private static IEnumerable<(Measure, long)> Missed(Tally tally) => tally.Missed.Select(check => (check.Measure, check.Missing));
}
