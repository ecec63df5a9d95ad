using Countyworks.Kernel;

namespace Countyworks.Core.Votes;

/// <summary>What a county sets for votes. Source: R-020.</summary>
/// <param name="NoticeDays">Natural days between the announcement and the opening, 15 by law; more where the county wants more.</param>
public sealed record VoteSettings(int NoticeDays = VoteSettings.Law)
{
    /// <summary>The setting.</summary>
    public const string Setting = "votes.rule";

    private const int Law = 15, Most = 90;

    /// <summary>Refuses <c>out_of_range</c>: less than the law asks, more than three months.</summary>
    public Refusal? Wrong() => NoticeDays is >= Law and <= Most ? null : new Refusal("out_of_range", "noticeDays").With("min", Law).With("max", Most);
}
