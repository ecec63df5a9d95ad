using Countyworks.Core.Matters;
using Countyworks.Core.Notices;
using Countyworks.Core.People;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>
/// Tells the requester what happens to a request: in the inbox and by the channels chosen with an account, by short message where only a
/// phone was left. Those whose requests were merged into it are told of the answer too. What came from another system is told there.
/// </summary>
public static class RequesterNotices
{
    /// <summary>The listeners.</summary>
    public static readonly IReadOnlyList<FactListener> Listeners =
    [
        FactListener.To<MatterDispatched>((change, row, fact) =>
            Tell(change, row, fact.Kind, withMerged: false, "dispatched", change.Db.Set<Organisation>().First(o => o.Id == fact.UnitId).Name)),
        FactListener.To<MatterMoved>((change, row, fact) => AfterMove(change, row, fact)),
        FactListener.To<MatterMerged>((change, row, fact) => Tell(change, row, RequestKind.Kind.Name, withMerged: false, "merged", fact.IntoNumber)),
    ];

    private static void AfterMove(Change change, FactRow row, MatterMoved fact)
    {
        if (fact.Move is RequestKind.ReportBack or RequestKind.AnswerAtOnce)
        {
            Tell(change, row, fact.Kind, withMerged: true, "answered");
        }
        else if (fact.Move == RequestKind.Decline)
        {
            Tell(change, row, fact.Kind, withMerged: true, "declined");
        }
        else if (fact.Move == MoveNames.Reopen)
        {
            Tell(change, row, fact.Kind, withMerged: true, "reopened");
        }
    }

    private static void Tell(Change change, FactRow row, string kind, bool withMerged, string what, params object[] more)
    {
        if (kind != RequestKind.Kind.Name)
        {
            return;
        }

        var id = new Id<Matter>(row.SubjectId!.Value);
        var told =
            from matter in change.Db.Set<Matter>()
            join request in change.Db.Set<Request>() on matter.Id equals request.Id
            where matter.Id == id || (withMerged && matter.MergedIntoId == id)
            orderby matter.OpenedAt, matter.Id
            select new Tracked(matter, request);
        foreach (var tracked in told.ToList().Where(t => t.Request.Source is null))
        {
            Tell(change, tracked, new NoticeText("requester." + what, [tracked.Matter.Number, .. more]));
        }
    }

    private static void Tell(Change change, Tracked tracked, NoticeText text)
    {
        if (tracked.Request.PersonId is { } person)
        {
            change.Notify(person, text, tracked.Address, tracked.Matter.Id);
        }
        else if (Contact.Of(tracked.Request, change.Secrets).Phone is { } phone)
        {
            change.NotifyPhone(phone, text, tracked.Address);
        }
    }
}
