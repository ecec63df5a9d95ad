using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.Matters;

/// <summary>A co-handler reports its part done to the lead.</summary>
/// <param name="Matter">Which.</param>
/// <param name="Words">What was done: needed.</param>
public sealed record FinishAssist(Id<Matter> Matter, Words Words)
{
    /// <summary>Ends the caller's unit's part. Refuses, in this order: <c>not_found</c>, <c>not_assisting</c>, <c>missing</c> (remark).</summary>
    public Outcome<Dossier> In(Change change, Caller caller, MatterRules rules) =>
        Dossier.Read(change, Matter, rules).Then<Dossier>(dossier =>
        {
            if (!Standing.Of(dossier, caller).MaySee)
            {
                return Refusal.NotFound("matter");
            }

            var part = dossier.Assignments.Find(a => a.Part == Part.Assist && a.EndedAt is null && caller.Has(dossier.Kind.Handle, a.UnitId));
            if (part is null)
            {
                return new Refusal("not_assisting") { Kind = RefusalKind.Conflict };
            }

            if (string.IsNullOrWhiteSpace(Words.Remark))
            {
                return Refusal.Missing("remark");
            }

            (part.EndedAt, part.EndedBy) = (change.Now, "done");
            dossier.Save(change, rules);
            Words.Record(change, new AssistDone(part.UnitId), Matter, Audience.Staff);
            return dossier;
        });
}
