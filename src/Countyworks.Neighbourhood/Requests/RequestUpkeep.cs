using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>What a request's own row takes from what happens to its matter, and the sums with it: listeners inside the same transaction.</summary>
public static class RequestUpkeep
{
    private static readonly Compiled<Func<DistrictDb, Id<Matter>, Tracked?>> Whole = new(() => EF.CompileQuery((DistrictDb db, Id<Matter> id) => (
        from request in db.Set<Request>()
        join matter in db.Set<Matter>() on request.Id equals matter.Id
        where request.Id == id
        select new Tracked(matter, request)).FirstOrDefault()));

    /// <summary>The listeners.</summary>
    public static readonly IReadOnlyList<FactListener> Listeners =
    [
        FactListener.To<MatterMoved>((change, row, fact) => After(change, row, fact.Kind, request => Take(change, request, row, fact))),
        FactListener.To<MatterDispatched>((change, row, fact) => After(change, row, fact.Kind, _ => { })),
        FactListener.To<MatterSorted>((change, row, _) => After(change, row, null, _ => { })),
        FactListener.To<DeadlinesRecounted>((change, row, _) => After(change, row, null, request =>
        {
            if (request.WasRespondedInTime is not null)
            {
                JudgeResponse(change, request);
            }
        })),
        FactListener.To<AskDecided>((change, row, _) => After(change, row, null, _ => { })),
    ];

    /// <summary>Saves a request and counts it as what it is now.</summary>
    public static void Save(Change change, Request request, Matter matter)
    {
        RequestCounts.Recount(change, request, matter, CommunityOf(change, matter));
        change.Put(request);
    }

    /// <summary>Where a request is counted: the community its place lies in, or the place itself above communities.</summary>
    public static Id<Place> CommunityOf(PlaceTree places, Matter matter) => places.AtPath(CommunityPath(matter))?.Id ?? matter.PlaceId;

    private static void After(Change change, FactRow row, string? kind, Action<Request> take)
    {
        if (kind is not null && kind != RequestKind.Kind.Name)
        {
            return;
        }

        if (Whole.For(change.Db)(change.Db, new Id<Matter>(row.SubjectId!.Value)) is { Request: var request } tracked)
        {
            take(request);
            Save(change, request, tracked.Matter);
        }
    }

    private static void Take(Change change, Request request, FactRow row, MatterMoved moved)
    {
        if (moved.Met.Contains(RequestKind.RespondMark))
        {
            JudgeResponse(change, request);
        }

        switch (moved.Move)
        {
            case RequestKind.ReportBack:
                (request.Answer, request.AnsweredAt) = (row.Remark, change.Now);
                break;
            case RequestKind.AnswerAtOnce:
                (request.Answer, request.AnsweredAt, request.WasAnsweredAtOnce) = (row.Remark, change.Now, true);
                break;
            case MoveNames.Reopen:
                (request.Result, request.ResponseRating, request.ResultRating, request.AttitudeRating, request.RatedAt) = (null, null, null, null, null);
                break;
            default:
                break;
        }
    }

    // Judged anew when the days it was judged by are announced and were others.
    private static void JudgeResponse(Change change, Request request)
    {
        var mark = change.Db.Set<MatterMark>().First(m => m.MatterId == request.Id && m.Mark == RequestKind.RespondMark);
        request.WasRespondedInTime = mark.MetAt is { } met ? mark.DueAt is not { } due || met < due : request.WasRespondedInTime;
    }

    // The first three steps of a path lead down to the community.
    private static string CommunityPath(Matter matter) => string.Join('/', matter.PlacePath.Split('/').Take(3)) + "/";

    private static Id<Place> CommunityOf(Change change, Matter matter)
    {
        var path = CommunityPath(matter);
        return change.Db.Set<Place>().Where(p => p.Path == path).Select(p => p.Id).FirstOrDefault() is { Value: var id } found && id != Guid.Empty ? found : matter.PlaceId;
    }
}
