namespace Countyworks.Engines.Ballots;

/// <summary>A ballot for a head, and who cast it.</summary>
/// <param name="Voter">One of the owners, who speaks for themselves; null where the whole head speaks: on paper, or by whoever holds its mandate.</param>
/// <param name="Choice">What it says.</param>
/// <param name="Order">When, among the ballots of the vote.</param>
/// <param name="Door">How it came in.</param>
public readonly record struct HeadBallot(Guid? Voter, Choice Choice, long Order, BallotDoor Door);

/// <summary>Which ballots of one head count, and what they say together.</summary>
public static class HeadBallots
{
    /// <summary>
    /// The ballots that count. Whoever speaks for the whole head replaces all before; whoever speaks for themselves later replaces that, and each voter's last
    /// one counts. Where paper or online comes first, only ballots of that door are looked at, if there is one.
    /// </summary>
    /// <param name="ballots">Of one head, in any order.</param>
    /// <param name="precedence">What the vote declared.</param>
    public static IReadOnlyList<HeadBallot> Counting(IReadOnlyCollection<HeadBallot> ballots, Precedence precedence)
    {
        var looked = precedence switch
        {
            Precedence.Last => ballots,
            Precedence.PaperFirst => Of(ballots, BallotDoor.Paper) is { Count: > 0 } paper ? paper : ballots,
            Precedence.OnlineFirst => Of(ballots, BallotDoor.Online) is { Count: > 0 } online ? online : ballots,
            _ => throw new ArgumentOutOfRangeException(nameof(precedence)),
        };
        var whole = looked.Where(b => b.Voter is null).Select(b => (HeadBallot?)b).MaxBy(b => b!.Value.Order);
        List<HeadBallot> each =
            [.. looked.Where(b => b.Voter is not null && (whole is null || b.Order > whole.Value.Order)).GroupBy(b => b.Voter).Select(own => own.MaxBy(b => b.Order)).OrderBy(b => b.Order)];
        return each.Count > 0 || whole is null ? each : [whole.Value];
    }

    /// <summary>What ballots that count say together: nothing without any, what they agree on, else divided.</summary>
    public static Voice Together(IReadOnlyList<HeadBallot> counting) =>
        counting.Count == 0 ? Voice.None
        : counting.All(b => b.Choice == counting[0].Choice) ? (Voice)counting[0].Choice
        : Voice.Divided;

    private static List<HeadBallot> Of(IReadOnlyCollection<HeadBallot> ballots, BallotDoor door) => [.. ballots.Where(b => b.Door == door)];
}
