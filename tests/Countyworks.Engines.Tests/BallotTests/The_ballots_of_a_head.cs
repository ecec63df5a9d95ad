using Countyworks.Engines.Ballots;
using CsCheck;
using Xunit;

namespace Countyworks.Engines.Tests;

public sealed class The_ballots_of_a_head
{
    private static readonly Guid First = new("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Second = new("00000000-0000-0000-0000-000000000002");

    private static readonly Gen<HeadBallot[]> AnyBallots = Gen.Select(Gen.Int[0, 2], Gen.Int[1, 3]).Array[0, 12].Select(said =>
        said.Select((s, i) => new HeadBallot(s.Item1 switch { 0 => null, 1 => First, _ => Second }, (Choice)s.Item2, i, s.Item1 == 0 ? BallotDoor.Paper : BallotDoor.Online)).ToArray());

    private static readonly Gen<Precedence> AnyPrecedence = Gen.Int[0, 2].Select(number => (Precedence)number);

    [Theory]
    [InlineData("", Precedence.Last, Voice.None)]
    [InlineData("1y", Precedence.Last, Voice.Yes)]
    [InlineData("1y 1n", Precedence.Last, Voice.No)]
    [InlineData("1y 2n", Precedence.Last, Voice.Divided)]
    [InlineData("1y 2n 2y", Precedence.Last, Voice.Yes)]
    [InlineData("1y 2n pa", Precedence.Last, Voice.Abstain)]
    [InlineData("pn 1y", Precedence.Last, Voice.Yes)]
    [InlineData("1y pn 2a", Precedence.Last, Voice.Abstain)]
    [InlineData("pn 1y", Precedence.PaperFirst, Voice.No)]
    [InlineData("pn py 1a", Precedence.PaperFirst, Voice.Yes)]
    [InlineData("1y", Precedence.PaperFirst, Voice.Yes)]
    [InlineData("1y pn", Precedence.OnlineFirst, Voice.Yes)]
    [InlineData("pn", Precedence.OnlineFirst, Voice.No)]
    [InlineData("1y my", Precedence.Last, Voice.Yes)]
    [InlineData("1y mn", Precedence.Last, Voice.No)]
    [InlineData("mn 1y", Precedence.Last, Voice.Yes)]
    [InlineData("mn 1y py", Precedence.OnlineFirst, Voice.Yes)]
    [InlineData("mn pa", Precedence.OnlineFirst, Voice.No)]
    public void Say_together_what_the_vote_declared_to_count(string cast, Precedence precedence, Voice voice) =>
        Assert.Equal(voice, HeadBallots.Together(HeadBallots.Counting([.. cast.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Read)], precedence)));

    [Fact]
    public void Are_the_same_in_whatever_order_they_are_read() => Gen.Select(AnyBallots, AnyPrecedence, Gen.Int[0, int.MaxValue]).Sample((ballots, precedence, seed) =>
    {
        var shuffled = (HeadBallot[])ballots.Clone();
        new Random(seed).Shuffle(shuffled);
        return HeadBallots.Counting(ballots, precedence).SequenceEqual(HeadBallots.Counting(shuffled, precedence));
    });

    [Fact]
    public void Never_count_two_of_one_voter_nor_paper_beside_online() => Gen.Select(AnyBallots, AnyPrecedence).Sample((ballots, precedence) =>
    {
        var counting = HeadBallots.Counting(ballots, precedence);
        return counting.Select(b => b.Voter).Distinct().Count() == counting.Count && counting.Select(b => b.Door).Distinct().Count() <= 1 && (counting.Count > 0) == (ballots.Length > 0);
    });

    /// <summary>Who (1, 2, p for paper, m for the holder of a mandate) and what (y, n, a).</summary>
    private static HeadBallot Read(string text, int order) => new(
        text[0] switch { 'p' or 'm' => null, '1' => First, _ => Second },
        text[1] switch { 'y' => Choice.Yes, 'n' => Choice.No, _ => Choice.Abstain },
        order,
        text[0] == 'p' ? BallotDoor.Paper : BallotDoor.Online);
}
