using Countyworks.Engines.Clocks;
using Countyworks.Kernel;

namespace Countyworks.Core.Matters;

/// <summary>What a county may make of the clock of a kind.</summary>
public static class ClockSetting
{
    /// <summary>
    /// Why a rule can't be a kind's; null when it can. Refuses what <see cref="ClockRule.Check"/> refuses, then <c>clock_marks_other</c> (marks): the deeds
    /// due are the kind's own, since its moves meet them; only their days are the county's.
    /// </summary>
    public static Refusal? Wrong(MatterKind kind, ClockRule rule) =>
        rule.Marks.Any(m => m is null) || rule.PauseReasons.Any(r => r is null) || rule.Escalation.Any(s => s is null) ? new Refusal("setting_unreadable", "value")
        : rule.Check().Refusal ?? (rule.Marks.Select(m => m.Name).SequenceEqual(kind.Clock.Marks.Select(m => m.Name)) ? null : new Refusal("clock_marks_other", "marks"));
}
