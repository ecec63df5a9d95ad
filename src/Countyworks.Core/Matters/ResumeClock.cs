using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.Matters;

/// <summary>Ends a pause: what was waited for has come, or it has lasted as long as it may.</summary>
/// <param name="Matter">Which.</param>
/// <param name="Words">What was waited for.</param>
public sealed record ResumeClock(Id<Matter> Matter, Words Words)
{
    /// <summary>Lets the clock go on. Refuses, in this order: <c>not_found</c>, <c>forbidden</c>, <c>not_paused</c>.</summary>
    public Outcome<Dossier> In(Change change, Caller caller, MatterRules rules) =>
        Dossier.Read(change, Matter, rules).Then<Dossier>(dossier =>
        {
            var standing = Standing.Of(dossier, caller);
            return !standing.MaySee ? Refusal.NotFound("matter")
                : !standing.Capacities.Overlaps([Mover.Lead, Mover.Dispatcher]) ? Refusal.Forbidden
                : Resume(change, dossier, Words, rules);
        });

    internal static Outcome<Dossier> Resume(Change change, Dossier dossier, Words words, MatterRules rules)
    {
        if (dossier.OpenPause is not { } pause)
        {
            return new Refusal("not_paused") { Kind = RefusalKind.Conflict };
        }

        pause.EndAt(change.Now);
        dossier.Save(change, rules);
        words.Record(change, new ClockResumed(pause.Reason), dossier.Matter.Id, Audience.Parties);
        return dossier;
    }
}
