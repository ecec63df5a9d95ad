using Countyworks.Core.Settings;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>What a county sets for community funds. The maintenance fund is filled up first where the local rule says so; the defaults are those of Beijing 2024, art. 74.</summary>
/// <param name="TopUpBelowPercent">Of the first raising: below this the maintenance fund is low.</param>
/// <param name="TopUpSharePercent">At least this part of the net common income then goes to it.</param>
/// <param name="HoldDays">Holds older than this must be resolved before a month is closed.</param>
/// <param name="RemindAfterDays">So many days after its bill was due a unit is reminded, politely.</param>
/// <param name="MatchDays">So many days, either way, may lie between the day a bill is due and money that is proposed for it by its sum and payer alone.</param>
public sealed record FundRule(int TopUpBelowPercent = 30, int TopUpSharePercent = 50, int HoldDays = 120, int RemindAfterDays = 30, int MatchDays = 45)
{
    /// <summary>The setting.</summary>
    public const string Setting = "community_fund";

    private const int Whole = 100, MostDays = 365;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public Refusal? Wrong() =>
        TopUpBelowPercent is < 0 or > Whole ? new Refusal("out_of_range", "topUpBelowPercent").With("min", 0).With("max", Whole)
        : TopUpSharePercent is < 0 or > Whole ? new Refusal("out_of_range", "topUpSharePercent").With("min", 0).With("max", Whole)
        : HoldDays is < 1 or > MostDays ? new Refusal("out_of_range", "holdDays").With("min", 1).With("max", MostDays)
        : RemindAfterDays is < 1 or > MostDays ? new Refusal("out_of_range", "remindAfterDays").With("min", 1).With("max", MostDays)
        : MatchDays is < 0 or > MostDays ? new Refusal("out_of_range", "matchDays").With("min", 0).With("max", MostDays)
        : null;
}
