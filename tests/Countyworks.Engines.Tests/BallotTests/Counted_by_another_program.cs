using Countyworks.Engines.Ballots;
using Xunit;
using static Countyworks.Engines.Tests.BallotGiven;

namespace Countyworks.Engines.Tests;

/// <summary>The same votes through Belenios: weighted by area, and with a weight of one for each head.</summary>
public sealed class Counted_by_another_program
{
    [Theory]
    [InlineData(20260924, 20, 15_000)]
    [InlineData(278, 30, 2_000_000_000)]
    public async Task A_vote_has_the_same_totals_by_area_and_by_heads(int seed, int units, int largest)
    {
        Assert.SkipWhen(Belenios.WhyNot is not null, Belenios.WhyNot ?? "");
        var random = new Random(seed);
        var roll = Of([.. Enumerable.Range(0, units).Select(i => Unit($"u{i:D3}", random.Next(1, largest), $"p{random.Next(units * 2 / 3)}"))]);
        Ballot[] ballots = [.. roll.Heads.Where(_ => random.Next(4) > 0).Select((head, i) => Cast(head.Owners[0], (Choice)random.Next(1, 4), i))];
        var voices = Counting.Voices(roll, ballots).Value;
        var tally = Tally.Of(roll, voices, VoteRule.General);

        var byArea = await Belenios.Count(3, [.. roll.Heads.Zip(voices, (head, voice) => (head.Area.Hundredths, Answer(voice)))]);
        var byHeads = await Belenios.Count(3, [.. voices.Select(voice => (1L, Answer(voice)))]);

        Assert.Equal([tally.Area.Yes, tally.Area.No, tally.Area.Abstain], byArea);
        Assert.Equal([tally.Heads.Yes, tally.Heads.No, tally.Heads.Abstain], byHeads);
    }

    private static int? Answer(Voice voice) => voice switch
    {
        Voice.Yes => 0,
        Voice.No => 1,
        Voice.Abstain or Voice.Divided => 2,
        _ => null,
    };
}
