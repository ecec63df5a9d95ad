using Countyworks.Core.Calendars;
using Countyworks.Data.Jobs;
using Countyworks.Data.Databases;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Core.Matters;

/// <summary>
/// What the clocks of matters do by themselves: remind, escalate up the chain of posts, end pauses that have lasted long enough,
/// count provisional deadlines anew when a year is announced. Every step is a fact; who is told is decided by those who listen to it.
/// </summary>
public static class ClockJobs
{
    /// <summary>The most matters one run looks at; the rest follow in the next.</summary>
    public const int BatchLimit = 200;

    /// <summary>The job.</summary>
    public static readonly Job Job = new("clocks", Duration.FromMinutes(1), RunAsync);

    /// <summary>One run for a moment; safe to run twice.</summary>
    public static async Task RunAsync(IServiceProvider services, Instant asOf, CancellationToken cancellation)
    {
        var writer = services.GetRequiredService<Writer>();
        var rules = services.GetRequiredService<MatterRules>();
        using var db = services.GetRequiredService<Database>().Read();
        var paused = await db.Set<MatterPause>().Where(p => p.EndedAt == null && p.NoLongerThan <= asOf)
            .OrderBy(p => p.NoLongerThan).ThenBy(p => p.Id).Take(BatchLimit).Select(p => p.MatterId).ToListAsync(cancellation);
        var due = await db.Set<Matter>().Where(m => m.NextCheckAt != null && m.NextCheckAt <= asOf)
            .OrderBy(m => m.NextCheckAt).ThenBy(m => m.Id).Take(BatchLimit).Select(m => m.Id).ToListAsync(cancellation);
        var envelope = new Envelope("run_clocks", Actor.System, asOf);
        if (paused.Count > 0)
        {
            await writer.Run(envelope, change => EndPauses(change, paused, rules), cancellation);
        }

        if (due.Count > 0)
        {
            await writer.Run(envelope, change => RemindAndEscalate(change, due, rules), cancellation);
        }
    }

    /// <summary>Counts the provisional deadlines anew, of those who assist too: what the import of a year's calendar sets off.</summary>
    /// <param name="change">The change the calendar comes with.</param>
    /// <param name="rules">The rules, counting by it.</param>
    /// <param name="year">The year it is of.</param>
    /// <param name="changedFrom">The first day that was known already and changed: deadlines of open matters on it or later are counted anew too.</param>
    public static void Recount(Change change, MatterRules rules, int year, LocalDate? changedFrom = null)
    {
        var affected = change.Db.Set<MatterMark>()
            .Where(m => m.IsProvisional || (changedFrom != null && m.MetAt == null && m.DueOn >= changedFrom && change.Db.Set<Matter>().Any(o => o.Id == m.MatterId && o.IsOpen)))
            .Select(m => m.MatterId).Distinct().ToList();
        var from = changedFrom ?? new LocalDate(year, 1, 1);
        var assisted = change.Db.Set<Assignment>().Where(a => a.EndedAt == null && a.Part == Part.Assist && a.DueOn >= from).Select(a => a.MatterId).Distinct().ToList();
        foreach (var id in affected.Union(assisted))
        {
            var dossier = Dossier.Read(change.Db, id, rules)!;
            var before = dossier.Marks.Select(m => (m.Mark, m.DueOn, m.IsProvisional)).ToList();
            dossier.Save(change, rules);
            if (!before.SequenceEqual(dossier.Marks.Select(m => (m.Mark, m.DueOn, m.IsProvisional))))
            {
                change.Record(new DeadlinesRecounted(dossier.Matter.NextMark, dossier.Matter.NextDueOn), id.Value, Audience.Parties);
            }
        }
    }

    private static Outcome<Done> EndPauses(Change change, List<Id<Matter>> matters, MatterRules rules)
    {
        foreach (var id in matters)
        {
            // A pause that was ended since it was listed needs nothing.
            ResumeClock.Resume(change, Dossier.Read(change.Db, id, rules)!, Words.None, rules);
        }

        return Done.It;
    }

    private static Outcome<Done> RemindAndEscalate(Change change, List<Id<Matter>> matters, MatterRules rules)
    {
        foreach (var id in matters)
        {
            var dossier = Dossier.Read(change.Db, id, rules)!;
            if (dossier.Matter.NextCheckAt <= change.Now)
            {
                Advance(change, dossier, rules);
            }
        }

        return Done.It;
    }

    private static void Advance(Change change, Dossier dossier, MatterRules rules)
    {
        var matter = dossier.Matter;
        var (mark, step) = (matter.NextMark!, matter.EscalationStep);
        var steps = dossier.Clock.EscalationsAt(change.Now, dossier.Clock.Rule.Marks.First(m => m.Name == mark), rules.Calendar.WithProvisionalYears()).Value;
        var reminds = matter.RemindedMark != mark;
        matter.RemindedMark = mark;
        matter.EscalationStep = Math.Max(step, steps.Count);
        dossier.Save(change, rules);
        if (reminds && change.Now < matter.NextDueAt)
        {
            change.Record(new MatterReminded(mark, matter.NextDueOn!.Value), matter.Id.Value);
        }

        for (var i = step; i < steps.Count; i++)
        {
            change.Record(new MatterEscalated(mark, i + 1, steps[i].Step.Warning, steps[i].Step.Up), matter.Id.Value);
        }
    }
}
