using Countyworks.Engines.Clocks;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Matters;

/// <summary>Brings the marks of a matter's clock, and what lists need of them, up to date with its pauses and extensions.</summary>
public static class Reckoning
{
    /// <summary>Counts all marks anew. Pure: changes the rows in memory only.</summary>
    /// <param name="dossier">The matter.</param>
    /// <param name="calendar">Answers provisionally for years not announced.</param>
    public static void Reckon(this Dossier dossier, WorkCalendar calendar)
    {
        var clock = dossier.Clock;
        var deadlines = clock.Deadlines(calendar.WithProvisionalYears()).Value;

        // What was met stays as it was judged, whatever stops the clock later; unless it was judged by days that are not announced.
        foreach (var mark in dossier.Marks.Where(m => (m.MetAt is null || m.IsProvisional) && clock.Rule.Marks.Any(r => r.Name == m.Mark)))
        {
            var due = deadlines.Running.FirstOrDefault(d => d.Mark.Name == mark.Mark);
            (mark.DueOn, mark.DueAt, mark.IsProvisional) = (due?.On, due?.DueAt, due?.IsProvisional ?? false);
        }

        var matter = dossier.Matter;
        var next = matter.IsOpen ? dossier.Marks.Find(m => m.MetAt is null) : null;
        ForgetWhatNoLongerHolds(matter, next);

        matter.NextMark = next?.Mark;
        (matter.NextDueOn, matter.NextDueAt, matter.IsProvisional) = (next?.DueOn, next?.DueAt, next?.IsProvisional ?? false);
        matter.NextCheckAt = next is null || next.DueAt is null ? null : NextCheck(dossier, clock, calendar.WithProvisionalYears());
        if (dossier.Lead is { } lead)
        {
            (lead.DueAt, lead.DueOn) = (matter.NextDueAt, matter.NextDueOn);
        }

        // One who assists runs under a clock of its own, from the moment it was asked to.
        foreach (var helper in dossier.Assignments.Where(a => a.Part == Part.Assist && a.EndedAt is null))
        {
            var last = new Clock(dossier.Rule, helper.At, []).Deadlines(calendar.WithProvisionalYears()).Value.Running[^1];
            (helper.DueAt, helper.DueOn) = (last.DueAt, last.On);
        }
    }

    // Another mark begins at the first step; one put off (an extension, a pause ended) is reminded of and escalated anew.
    private static void ForgetWhatNoLongerHolds(Matter matter, MatterMark? next)
    {
        if (next?.Mark != matter.NextMark)
        {
            matter.EscalationStep = 0;
        }
        else if (next?.DueAt is { } due && (matter.NextDueAt is not { } before || before < due))
        {
            (matter.EscalationStep, matter.RemindedMark) = (0, null);
        }
    }

    /// <summary>When the clock job must look again: at the reminder, else at the next step of escalation; null when nothing follows.</summary>
    private static Instant? NextCheck(Dossier dossier, Clock clock, WorkCalendar calendar)
    {
        var matter = dossier.Matter;
        var mark = clock.Rule.Marks.First(m => m.Name == matter.NextMark);
        if (matter.RemindedMark != matter.NextMark)
        {
            return clock.Deadlines(calendar).Value.Running.First(d => d.Mark == mark).RemindAt;
        }

        // At the end of time every step is reached; the rule bounds how many there are.
        var all = clock.EscalationsAt(Instant.MaxValue, mark, calendar).Value;
        return all.Skip(matter.EscalationStep).FirstOrDefault()?.At;
    }
}
