using Countyworks.Engines.Ballots;
using Xunit;
using static Countyworks.Engines.Tests.BallotGiven;

namespace Countyworks.Engines.Tests;

public sealed class A_village_assembly
{
    [Theory]
    [InlineData(855, 855, false, false)]
    [InlineData(856, 856, true, true)]
    [InlineData(900, 855, true, false)]
    [InlineData(900, 856, true, true)]
    [InlineData(1283, 855, true, false)]
    public void Of_1283_members_856_must_come_and_856_must_say_yes(int came, int yes, bool quorum, bool passed)
    {
        var tally = Counted(VoteRule.OfVillage(7, byDelegates: false).Value, yes: (0, yes), no: (0, came - yes), abstain: default, away: (0, 1283 - came));
        Assert.Equal((quorum, passed), (tally.HasQuorum, tally.IsPassed));
    }

    [Fact]
    public void Is_measured_by_all_members_and_not_by_those_who_came()
    {
        var tally = Counted(VoteRule.Village, yes: (0, 700), no: (0, 200), abstain: default, away: (0, 383));
        Assert.Equal([(Measure.Heads, 156L)], tally.Missed.Select(check => (check.Measure, check.Missing)));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(7, true)]
    [InlineData(8, false)]
    [InlineData(10, false)]
    [InlineData(12, false)]
    [InlineData(13, true)]
    public void Leaves_some_items_to_its_delegates_and_others_not(int item, bool may) =>
        Assert.Equal(may ? null : "delegates_may_not_decide", VoteRule.OfVillage(item, byDelegates: true).Refusal?.Code);

    [Fact]
    public void Knows_thirteen_items() => Assert.Equal("vote_item_unknown", VoteRule.OfVillage(14, byDelegates: false).Refusal?.Code);
}

public sealed class A_committee
{
    [Theory]
    [InlineData(7, 3, 3, false)]
    [InlineData(7, 4, 4, true)]
    [InlineData(7, 4, 3, false)]
    [InlineData(6, 4, 3, true)]
    [InlineData(6, 3, 3, false)]
    public void Meets_with_more_than_half_and_approves_with_half_of_all(int members, int came, int yes, bool passed) =>
        Assert.Equal(passed, Counted(VoteRule.Committee, yes: (0, yes), no: (0, came - yes), abstain: default, away: (0, members - came)).IsPassed);
}
