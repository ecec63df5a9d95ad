using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Matters;

/// <summary>Links two matters: what led to what.</summary>
/// <param name="From">The cause, or the one that came first.</param>
/// <param name="To">What came of it.</param>
/// <param name="Relation">One of <see cref="Relations"/>.</param>
public sealed record LinkMatters(Id<Matter> From, Id<Matter> To, string Relation)
{
    /// <summary>How matters can belong together: one led to another, or both have one cause.</summary>
    public static readonly IReadOnlyList<string> Relations = ["led_to", "same_cause"];

    /// <summary>Links. Refuses, in this order: <c>not_found</c>, <c>relation_unknown</c>, <c>linked_already</c>.</summary>
    public Outcome<Done> In(Change change, Caller caller, MatterRules rules) =>
        Dossier.Read(change, From, rules).Then(from => Dossier.Read(change, To, rules).Then<Done>(to =>
        {
            if (From == To || !Standing.Of(from, caller).MaySee || !Standing.Of(to, caller).MaySee)
            {
                return Refusal.NotFound("matter");
            }

            if (!Relations.Contains(Relation))
            {
                return new Refusal("relation_unknown", "relation");
            }

            if (change.Db.Set<MatterLink>().Any(l => l.FromId == From && l.ToId == To && l.Relation == Relation))
            {
                return new Refusal("linked_already") { Kind = RefusalKind.Conflict };
            }

            change.Add(new MatterLink { FromId = From, ToId = To, Relation = Relation, At = change.Now });
            change.Record(new MatterLinked(To, to.Matter.Number, Relation), From.Value);
            change.Record(new MatterLinked(From, from.Matter.Number, Relation), To.Value);
            return Done.It;
        }));
}
