using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Roster;

/// <summary>What a county sets for its duty rosters.</summary>
/// <param name="RemindHours">How many hours ahead of a gap those who plan are told, and people of their shift.</param>
public sealed record RosterRule(int RemindHours = 24)
{
    /// <summary>The setting.</summary>
    public const string Setting = "roster.rule";

    private const int Most = 168;

    /// <summary>Refuses <c>out_of_range</c>: less than an hour, more than a week.</summary>
    public Refusal? Wrong() => RemindHours is >= 1 and <= Most ? null : new Refusal("out_of_range", "remindHours").With("min", 1).With("max", Most);
}
