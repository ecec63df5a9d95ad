using Countyworks.Engines.Ballots;
using Xunit;
using static Countyworks.Engines.Tests.BallotGiven;

namespace Countyworks.Engines.Tests;

public sealed class Counting_ballots
{
    private static readonly Roll Two = Of(Unit("1", 10, "p1"), Unit("2", 20, "p2"));
    private static readonly Roll Together = Of(Unit("1", 10, "a", "b"), Unit("2", 20, "c"));

    [Fact]
    public void The_last_ballot_of_an_owner_counts() =>
        Assert.Equal([Voice.No, Voice.None], Said(Two, Cast("p1", Choice.No, 9), Cast("p1", Choice.Yes, 2)));

    [Theory]
    [InlineData(Precedence.Last, Voice.Abstain)]
    [InlineData(Precedence.PaperFirst, Voice.No)]
    [InlineData(Precedence.OnlineFirst, Voice.Abstain)]
    public void Paper_or_online_counts_first_as_the_vote_declared(Precedence precedence, Voice voice)
    {
        Ballot[] ballots = [Cast("p1", Choice.Yes, 1, BallotDoor.Paper), Cast("p1", Choice.No, 2, BallotDoor.Paper), Cast("p1", Choice.Abstain, 3)];
        Assert.Equal(voice, Counting.Voices(Two, ballots, precedence).Value[0]);
    }

    [Fact]
    public void Co_owners_who_agree_say_what_they_agree_on() =>
        Assert.Equal(Voice.Yes, Said(Together, Cast("a", Choice.Yes, 1), Cast("b", Choice.Yes, 2))[0]);

    [Fact]
    public void One_co_owner_speaks_for_those_who_stay_silent() => Assert.Equal(Voice.No, Said(Together, Cast("b", Choice.No))[0]);

    [Theory]
    [InlineData(Choice.Yes, Choice.No)]
    [InlineData(Choice.No, Choice.Yes)]
    [InlineData(Choice.Yes, Choice.Abstain)]
    public void Co_owners_who_disagree_take_part_and_say_neither(Choice first, Choice second)
    {
        var tally = Tally.Of(Together, Said(Together, Cast("a", first, 1), Cast("b", second, 2)), VoteRule.General);
        Assert.Equal((1, 1, 1, 0), (tally.Heads.Participating, tally.Heads.Abstain, tally.Divided, tally.Heads.Yes));
    }

    [Fact]
    public void Co_owners_who_come_to_agree_are_divided_no_more() =>
        Assert.Equal(Voice.No, Said(Together, Cast("a", Choice.Yes, 1), Cast("b", Choice.No, 2), Cast("a", Choice.No, 3))[0]);

    [Fact]
    public void Only_the_voter_co_owners_named_is_heard()
    {
        var named = Of(Unit("1", 10, "a", "b") with { Voter = "b" });
        Assert.Equal([Voice.Yes], Said(named, Cast("b", Choice.Yes)));
        Assert.Equal("not_the_voter", Counting.Voices(named, [Cast("a", Choice.No)]).Refusal?.Code);
    }

    [Fact]
    public void An_owner_alone_and_together_is_heard_twice()
    {
        var roll = Of(Unit("1", 10, "a"), Unit("2", 20, "a", "b"));
        Assert.Equal([Voice.Yes, Voice.Divided], Said(roll, Cast("a", Choice.Yes, 1), Cast("b", Choice.No, 2)));
    }

    [Fact]
    public void Whoever_is_not_on_the_roll_is_refused_by_name_the_first_by_order()
    {
        var refusal = Counting.Voices(Two, [Cast("x", Choice.Yes, 7), Cast("p1", Choice.Yes, 1), Cast("tenant", Choice.Yes, 3)]).Refusal!;
        Assert.Equal(("not_on_roll", "tenant"), (refusal.Code, refusal.Arguments.Single().Value));
    }

    [Fact]
    public void Nobody_at_all_is_no_quorum_and_no_error()
    {
        var tally = Tally.Of(Two, Said(Two), VoteRule.General);
        Assert.Equal((false, false, 0L), (tally.HasQuorum, tally.IsPassed, tally.Heads.Participating));
    }

    private static Voice[] Said(Roll roll, params Ballot[] ballots) => Counting.Voices(roll, ballots).Value;
}

public sealed class Silence_counted
{
    private static readonly Roll Four = Of(Unit("1", 10, "a"), Unit("2", 10, "b"), Unit("3", 10, "c"), Unit("4", 10, "d"));

    [Fact]
    public void Joins_the_majority_where_the_ballot_was_delivered() =>
        Assert.Equal([Voice.Yes, Voice.Yes, Voice.None, Voice.Yes], Silence.Counted(Four, [Voice.Yes, Voice.None, Voice.None, Voice.None], [true, true, false, true]));

    [Fact]
    public void Joins_those_against_where_they_are_more() =>
        Assert.Equal(Voice.No, Silence.Counted(Four, [Voice.No, Voice.None, Voice.None, Voice.None], [true, true, true, true])[1]);

    [Fact]
    public void Says_neither_where_there_is_no_majority_by_both_measures() =>
        Assert.Equal(Voice.Abstain, Silence.Counted(Four, [Voice.Yes, Voice.No, Voice.None, Voice.None], [true, true, true, true])[2]);

    [Fact]
    public void Never_changes_what_was_said() =>
        Assert.Equal([Voice.No, Voice.Yes, Voice.Divided, Voice.Yes], Silence.Counted(Four, [Voice.No, Voice.Yes, Voice.Divided, Voice.Yes], [true, true, true, true]));
}

public sealed class A_mandate
{
    private static readonly Roll Roll = Of(Unit("1", 1, "a"), Unit("2", 1, "b"), Unit("3", 1, "c"), Unit("4", 1, "d"), Unit("5", 1, "e"), Unit("6", 1, "e"));

    [Theory]
    [InlineData(0, "h", null)]
    [InlineData(0, "a", "mandate_to_oneself")]
    [InlineData(1, "h", "mandate_given")]
    [InlineData(4, "g", "mandates_too_many")]
    [InlineData(4, "h", null)]
    public void Is_given_once_to_somebody_else_and_up_to_three_units(int head, string holder, string? code) =>
        Assert.Equal(code, Mandates.May(Roll, [new(1, "g"), new(2, "g")], new(head, holder), Mandates.UsualCap).Refusal?.Code);
}
