using Countyworks.Core.Matters;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>
/// The requester, or the desk calling back, says what came of it and rates three things. "Not solved" opens the request again, once;
/// after that it ends with the disagreement on record.
/// </summary>
/// <param name="Matter">Which request.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Response">How satisfied with the response; null for no opinion.</param>
/// <param name="ResultRating">With the result.</param>
/// <param name="Attitude">With the attitude.</param>
/// <param name="Remark">What they add; needed for "not solved".</param>
public sealed record RateRequest(Id<Matter> Matter, CallBackResult Result, Rating? Response, Rating? ResultRating, Rating? Attitude, string? Remark)
{
    /// <summary>How often a request is opened again.</summary>
    public const int MostReopens = 1;

    // A request that goes on in another can't be opened by itself: the requester's word is kept, and the other one has its own requester.
    private static Move Reopening => RequestKind.Kind.MoveNamed(MoveNames.Reopen)!;

    /// <summary>For how long after its end it may still be rated or opened again.</summary>
    public static readonly Duration Window = Duration.FromDays(30);

    /// <summary>
    /// Rates. Whether the caller is the requester or the desk is the caller's to say. Refuses, in this order: <c>not_found</c>, <c>not_answered_yet</c>,
    /// <c>rated_already</c>, <c>rating_too_late</c>, <c>missing</c> (remark), <c>too_long</c> (remark).
    /// </summary>
    public Outcome<Done> In(Change change, MatterRules rules)
    {
        if (Dossier.Read(change.Db, Matter, rules) is not { } dossier || RequestOf(change) is not { } request)
        {
            return Refusal.NotFound("matter");
        }

        var answered = Answered(change, dossier);
        return answered is null ? new Refusal("not_answered_yet") { Kind = RefusalKind.Conflict }
            : request.RatedAt is not null ? new Refusal("rated_already") { Kind = RefusalKind.Conflict }
            : change.Now - answered > Window ? new Refusal("rating_too_late") { Kind = RefusalKind.Conflict }
            : Result == CallBackResult.NotSolved && string.IsNullOrWhiteSpace(Remark) ? Refusal.Missing("remark")
            : Remark?.Length > Words.Limit ? Refusal.TooLong("remark", Words.Limit)
            : Apply(change, dossier, rules);
    }

    private Outcome<Done> Apply(Change change, Dossier dossier, MatterRules rules)
    {
        change.Record(new RequestRated(Result, Response, ResultRating, Attitude), Matter.Value, Audience.Parties, Remark);
        var reopens = Result == CallBackResult.NotSolved && dossier.Matter.Reopens < MostReopens && dossier.Matter.UnitId is not null
            && Reopening.From.Contains(dossier.Matter.Stage);
        if (MoveAfter(dossier, reopens) is { } move)
        {
            MakeMove.In(change, dossier, move, Words.Of(Remark), rules);
        }

        if (!reopens)
        {
            // Read again: the move's listeners have written the row.
            var request = RequestOf(change)!;
            (request.Result, request.ResponseRating, request.ResultRating, request.AttitudeRating) = (Result, Response, ResultRating, Attitude);
            (request.RatingRemark, request.RatedAt) = (Remark, change.Now);
            RequestUpkeep.Save(change, request, dossier.Matter);
        }

        return Done.It;
    }

    private Move? MoveAfter(Dossier dossier, bool reopens) =>
        reopens ? Reopening
        : dossier.Matter.Stage != RequestKind.FedBack ? null
        : RequestKind.Kind.MoveNamed(Result == CallBackResult.Solved ? RequestKind.Confirm : RequestKind.Explain);

    /// <summary>Whether the requester may say now what came of it.</summary>
    /// <param name="own">The requester's own request.</param>
    /// <param name="main">The matter it goes on in: its own, or the one it was merged into.</param>
    /// <param name="answer">The request of that matter.</param>
    /// <param name="now">Now.</param>
    public static bool IsDue(Request own, Core.Matters.Matter main, Request answer, Instant now) =>
        own.RatedAt is null && AnsweredAt(main, answer) is { } answered && now - answered <= Window;

    // A merged request is answered when the one it goes on in is.
    private static Instant? Answered(Change change, Dossier dossier)
    {
        var matter = dossier.Matter.MergedIntoId is { } into ? change.Db.Set<Core.Matters.Matter>().First(m => m.Id == into) : dossier.Matter;
        return AnsweredAt(matter, change.Db.Set<Request>().First(r => r.Id == matter.Id));
    }

    private static Instant? AnsweredAt(Core.Matters.Matter matter, Request request) =>
        matter.Stage is RequestKind.FedBack or RequestKind.Solved or RequestKind.Explained ? matter.ClosedAt ?? request.AnsweredAt : null;

    private Request? RequestOf(Change change) => change.Db.Set<Request>().FirstOrDefault(r => r.Id == Matter);
}
