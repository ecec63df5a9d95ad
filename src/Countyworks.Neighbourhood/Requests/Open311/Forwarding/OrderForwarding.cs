using Countyworks.Core.Matters;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Requests.Open311.Forwarding;

/// <summary>What the courier is told.</summary>
/// <param name="ForwardedId">Which.</param>
public sealed record ForwardOrder(Id<ForwardedRequest> ForwardedId);

/// <summary>
/// Orders the forwarding of a request once its category is known, inside the transaction that makes it known. What itself came from another system,
/// by Open311 or from a file, is not forwarded: two servers could send it to each other for ever.
/// </summary>
public static class OrderForwarding
{
    /// <summary>The topic of the outbox.</summary>
    public const string Topic = "open311_forward";

    /// <summary>The listeners.</summary>
    public static readonly IReadOnlyList<FactListener> Listeners =
    [
        FactListener.To<RequestFiled>((change, row, fact) =>
        {
            if (fact.Source is null)
            {
                Consider(change, row);
            }
        }),
        FactListener.To<MatterSorted>((change, row, _) => Consider(change, row)),
    ];

    // A prepared look before any rule is read: nearly every county forwards nothing, and every request filed comes by here.
    private const string IsRuled = """
        SELECT 1 FROM matter m JOIN forwarding_rule r ON r.district_id = m.district_id AND r.category = m.category AND r.ended_at IS NULL
        WHERE m.district_id = @p0 AND m.id = @p1 LIMIT 1
        """;

    private static void Consider(Change change, FactRow row)
    {
        if (!change.First(IsRuled, _ => true, change.Store(row.SubjectId!.Value)))
        {
            return;
        }

        var id = new Id<Matter>(row.SubjectId!.Value);
        if (change.Db.Set<Matter>().FirstOrDefault(m => m.Id == id) is not { IsOpen: true, Category: { } category } matter || matter.Kind != RequestKind.Kind.Name)
        {
            return;
        }

        var rule = change.Db.Set<ForwardingRule>().Where(r => r.Category == category && r.EndedAt == null).AsEnumerable()
            .Where(r => matter.PlacePath.StartsWith(r.PlacePath, StringComparison.Ordinal))
            .OrderByDescending(r => r.PlacePath.Length).ThenBy(r => r.Id).FirstOrDefault();
        if (rule is null || change.Db.Set<ForwardedRequest>().Any(f => f.MatterId == id) || change.Db.Set<Request>().Any(r => r.Id == id && r.Source != null))
        {
            return;
        }

        var forwarded = new ForwardedRequest
        {
            Id = change.NewId<ForwardedRequest>(),
            MatterId = id,
            RuleId = rule.Id,
            State = ForwardState.Waiting,
            At = change.Now,
        };
        change.Add(forwarded);
        change.Send(Topic, new ForwardOrder(forwarded.Id));
    }
}

/// <summary>A person decides about one that failed, or of which nobody knows whether it arrived.</summary>
/// <param name="Forwarded">Which.</param>
/// <param name="RemoteId">Its number there, where the person found it; empty to send it again.</param>
public sealed record ForwardAgain(Id<ForwardedRequest> Forwarded, string RemoteId)
{
    /// <summary>Sends it again, or follows what is there. Refuses, in this order: <c>not_found</c>, <c>too_long</c> (remoteId), <c>forwarding_not_waiting</c>.</summary>
    public Outcome<Done> In(Change change)
    {
        if (change.Db.Set<ForwardedRequest>().FirstOrDefault(f => f.Id == Forwarded) is not { } forwarded)
        {
            return Refusal.NotFound("forwarded");
        }

        if (RemoteId.Length > ForwardedRequest.RemoteIdLimit)
        {
            return Refusal.TooLong("remoteId", ForwardedRequest.RemoteIdLimit);
        }

        if (forwarded.State is not (ForwardState.Failed or ForwardState.Uncertain))
        {
            return new Refusal("forwarding_not_waiting") { Kind = RefusalKind.Conflict };
        }

        if (RemoteId.Length > 0)
        {
            var authority = change.Db.Set<ForwardingRule>().Where(r => r.Id == forwarded.RuleId).Select(r => r.Authority).First();
            forwarded.Arrive(RemoteId, null, change.Now);
            change.Record(new RequestForwarded(authority, RemoteId), forwarded.MatterId.Value, Audience.Parties);
        }
        else
        {
            (forwarded.State, forwarded.AttemptedAt, forwarded.Failures, forwarded.Error) = (ForwardState.Waiting, null, 0, null);
            change.Send(OrderForwarding.Topic, new ForwardOrder(forwarded.Id));
        }

        change.Put(forwarded);
        return Done.It;
    }
}
