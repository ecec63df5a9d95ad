using System.Numerics;
using Countyworks.Engines.Ballots;
using CsCheck;
using Xunit;
using static Countyworks.Engines.Tests.BallotGiven;

namespace Countyworks.Engines.Tests;

public sealed class What_always_holds_of_votes
{
    private static readonly Gen<Choice> AnyChoice = Gen.Int[1, 3].Select(number => (Choice)number);

    private static readonly Gen<string[]> AnyOwners = Gen.Int[0, 12].Select(number => $"p{number}").Array[1, 2];

    private static readonly Gen<RollUnit[]> AnyUnits = Gen.Select(AnyOwners, Gen.Long[0, 20_000]).Array[1, 25]
        .Select(units => units.Select((unit, i) => Unit($"u{i:D2}", unit.Item2, unit.Item1)).ToArray());

    private static readonly Gen<Precedence> AnyPrecedence = Gen.Int[0, 2].Select(number => (Precedence)number);

    private static readonly Gen<VoteRule> AnyRule = Gen.Int[0, VoteRule.Every.Count - 1].Select(number => VoteRule.Every[number]);

    private static readonly Gen<(RollUnit[] Units, Ballot[] Ballots)> AnyVote =
        Gen.Select(AnyUnits, Gen.Select(Gen.Int[0, 1000], AnyChoice, Gen.Long[0, 30], Gen.Bool).Array[0, 40]).Select((units, said) =>
        {
            var owners = units.SelectMany(unit => unit.Owners).Distinct().ToArray();
            return (units, said.Select(s => Cast(owners[s.Item1 % owners.Length], s.Item2, s.Item3, s.Item4 ? BallotDoor.Paper : BallotDoor.Online)).ToArray());
        });

    [Fact]
    public void The_order_of_units_and_of_ballots_changes_nothing() =>
        Gen.Select(AnyVote, AnyPrecedence, AnyRule, Gen.Int[0, int.MaxValue]).Sample((vote, precedence, rule, seed) =>
        {
            var (units, ballots) = ((RollUnit[])vote.Units.Clone(), (Ballot[])vote.Ballots.Clone());
            var random = new Random(seed);
            random.Shuffle(units);
            random.Shuffle(ballots);
            return Result(units, ballots, precedence, rule) == Result(vote.Units, vote.Ballots, precedence, rule);
        });

    [Fact]
    public void What_was_replaced_changes_nothing() =>
        Gen.Select(AnyVote, AnyRule).Sample((vote, rule) =>
        {
            var last = vote.Ballots.GroupBy(b => b.Owner).Select(own => own.Aggregate((a, b) => b.Outranks(a, Precedence.Last) ? b : a)).ToArray();
            return Result(vote.Units, last, Precedence.Last, rule) == Result(vote.Units, vote.Ballots, Precedence.Last, rule);
        });

    [Fact]
    public void Another_yes_from_those_who_take_part_never_turns_passed_into_failed() =>
        Gen.Select(AnyVote, AnyRule, Gen.Int[0, 1000]).Sample((vote, rule, which) =>
        {
            var roll = Of(vote.Units);
            var voices = Counting.Voices(roll, vote.Ballots).Value;
            var before = Tally.Of(roll, voices, rule);
            var head = which % voices.Length;
            if (voices[head] == Voice.None)
            {
                return true;
            }

            voices[head] = Voice.Yes;
            return !before.IsPassed || Tally.Of(roll, voices, rule).IsPassed;
        });

    [Fact]
    public void Nothing_is_counted_twice_and_nothing_is_lost() =>
        Gen.Select(AnyVote, AnyRule).Sample((vote, rule) =>
        {
            var roll = Of(vote.Units);
            var tally = Tally.Of(roll, Counting.Voices(roll, vote.Ballots).Value, rule);
            return tally.Area.Total == vote.Units.Sum(unit => unit.Area.Hundredths)
                && tally.Area.Participating <= tally.Area.Total && tally.Heads.Participating <= tally.Heads.Total
                && roll.Heads.Sum(head => head.Units.Count) == vote.Units.Length
                && tally.Divided <= tally.Heads.Abstain;
        });

    [Fact]
    public void What_is_missing_is_exactly_what_would_do() =>
        Gen.Select(Gen.Long[0, long.MaxValue / 2], Gen.Long[0, long.MaxValue / 2], Gen.Int[0, 4]).Sample((part, whole, which) =>
        {
            var threshold = Thresholds[which];
            var check = new Ballots.Check(Measure.Area, false, threshold, part, whole);
            return check.IsMet == Holds(threshold, part, whole)
                && (check.IsMet || (Holds(threshold, part + check.Missing, whole) && !Holds(threshold, part + check.Missing - 1, whole)));
        });

    [Theory]
    [InlineData(2, 3, false, 300, 200)]
    [InlineData(2, 3, false, 301, 201)]
    [InlineData(1, 2, true, 100, 51)]
    [InlineData(1, 2, true, 101, 51)]
    [InlineData(1, 2, false, 101, 51)]
    [InlineData(3, 4, false, 90, 68)]
    [InlineData(3, 4, false, 88, 66)]
    [InlineData(3, 4, false, long.MaxValue, 6_917_529_027_641_081_856)]
    [InlineData(3, 4, false, 0, 1)]
    public void The_least_that_is_enough_is_exact(int numerator, int denominator, bool isStrict, long whole, long least) =>
        Assert.Equal(least, new Threshold(numerator, denominator, isStrict, Base.All).Least(whole));

    private static readonly Threshold[] Thresholds =
        [Threshold.TwoThirdsOfAll, Threshold.HalfOfAll, Threshold.MoreThanHalfOfAll, Threshold.MoreThanHalf, Threshold.ThreeQuarters];

    private static bool Holds(Threshold threshold, long part, long whole)
    {
        var (left, right) = ((BigInteger)threshold.Denominator * part, (BigInteger)threshold.Numerator * whole);
        return part > 0 && (threshold.IsStrict ? left > right : left >= right);
    }

    private static (Figures, Figures, long, bool) Result(RollUnit[] units, Ballot[] ballots, Precedence precedence, VoteRule rule)
    {
        var roll = Of(units);
        var tally = Tally.Of(roll, Counting.Voices(roll, ballots, precedence).Value, rule);
        return (tally.Area, tally.Heads, tally.Divided, tally.IsPassed);
    }
}
