using Countyworks.Engines.Ballots;
using Xunit;
using static Countyworks.Engines.Tests.BallotGiven;

namespace Countyworks.Engines.Tests;

public sealed class A_roll
{
    [Fact]
    public void Counts_an_owner_of_several_units_once_with_all_areas()
    {
        var roll = Of(Unit("1-101", 8_953, "p1"), Unit("1-102", 9_000, "p1"), Unit("1-103", 10_000, "p2"));
        Assert.Equal((2, 27_953), (roll.Heads.Count, roll.Area.Hundredths));
        Assert.Equal([17_953L, 10_000L], roll.Heads.Select(head => head.Area.Hundredths));
    }

    [Fact]
    public void Counts_co_owners_of_a_unit_once_in_whatever_order_they_are_named() =>
        Assert.Single(Of(Unit("1", 1, "p1", "p2"), Unit("2", 1, "p2", "p1")).Heads);

    [Fact]
    public void Tells_what_one_owns_alone_from_what_is_owned_together() =>
        Assert.Equal(2, Of(Unit("1", 1, "p1"), Unit("2", 1, "p1", "p2")).Heads.Count);

    [Fact]
    public void Counts_all_units_still_with_the_developer_as_one_head_sold_or_not()
    {
        var roll = Roll.Of([Unit("1", 5) with { IsWithDeveloper = true }, Unit("2", 7, "buyer") with { IsWithDeveloper = true }, Unit("3", 9, "dev")], "dev").Value;
        Assert.Equal((1, 21), (roll.Heads.Count, roll.Area.Hundredths));
        Assert.Empty(roll.HeadsOf("buyer"));
    }

    [Fact]
    public void Takes_a_unit_without_area() => Assert.Equal(2, Of(Unit("car", 0, "p1"), Unit("1", 10, "p2")).Heads.Count);

    [Theory]
    [InlineData("roll_empty")]
    [InlineData("unit_without_owner", "1:")]
    [InlineData("roll_unit_twice", "1:a", "1:b")]
    [InlineData("developer_missing", "1:*")]
    [InlineData("voter_not_owner", "1:a!b")]
    [InlineData("voters_differ", "1:a,b!a", "2:a,b!b")]
    public void Refuses_what_is_no_roll(string code, params string[] units) =>
        Assert.Equal(code, Roll.Of([.. units.Select(Read)]).Refusal?.Code);

    [Fact]
    public void Names_the_unit_it_refuses() =>
        Assert.Equal("2-201", Roll.Of([Unit("2-201", 1, "a"), Unit("1-101", 1, "b"), Unit("2-201", 1, "b")]).Refusal!.Arguments.Single().Value);

    /// <summary>code:owner,owner!voter, with * for a unit that is with the developer.</summary>
    private static RollUnit Read(string text)
    {
        var parts = text.Split(':', '!');
        var owners = parts[1] is "" or "*" ? [] : parts[1].Split(',');
        return Unit(parts[0], 1, owners) with { Voter = parts.ElementAtOrDefault(2), IsWithDeveloper = parts[1] == "*" };
    }
}
