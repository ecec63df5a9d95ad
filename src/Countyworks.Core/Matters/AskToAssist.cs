using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Matters;

/// <summary>The lead asks other units to help (会办), or a dispatcher does for it. Each helper has a clock of its own from now.</summary>
/// <param name="Matter">Which.</param>
/// <param name="Units">Who is to help; those who do already are passed over.</param>
/// <param name="Words">What is asked of them.</param>
public sealed record AskToAssist(Id<Matter> Matter, IReadOnlyList<Id<Organisation>> Units, Words Words)
{
    /// <summary>
    /// Asks. Refuses, in this order: <c>not_found</c>, <c>forbidden</c> (neither lead nor dispatcher), <c>not_with_a_unit</c>, <c>missing</c> (assists, remark),
    /// <c>unit_unknown</c> (assists), <c>unit_twice</c> (assists: the lead itself), <c>too_many_assists</c> (limit).
    /// </summary>
    public Outcome<Dossier> In(Change change, Caller caller, MatterRules rules) =>
        Dossier.Read(change, Matter, rules).Then(dossier => Check(change, dossier, caller).Then<Dossier>(_ => Apply(change, dossier, rules)));

    private Outcome<Done> Check(Change change, Dossier dossier, Caller caller)
    {
        var standing = Standing.Of(dossier, caller);
        return !standing.MaySee ? Refusal.NotFound("matter")
            : !standing.Capacities.Overlaps([Mover.Lead, Mover.Dispatcher]) ? Refusal.Forbidden
            : dossier.Lead is not { } lead ? new Refusal("not_with_a_unit") { Kind = RefusalKind.Conflict }
            : Units.Count == 0 ? Refusal.Missing("assists")
            : string.IsNullOrWhiteSpace(Words.Remark) ? Refusal.Missing("remark")
            : change.Db.Set<Organisation>().Count(o => o.IsActive && Units.Contains(o.Id)) != Units.Distinct().Count() ? new Refusal("unit_unknown", "assists")
            : Units.Contains(lead.UnitId) ? new Refusal("unit_twice", "assists")
            : Units.Union(dossier.Helpers).Count() > DispatchMatter.AssistLimit ? new Refusal("too_many_assists", "assists").With("limit", DispatchMatter.AssistLimit)
            : Done.It;
    }

    private Dossier Apply(Change change, Dossier dossier, MatterRules rules)
    {
        var asked = Units.Except(dossier.Helpers).ToList();
        foreach (var unit in asked)
        {
            dossier.Assign(change, unit, Part.Assist);
        }

        dossier.Save(change, rules);
        if (asked.Count > 0)
        {
            Words.Record(change, new AssistAsked(asked), Matter, Audience.Staff);
        }

        return dossier;
    }
}
