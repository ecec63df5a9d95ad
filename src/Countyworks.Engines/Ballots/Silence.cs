namespace Countyworks.Engines.Ballots;

/// <summary>
/// The option of some rules of procedure that whoever was handed the ballot, was warned of it and stayed silent counts with the majority. Off unless
/// the owners decided it before; where it is on, both results are printed. Source: R-020.
/// </summary>
public static class Silence
{
    /// <summary>
    /// What each head said when silence counts: with those in favour where they outweigh those against by area and by heads, with those against where
    /// they do; otherwise it takes part and says neither.
    /// </summary>
    /// <param name="roll">Who may vote.</param>
    /// <param name="voices">What each head said.</param>
    /// <param name="wasDelivered">For each head, whether there is proof that it was handed the ballot with the warning.</param>
    public static Voice[] Counted(Roll roll, IReadOnlyList<Voice> voices, IReadOnlyList<bool> wasDelivered)
    {
        var spoken = Tally.Of(roll, voices, VoteRule.General);
        var (area, heads) = (spoken.Area.Yes.CompareTo(spoken.Area.No), spoken.Heads.Yes.CompareTo(spoken.Heads.No));
        var majority = (area, heads) is ( > 0, > 0) ? Voice.Yes : (area, heads) is ( < 0, < 0) ? Voice.No : Voice.Abstain;
        return [.. voices.Select((voice, i) => voice == Voice.None && wasDelivered[i] ? majority : voice)];
    }
}
