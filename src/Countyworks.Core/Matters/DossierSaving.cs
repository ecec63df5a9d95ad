using Countyworks.Data.Writing;

namespace Countyworks.Core.Matters;

/// <summary>Writes a dossier back.</summary>
public static class DossierSaving
{
    /// <summary>Counts the clock anew and replaces the rows of the matter that can change.</summary>
    public static void Save(this Dossier dossier, Change change, MatterRules rules)
    {
        dossier.Reckon(rules.Calendar);
        change.Put(dossier.Matter);
        foreach (var mark in dossier.Marks)
        {
            change.Put(mark);
        }

        foreach (var assignment in dossier.Assignments)
        {
            change.Put(assignment);
        }

        foreach (var pause in dossier.Pauses)
        {
            change.Put(pause);
        }
    }

    /// <summary>Gives a unit its part, unless it has it already.</summary>
    internal static void Assign(this Dossier dossier, Change change, Kernel.Id<People.Organisation> unit, Part part, MatterRules rules)
    {
        if (dossier.Assignments.Exists(a => a.UnitId == unit && a.Part == part && a.EndedAt is null))
        {
            return;
        }

        var assignment = new Assignment { Id = change.NewId<Assignment>(), MatterId = dossier.Matter.Id, UnitId = unit, Part = part, At = change.Now };
        if (part == Part.Assist)
        {
            // One who assists runs under a clock of its own, from the day it was asked to.
            var clock = new Engines.Clocks.Clock(dossier.Rule, change.Now, []);
            var last = clock.Deadlines(rules.Calendar.WithProvisionalYears()).Value.Running[^1];
            (assignment.DueAt, assignment.DueOn) = (last.DueAt, last.On);
        }

        change.Add(assignment);
        dossier.Assignments.Add(assignment);
    }

    /// <summary>Ends the parts of units that <paramref name="which"/> names.</summary>
    internal static void EndAssignments(this Dossier dossier, Change change, string by, Func<Assignment, bool> which)
    {
        foreach (var assignment in dossier.Assignments.Where(a => a.EndedAt is null && which(a)))
        {
            (assignment.EndedAt, assignment.EndedBy) = (change.Now, by);
        }
    }
}
