using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Matters;

/// <summary>Gives a matter to a lead unit, and to others that help it (派单, 会办).</summary>
/// <param name="Matter">Which.</param>
/// <param name="Lead">Who answers for it.</param>
/// <param name="Assists">Who helps; empty for one unit alone.</param>
/// <param name="Why">Why this unit: the routing suggestion taken, or <c>chosen</c> when a person decided otherwise.</param>
/// <param name="Words">What the dispatcher adds.</param>
/// <param name="IfVersion">What the dispatcher saw; null to take it as it is.</param>
public sealed record DispatchMatter(Id<Matter> Matter, Id<Organisation> Lead, IReadOnlyList<Id<Organisation>> Assists, string Why, Words Words, int? IfVersion = null)
{
    /// <summary>Why, when a person decided by themselves.</summary>
    public const string Chosen = "chosen";

    /// <summary>The most units that help.</summary>
    public const int AssistLimit = 10;

    /// <summary>
    /// Dispatches. Refuses, in this order: <c>not_found</c>, <c>changed_meanwhile</c>, what <see cref="Standing.May"/> refuses,
    /// <c>unit_unknown</c> (lead, assists), <c>unit_twice</c> (assists), <c>too_many_assists</c> (limit).
    /// </summary>
    public Outcome<Matter> In(Change change, Caller caller, MatterRules rules) =>
        Dossier.Read(change, Matter, rules, IfVersion).Then(dossier =>
            Standing.Of(dossier, caller).May(dossier, MoveNames.Dispatch, Words).Then(move =>
                CheckUnits(change).Then<Matter>(_ =>
                {
                    Apply(change, dossier, move, rules);
                    return dossier.Matter;
                })));

    internal void Apply(Change change, Dossier dossier, Move move, MatterRules rules)
    {
        var matter = dossier.Matter;
        dossier.EndAssignments(change, "reassigned", a => a.Part == Part.Lead ? a.UnitId != Lead : !Assists.Contains(a.UnitId));
        matter.UnitId = Lead;
        matter.Stage = move.To ?? matter.Stage;
        dossier.Assign(change, Lead, Part.Lead);
        foreach (var unit in Assists)
        {
            dossier.Assign(change, unit, Part.Assist);
        }

        dossier.Save(change, rules);
        Words.Record(change, new MatterDispatched(matter.Kind, Lead, Assists, Why), matter.Id, Audience.Public);
    }

    private Outcome<Done> CheckUnits(Change change)
    {
        var active = change.Db.Set<Organisation>().Where(o => o.IsActive && (o.Id == Lead || Assists.Contains(o.Id))).Select(o => o.Id).ToList();
        return !active.Contains(Lead) ? new Refusal("unit_unknown", "lead")
            : Assists.Any(a => !active.Contains(a)) ? new Refusal("unit_unknown", "assists")
            : Assists.Contains(Lead) || Assists.Distinct().Count() != Assists.Count ? new Refusal("unit_twice", "assists")
            : Assists.Count > AssistLimit ? new Refusal("too_many_assists", "assists").With("limit", AssistLimit)
            : Done.It;
    }
}
