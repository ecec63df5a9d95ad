namespace Countyworks.Engines.Ballots;

/// <summary>A ballot for a head, and who cast it.</summary>
/// <param name="Voter">One of the owners, or whoever holds their mandate; null on paper, which speaks for the whole head.</param>
/// <param name="Choice">What it says.</param>
/// <param name="Order">When, among the ballots of the vote.</param>
/// <param name="Door">How it came in.</param>
public readonly record struct HeadBallot(Guid? Voter, Choice Choice, long Order, BallotDoor Door);

/// <summary>Which ballots of one head count, and what they say together.</summary>
public static class HeadBallots
{
    /// <summary>
    /// The ballots that count: the last on paper, or the last of each who voted online. Where the last one counts however it came in, whoever votes
    /// online after a paper ballot replaces it, and a later paper ballot replaces all before it.
    /// </summary>
    /// <param name="ballots">Of one head, in any order.</param>
    /// <param name="precedence">What the vote declared.</param>
    public static IReadOnlyList<HeadBallot> Counting(IReadOnlyCollection<HeadBallot> ballots, Precedence precedence)
    {
        var paper = ballots.Where(b => b.Door == BallotDoor.Paper).Select(b => (HeadBallot?)b).MaxBy(b => b!.Value.Order);
        List<HeadBallot> online = [.. ballots.Where(b => b.Door == BallotDoor.Online).GroupBy(b => b.Voter).Select(own => own.MaxBy(b => b.Order)).OrderBy(b => b.Order)];
        if (paper is not { } sheet)
        {
            return online;
        }

        return precedence switch
        {
            Precedence.PaperFirst => [sheet],
            Precedence.OnlineFirst => online.Count > 0 ? online : [sheet],
            Precedence.Last => online.FindAll(b => b.Order > sheet.Order) is { Count: > 0 } later ? later : [sheet],
            _ => throw new ArgumentOutOfRangeException(nameof(precedence)),
        };
    }

    /// <summary>What ballots that count say together: nothing without any, what they agree on, else divided.</summary>
    public static Voice Together(IReadOnlyList<HeadBallot> counting) =>
        counting.Count == 0 ? Voice.None
        : counting.All(b => b.Choice == counting[0].Choice) ? (Voice)counting[0].Choice
        : Voice.Divided;
}
