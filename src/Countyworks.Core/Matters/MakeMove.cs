using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.Matters;

/// <summary>Makes a move of a matter's kind: the one way a matter gets from stage to stage.</summary>
public static class MakeMove
{
    /// <summary>
    /// Moves the matter on, meets the marks the move meets, ends what an end ends, records <see cref="MatterMoved"/>.
    /// Whether it may be made is <see cref="Standing.May"/>'s to say, before.
    /// </summary>
    public static void In(Change change, Dossier dossier, Move move, Words words, MatterRules rules)
    {
        var matter = dossier.Matter;
        var from = matter.Stage;
        matter.Stage = move.To ?? from;
        var met = new List<string>();
        foreach (var mark in move.Meets.Select(dossier.MarkNamed).OfType<MatterMark>().Where(m => m.MetAt is null))
        {
            mark.MetAt = change.Now;
            met.Add(mark.Mark);
        }

        if (move.By is [Mover.Lead] && dossier.Lead is { SignedAt: null } lead)
        {
            lead.SignedAt = change.Now;
        }

        if (dossier.Kind.StageNamed(matter.Stage).IsEnd)
        {
            End(change, dossier);
        }
        else if (move.Name == MoveNames.Reopen)
        {
            Reopen(change, dossier);
        }

        dossier.Save(change, rules);
        words.Record(change, new MatterMoved(matter.Kind, move.Name, from, matter.Stage, met), matter.Id, move.Audience);
    }

    private static void End(Change change, Dossier dossier)
    {
        dossier.Matter.IsOpen = false;
        dossier.Matter.ClosedAt = change.Now;
        foreach (var assignment in dossier.Assignments.Where(a => a.EndedAt is null))
        {
            (assignment.EndedAt, assignment.EndedBy) = (change.Now, "closed");
        }

        if (dossier.OpenPause is { } pause)
        {
            pause.EndAt(change.Now);
        }
    }

    // The unit that had it has it again, and owes the last mark once more.
    private static void Reopen(Change change, Dossier dossier)
    {
        var matter = dossier.Matter;
        (matter.IsOpen, matter.ClosedAt) = (true, null);
        (matter.ReopenedAt, matter.ExtensionDays, matter.RemindedMark) = (change.Now, 0, null);
        matter.Reopens++;
        dossier.Marks[^1].MetAt = null;
        if (matter.UnitId is { } unit)
        {
            dossier.Assign(change, unit, Part.Lead);
        }
    }
}
