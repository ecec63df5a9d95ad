using System.Globalization;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Core.Votes;

/// <summary>A result in words: which threshold was missed, and by how much.</summary>
public static class TallyWords
{
    /// <summary>Why it passed or not, in one sentence.</summary>
    public static string Why(Texts T, Tally tally) =>
        T.Format(tally.IsPassed ? "tally.passed" : tally.HasQuorum ? "tally.failed" : "tally.void", Reasons(T, tally));

    /// <summary>The same without saying first whether it passed: every threshold that was met, or those that were missed.</summary>
    public static string Reasons(Texts T, Tally tally) =>
        string.Join(T["tally.and"], tally.IsPassed ? tally.Checks.Select(check => Met(T, check)) : tally.Missed.Select(check => Missed(T, check)));

    /// <summary>An amount by a measure: "8,000.00 m²", or a number of heads.</summary>
    public static string Amount(Measure measure, long amount) =>
        measure == Measure.Area ? Area.FromHundredths(amount).ToString() : amount.ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>A threshold in words: "more than 1/2 of those who took part".</summary>
    public static string Said(Texts T, Threshold threshold) =>
        T.Format($"tally.{(threshold.IsStrict ? "over" : "at_least")}_of_{(threshold.Of == Base.All ? "all" : "participating")}", $"{threshold.Numerator}/{threshold.Denominator}");

    private static string Met(Texts T, Check check) =>
        T.Format("tally.met_" + Name(check), Amount(check.Measure, check.Has), Amount(check.Measure, check.Whole), Amount(check.Measure, check.Needs), Said(T, check.Threshold));

    private static string Missed(Texts T, Check check) =>
        T.Format("tally.missed_" + Name(check), Amount(check.Measure, check.Has), Amount(check.Measure, check.Needs), Amount(check.Measure, check.Missing), Said(T, check.Threshold));

    private static string Name(Check check) =>
        $"{(check.Measure == Measure.Area ? "area" : "heads")}_{(check.IsQuorum ? "quorum" : "decision")}";
}
