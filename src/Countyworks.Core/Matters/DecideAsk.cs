using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Engines.Clocks;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Matters;

/// <summary>A dispatcher grants or refuses what a unit asked for. The decision on a second return is an arbitration: it binds.</summary>
/// <param name="Ask">Which.</param>
/// <param name="Grant">Whether it is granted.</param>
/// <param name="Words">Why; needed when it is refused.</param>
public sealed record DecideAsk(Id<Ask> Ask, bool Grant, Words Words)
{
    /// <summary>
    /// Decides. Refuses, in this order: <c>not_found</c>, <c>decided_already</c>, <c>forbidden</c>, <c>missing</c> (remark, for a refusal),
    /// <c>pause_open</c> (the clock was stopped meanwhile), <c>review_day_past</c> (the review day has come while the ask waited).
    /// </summary>
    public Outcome<Dossier> In(Change change, Caller caller, MatterRules rules)
    {
        if (change.Db.Set<Ask>().FirstOrDefault(a => a.Id == Ask) is not { } row)
        {
            return Refusal.NotFound("ask");
        }

        var dossier = Dossier.Read(change, row.MatterId, rules).Value;
        var ask = dossier.Asks.Find(a => a.Id == Ask)!;
        var standing = Standing.Of(dossier, caller);
        return !standing.MaySee ? Refusal.NotFound("ask")
            : ask.DecidedAt is not null ? new Refusal("decided_already") { Kind = RefusalKind.Conflict }
            : !standing.Capacities.Contains(Mover.Dispatcher) ? Refusal.Forbidden
            : !Grant && string.IsNullOrWhiteSpace(Words.Remark) ? Refusal.Missing("remark")
            : Grant && ask.Kind == AskKind.Pause && dossier.OpenPause is not null ? new Refusal("pause_open") { Kind = RefusalKind.Conflict }
            : Grant && ask.ReviewOn <= CountyTime.LocalDay(change.Now) ? new Refusal("review_day_past", "grant")
            : Apply(change, dossier, ask, rules);
    }

    private Outcome<Dossier> Apply(Change change, Dossier dossier, Ask ask, MatterRules rules)
    {
        (ask.DecidedAt, ask.IsGranted, ask.DecidedBy) = (change.Now, Grant, change.Envelope.Actor.PostId is { } post ? new Id<Post>(post) : null);
        change.Put(ask);
        switch (ask.Kind)
        {
            case AskKind.Return:
                MoveAfterReturn(change, dossier);
                break;
            case AskKind.Pause when Grant:
                StopClock(change, dossier, ask);
                break;
            case AskKind.Extension when Grant:
                dossier.Matter.ExtensionDays += ask.Days;
                break;
            case AskKind.Exclusion when Grant:
                dossier.Matter.ExcludedFor = ask.Reason;
                break;
            case AskKind.Pause or AskKind.Extension or AskKind.Exclusion:
                break;
            default:
                throw new InvalidOperationException($"An ask of kind {ask.Kind}.");
        }

        dossier.Save(change, rules);
        Words.Record(change, new AskDecided(ask.Id, ask.Kind, ask.Reason, Grant), dossier.Matter.Id, ask.Kind == AskKind.Extension ? Audience.Parties : Audience.Staff);
        return dossier;
    }

    private void MoveAfterReturn(Change change, Dossier dossier)
    {
        var matter = dossier.Matter;
        if (dossier.Kind.MoveNamed(Grant ? MoveNames.GrantReturn : MoveNames.RefuseReturn) is { } move && move.From.Contains(matter.Stage))
        {
            matter.Stage = move.To ?? matter.Stage;
        }

        if (Grant)
        {
            dossier.EndAssignments(change, "returned", a => a.Part == Part.Lead);
            matter.UnitId = null;
        }
        else if (dossier.Lead is { SignedAt: null } lead)
        {
            lead.SignedAt = change.Now;
        }
    }

    private static void StopClock(Change change, Dossier dossier, Ask ask)
    {
        var pause = new MatterPause
        {
            Id = change.NewId<MatterPause>(),
            MatterId = dossier.Matter.Id,
            At = change.Now,
            Reason = ask.Reason,
            ApprovedBy = ask.DecidedBy,
            NoLongerThan = Earliest(ask.ReviewOn, dossier.Rule.LatestEndOf(new Pause(change.Now, null, ask.Reason))),
        };
        change.Add(pause);
        dossier.Pauses.Add(pause);
    }

    private static Instant Earliest(LocalDate? review, Instant limit) =>
        review is { } day && CountyTime.StartOf(day) < limit ? CountyTime.StartOf(day) : limit;
}
