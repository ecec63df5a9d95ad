using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Matters;

/// <summary>Lets a matter go on in another that is about the same thing (合并). Each requester still gets the answer and rates it.</summary>
/// <param name="From">The one that ends.</param>
/// <param name="Into">The one that goes on.</param>
/// <param name="Words">Why they are the same.</param>
public sealed record MergeMatter(Id<Matter> From, Id<Matter> Into, Words Words)
{
    /// <summary>How the two are linked.</summary>
    public const string Relation = "merged";

    /// <summary>
    /// Merges. Refuses, in this order: <c>not_found</c>, <c>merge_with_itself</c>, what <see cref="Standing.May"/> refuses,
    /// <c>not_found</c> (into), <c>merge_other_kind</c>, <c>merge_into_ended</c>.
    /// </summary>
    public Outcome<Dossier> In(Change change, Caller caller, MatterRules rules) =>
        Dossier.Read(change, From, rules).Then(from =>
            From == Into ? new Refusal("merge_with_itself", "into")
            : Standing.Of(from, caller).May(from, MoveNames.Merge, Words).Then(move =>
                Dossier.Read(change, Into, rules).Then<Dossier>(into =>
                    !Standing.Of(into, caller).MaySee ? Refusal.NotFound("matter")
                    : into.Kind != from.Kind ? new Refusal("merge_other_kind", "into")
                    : !into.Matter.IsOpen ? new Refusal("merge_into_ended", "into") { Kind = RefusalKind.Conflict }
                    : Apply(change, from, into, move, rules))));

    private Dossier Apply(Change change, Dossier from, Dossier into, Move move, MatterRules rules)
    {
        from.Matter.MergedIntoId = Into;
        MakeMove.In(change, from, move, Words, rules);
        change.Record(new MatterMerged(Into, into.Matter.Number), From.Value, Audience.Parties);
        change.Record(new MatterAbsorbed(From, from.Matter.Number), Into.Value, Audience.Staff);
        change.Add(new MatterLink { FromId = From, ToId = Into, Relation = Relation, At = change.Now });
        Inherit(change);
        return from;
    }

    // What was merged into the one that ends now, and whoever watches it, goes along.
    private void Inherit(Change change)
    {
        foreach (var earlier in change.Db.Set<Matter>().Where(m => m.MergedIntoId == From).ToList())
        {
            earlier.MergedIntoId = Into;
            change.Put(earlier);
        }

        var there = change.Db.Set<Watcher>().Where(w => w.MatterId == Into).Select(w => w.PersonId).ToHashSet();
        foreach (var watcher in change.Db.Set<Watcher>().Where(w => w.MatterId == From && !there.Contains(w.PersonId)).ToList())
        {
            change.Add(new Watcher { MatterId = Into, PersonId = watcher.PersonId });
        }
    }
}
