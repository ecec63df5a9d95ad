using Countyworks.Data.Writing;

namespace Countyworks.Core.Matters;

/// <summary>Writes a dossier back.</summary>
public static class DossierSaving
{
    /// <summary>Counts the clock anew and replaces the rows of the matter that can change.</summary>
    public static void Save(this Dossier dossier, Change change, MatterRules rules)
    {
        dossier.Reckon(rules.Calendar);
        dossier.LapseAsks(change);
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

    // A pause or more days are of no use to a unit that has no longer got the matter, or has nothing left to do by a deadline.
    private static void LapseAsks(this Dossier dossier, Change change)
    {
        foreach (var ask in dossier.OpenAsks.Where(a => a.Kind is AskKind.Pause or AskKind.Extension && (a.UnitId != dossier.Lead?.UnitId || dossier.Matter.NextMark is null)).ToList())
        {
            (ask.DecidedAt, ask.IsGranted) = (change.Now, false);
            change.Put(ask);
            change.Record(new AskLapsed(ask.Id, ask.Kind, ask.Reason), dossier.Matter.Id.Value);
        }
    }

    /// <summary>Gives a unit its part, unless it has it already.</summary>
    internal static void Assign(this Dossier dossier, Change change, Kernel.Id<People.Organisation> unit, Part part)
    {
        if (dossier.Assignments.Exists(a => a.UnitId == unit && a.Part == part && a.EndedAt is null))
        {
            return;
        }

        var assignment = new Assignment { Id = change.NewId<Assignment>(), MatterId = dossier.Matter.Id, UnitId = unit, Part = part, At = change.Now };
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
