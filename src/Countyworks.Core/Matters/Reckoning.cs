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
        foreach (var mark in dossier.Marks.Where(m => clock.Rule.Marks.Any(r => r.Name == m.Mark)))
        {
            var due = deadlines.Running.FirstOrDefault(d => d.Mark.Name == mark.Mark);
            (mark.DueOn, mark.DueAt, mark.IsProvisional) = (due?.On, due?.DueAt, due?.IsProvisional ?? false);
        }

        var matter = dossier.Matter;
        var next = matter.IsOpen ? dossier.Marks.Find(m => m.MetAt is null) : null;
        if (next?.Mark != matter.NextMark)
        {
            matter.EscalationStep = 0;
        }

        matter.NextMark = next?.Mark;
        (matter.NextDueOn, matter.NextDueAt, matter.IsProvisional) = (next?.DueOn, next?.DueAt, next?.IsProvisional ?? false);
        matter.NextCheckAt = next is null || next.DueAt is null ? null : NextCheck(dossier, clock, calendar.WithProvisionalYears());
        if (dossier.Lead is { } lead)
        {
            (lead.DueAt, lead.DueOn) = (matter.NextDueAt, matter.NextDueOn);
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

        // Far enough to see every step; the rule bounds how many there are.
        var all = clock.EscalationsAt(matter.NextDueAt!.Value + Duration.FromDays(366), mark, calendar).Value;
        return all.Skip(matter.EscalationStep).FirstOrDefault()?.At;
    }
}
