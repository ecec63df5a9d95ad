using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>What a county sets for deliberations.</summary>
/// <param name="DisclosureDays">How many whole days a budget lies open before the vote may be announced; the day of the disclosure is not counted. Source: R-030.</param>
/// <param name="Seconds">How many neighbours besides its author second a topic until it is discussed without anybody's leave; 0 where only the desk takes topics up.</param>
public sealed record DeliberationRule(int DisclosureDays = 7, int Seconds = 5)
{
    /// <summary>The setting.</summary>
    public const string Setting = "deliberation.rule";

    private const int MostDays = 90, MostSeconds = 1000;

    /// <summary>Refuses <c>out_of_range</c>: less than a day or more than three months, more neighbours than there are.</summary>
    public Refusal? Wrong() =>
        DisclosureDays is < 1 or > MostDays ? new Refusal("out_of_range", "disclosureDays").With("min", 1).With("max", MostDays)
        : Seconds is < 0 or > MostSeconds ? new Refusal("out_of_range", "seconds").With("min", 0).With("max", MostSeconds)
        : null;

    /// <summary>The first day on which a vote on a budget disclosed on a day may be announced. Source: R-030.</summary>
    public LocalDate FirstDayAfter(LocalDate disclosedOn) => disclosedOn.PlusDays(DisclosureDays + 1);

    /// <summary>Whether a topic that so many neighbours seconded is discussed.</summary>
    public bool IsCarriedBy(int seconds) => Seconds > 0 && seconds >= Seconds;
}
