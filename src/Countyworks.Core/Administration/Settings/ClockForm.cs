using System.Globalization;
using Countyworks.Core.Matters;
using Countyworks.Engines.Clocks;
using Countyworks.Ui;

namespace Countyworks.Core.Administration.Settings;

/// <summary>A clock rule as fields of a form, and back.</summary>
public static class ClockForm
{
    /// <summary>The prefix of its texts.</summary>
    public const string Area = "admin_clock";

    /// <summary>How many steps of escalation the form has.</summary>
    public const int Steps = 4;

    private const int MostUp = 3;
    private static readonly string[] usualReasons = ["person", "other_authority", "force_majeure"];

    /// <summary>The reasons for which a clock of a kind may stop: the usual ones, the kind's own, and those set now.</summary>
    public static IReadOnlyList<string> ReasonsOf(MatterKind kind, ClockRule present) =>
        [.. usualReasons.Concat(kind.Clock.PauseReasons.Select(r => r.Code)).Concat(present.PauseReasons.Select(r => r.Code)).Distinct()];

    /// <summary>A form filled with a rule.</summary>
    public static Form Of(ClockRule rule)
    {
        var form = Form.New(Area).With<DayCount>("counting", rule.Counting)
            .With("remindBefore", Whole(rule.RemindBefore)).With("returnWithin", Whole(rule.ReturnWithin)).With("maxReturns", Whole(rule.MaxReturns));
        foreach (var mark in rule.Marks)
        {
            form.With("mark_" + mark.Name, Whole(mark.After));
        }

        foreach (var reason in rule.PauseReasons)
        {
            form.With("pause_" + reason.Code, Whole(reason.MaxDays));
        }

        foreach (var (i, step) in rule.Escalation.Take(Steps).Index())
        {
            form.With($"after_{i}", Whole(step.After)).With<Warning>($"warning_{i}", step.Warning).With($"up_{i}", Whole(step.Up));
        }

        return form;
    }

    /// <summary>Reads the rule; what is wrong is in the form.</summary>
    public static ClockRule Read(Form form, MatterKind kind, ClockRule present) => new()
    {
        Code = present.Code,
        Counting = form.Choice<DayCount>("counting"),
        Marks = [.. kind.Clock.Marks.Select(mark => new ClockMark(mark.Name, form.Whole("mark_" + mark.Name, 1, ClockRule.MostAfter)))],
        RemindBefore = form.Whole("remindBefore", 0, ClockRule.MostAfter),
        ReturnWithin = form.Whole("returnWithin", 0, ClockRule.MostAfter),
        MaxReturns = form.Whole("maxReturns", 0, ClockRule.MostAfter),
        PauseReasons = [.. ReasonsOf(kind, present).Select(code => (code, Days: form.WholeOrNull("pause_" + code, 1, ClockRule.MostAfter))).Where(r => r.Days is not null).Select(r => new PauseReason(r.code, r.Days!.Value))],
        Escalation = [.. Enumerable.Range(0, Steps).Select(i => Step(form, i)).OfType<EscalationStep>(), .. present.Escalation.Skip(Steps)],
    };

    // An empty line is no step.
    private static EscalationStep? Step(Form form, int i) => form.WholeOrNull($"after_{i}", 0, ClockRule.MostAfter) is { } after
        ? new EscalationStep(after, form.Choice<Warning>($"warning_{i}"), form.Whole($"up_{i}", 1, MostUp))
        : null;

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
