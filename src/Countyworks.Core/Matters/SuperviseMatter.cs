using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.Matters;

/// <summary>Somebody above the unit presses for a matter (督办): the unit that leads is told, and it stays on record. It moves nothing and stops no clock.</summary>
/// <param name="Matter">Which.</param>
/// <param name="Words">What is expected, and by when: needed.</param>
public sealed record SuperviseMatter(Id<Matter> Matter, Words Words)
{
    /// <summary>
    /// Presses. Refuses, in this order: <c>not_found</c>, <c>forbidden</c> (the unit itself, or one who helps), <c>not_with_a_unit</c>,
    /// <c>missing</c>, <c>too_long</c> (remark).
    /// </summary>
    public Outcome<Dossier> In(Change change, Caller caller, MatterRules rules) =>
        Dossier.Read(change, Matter, rules).Then<Dossier>(dossier =>
            !Standing.Of(dossier, caller).MaySee ? Refusal.NotFound("matter")
            : !May(Standing.Of(dossier, caller)) ? Refusal.Forbidden
            : !dossier.Matter.IsOpen || dossier.Lead is not { } lead ? new Refusal("not_with_a_unit") { Kind = RefusalKind.Conflict }
            : string.IsNullOrWhiteSpace(Words.Remark) ? Refusal.Missing("remark")
            : Words.Remark.Length > Words.Limit ? Refusal.TooLong("remark", Words.Limit)
            : Apply(change, dossier, lead));

    /// <summary>Whether somebody stands above the unit: the desk, a supervisor, a leader, a dispatcher.</summary>
    public static bool May(Standing standing) => standing.Capacities.Overlaps([Mover.Desk, Mover.Dispatcher]);

    private Dossier Apply(Change change, Dossier dossier, Assignment lead)
    {
        Words.Record(change, new MatterSupervised(lead.UnitId), Matter, Audience.Staff);
        return dossier;
    }
}
