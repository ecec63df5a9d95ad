using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Importing;

/// <summary>
/// Records that a request was handled and closed in another system. Its marks are met at the closing time, the first moment at which
/// the file shows that anybody answered: a request closed after the day of response counts as responded to late, whatever happened before.
/// Without a unit of the county's own it stands in no unit's rates; how long a unit held it is not known and not recorded.
/// </summary>
/// <param name="Matter">The request.</param>
/// <param name="ClosedAt">When it was closed there.</param>
public sealed record RecordOutcomeElsewhere(Id<Matter> Matter, Instant ClosedAt)
{
    /// <summary>The county's own unit it was; null when the name there is none of ours.</summary>
    public Organisation? Unit { get; init; }

    /// <summary>The unit as it is called there; may be empty.</summary>
    public string UnitName { get; init; } = "";

    /// <summary>What the requester was answered, at most <see cref="Words.Limit"/> characters; may be empty.</summary>
    public string Answer { get; init; } = "";

    /// <summary>What the requester said came of it; null when not asked. "Not solved" ends it as explained.</summary>
    public CallBackResult? Result { get; init; }

    /// <summary>How satisfied with the result; null when not asked.</summary>
    public Rating? Rating { get; init; }

    /// <summary>The request it repeats, and ends as merged into; null for one of its own.</summary>
    public Id<Matter>? Repeats { get; init; }

    /// <summary>Whether the time of receipt is known: otherwise nobody can say whether the response came in time.</summary>
    public bool IsReceiptKnown { get; init; } = true;

    /// <summary>
    /// Records it, with the fact <see cref="OutcomeRecordedElsewhere"/>. Refuses, in this order: <c>not_found</c>, <c>matter_ended</c>,
    /// <c>closed_before_received</c> (closedAt), <c>too_long</c> (answer).
    /// </summary>
    public Outcome<Done> In(Change change, MatterRules rules) => Dossier.Read(change, Matter, rules).Then<Done>(dossier =>
        !dossier.Matter.IsOpen ? new Refusal("matter_ended") { Kind = RefusalKind.Conflict }
        : ClosedAt < dossier.Matter.OpenedAt ? new Refusal("closed_before_received", "closedAt")
        : Answer.Length > Words.Limit ? Refusal.TooLong("answer", Words.Limit)
        : Apply(change, dossier, rules));

    private Done Apply(Change change, Dossier dossier, MatterRules rules)
    {
        var matter = dossier.Matter;
        matter.Stage = Repeats is not null ? RequestKind.Merged : Result is CallBackResult.NotSolved ? RequestKind.Explained : RequestKind.Solved;
        (matter.IsOpen, matter.ClosedAt, matter.UnitId, matter.MergedIntoId) = (false, ClosedAt, Unit?.Id, Repeats);
        foreach (var mark in dossier.Marks)
        {
            mark.MetAt ??= ClosedAt;
        }

        dossier.Save(change, rules);
        var request = change.Db.Set<Request>().First(r => r.Id == Matter);
        (request.Answer, request.AnsweredAt) = (Answer.Length > 0 ? Answer : null, ClosedAt);
        request.WasRespondedInTime = IsReceiptKnown ? dossier.MarkNamed(RequestKind.RespondMark)?.DueAt is not { } due || ClosedAt < due : null;
        (request.Result, request.ResultRating) = (Result, Rating);
        request.RatedAt = Result is null && Rating is null ? null : ClosedAt;
        RequestUpkeep.Save(change, request, matter);
        change.Record(new OutcomeRecordedElsewhere(UnitName, Unit?.Id, ClosedAt, Result, Rating), Matter.Value, Audience.Parties, Answer);
        if (Repeats is { } first)
        {
            change.Add(new MatterLink { FromId = Matter, ToId = first, Relation = MergeMatter.Relation, At = change.Now });
            change.Record(new RequestJoined(), first.Value);
        }

        return Done.It;
    }
}
