using System.Text.Json;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Web;
using Countyworks.Data;
using Countyworks.Data.Journal;
using Countyworks.Data.Outbox;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Open311.Forwarding;

/// <summary>
/// Sends a request to another authority: at least once, and not twice. Before each call it is written down that one begins; where that is found later
/// without a result, the request is looked for there by our reference, and sent again only where that can do no harm.
/// </summary>
internal sealed class ForwardDeliverer(Writer writer, Open311Client client, Cached<PlaceTree> places, IClock clock) : IDeliverer
{
    /// <inheritdoc/>
    public string Topic => OrderForwarding.Topic;

    /// <inheritdoc/>
    public async Task<Outcome<Done>> Deliver(Message message, CancellationToken cancellation)
    {
        var id = JsonSerializer.Deserialize<ForwardOrder>(message.Body, Json.Options)!.ForwardedId;
        var isLast = message.Tries + 1 >= Message.TryLimit;
        var begun = await Run("begin_forwarding", change => Begin(change, id));
        if (!begun.IsDone(out var sending, out var refusal))
        {
            return refusal;
        }

        if (sending is { Forwarded.State: not ForwardState.Waiting })
        {
            return Done.It;
        }

        var reference = ForwardedForm.ReferenceOf(sending.Matter, sending.District);
        if (sending.LastAttempt is { } before)
        {
            if (!(await client.Find(sending.Rule, reference, before, cancellation)).IsDone(out var found, out var unreachable))
            {
                return await Record(id, sending.Rule, f => f.Fail(Why(unreachable)), isLast ? ForwardState.Uncertain : null, unreachable);
            }

            if (found is not null)
            {
                return await Record(id, sending.Rule, f => f.Arrive(found, null, clock.GetCurrentInstant()), null, null);
            }

            if (!sending.Rule.AnswersRepeats)
            {
                return await Record(id, sending.Rule, _ => { }, ForwardState.Uncertain, null);
            }
        }

        var form = ForwardedForm.Of(sending, reference, places.Current);
        return await client.Send(sending.Rule, form, id.ToString(), cancellation) switch
        {
            SendResult.Taken taken => await Record(id, sending.Rule, f => f.Arrive(taken.RemoteId, taken.Token, clock.GetCurrentInstant()), null, null),
            SendResult.NotSent not => await Record(id, sending.Rule, f => Fail(f, not.Why, isCertain: true), isLast ? ForwardState.Failed : null, Later(not.Why)),
            SendResult.Unknown unknown => await Record(id, sending.Rule, f => Fail(f, unknown.Why, isCertain: false), isLast ? ForwardState.Uncertain : null, Later(unknown.Why)),
            SendResult.Refused refused => await Record(id, sending.Rule, f => Fail(f, refused.Why, isCertain: true), ForwardState.Failed, new Refusal("open311_refused").With("reason", refused.Why)),
            _ => throw new InvalidOperationException("Sending has four results."),
        };
    }

    private static void Fail(ForwardedRequest forwarded, string why, bool isCertain)
    {
        forwarded.Fail(why);
        forwarded.AttemptedAt = isCertain ? null : forwarded.AttemptedAt;
    }

    private static Outcome<Sending> Begin(Change change, Id<ForwardedRequest> id)
    {
        if (change.Db.Set<ForwardedRequest>().FirstOrDefault(f => f.Id == id) is not { } forwarded)
        {
            return Refusal.NotFound("forwarded");
        }

        var matter = change.Db.Set<Matter>().First(m => m.Id == forwarded.MatterId);
        var sending = new Sending(
            forwarded,
            change.Db.Set<ForwardingRule>().First(r => r.Id == forwarded.RuleId),
            matter,
            change.Db.Set<Request>().First(r => r.Id == forwarded.MatterId),
            change.District,
            forwarded.AttemptedAt);
        if (forwarded.State == ForwardState.Waiting)
        {
            (forwarded.State, forwarded.AttemptedAt) = matter.IsOpen || forwarded.AttemptedAt is not null
                ? (ForwardState.Waiting, forwarded.AttemptedAt ?? change.Now)
                : (ForwardState.NotNeeded, default(Instant?));
            change.Put(forwarded);
        }

        return sending;
    }

    private async Task<Outcome<Done>> Record(Id<ForwardedRequest> id, ForwardingRule rule, Action<ForwardedRequest> what, ForwardState? state, Refusal? answer)
    {
        var recorded = await Run<Done>("record_forwarding", change =>
        {
            var forwarded = change.Db.Set<ForwardedRequest>().First(f => f.Id == id);
            what(forwarded);
            forwarded.State = state ?? forwarded.State;
            change.Put(forwarded);
            if (forwarded.State is ForwardState.Known or ForwardState.HasToken)
            {
                change.Record(new RequestForwarded(rule.Authority, forwarded.RemoteId), forwarded.MatterId.Value, Audience.Parties);
            }
            else if (state is { } ended)
            {
                change.Record(new ForwardingFailed(rule.Authority, ended), forwarded.MatterId.Value);
            }

            return Done.It;
        });
        return recorded.Refusal ?? (answer is null ? Done.It : (Outcome<Done>)answer);
    }

    // Recorded even while stopping: what was sent must be known.
    private Task<Outcome<T>> Run<T>(string command, Func<Change, Outcome<T>> decide) =>
        writer.Run(new Envelope(command, Actor.System, clock.GetCurrentInstant()), decide, CancellationToken.None);

    private static Refusal Later(string why) => new Refusal("open311_unreachable") { Kind = RefusalKind.Unavailable }.With("reason", why);

    private static string Why(Refusal refusal) => refusal.Arguments is [var first, ..] ? $"{first.Value}" : refusal.Code;
}

/// <summary>All that sending one request needs.</summary>
internal sealed record Sending(ForwardedRequest Forwarded, ForwardingRule Rule, Matter Matter, Request Request, DistrictCode District, Instant? LastAttempt);
