using Countyworks.Core.Matters;
using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Open311.Forwarding;

/// <summary>Asks other authorities' servers for the numbers of tokens, and what became of requests. A server that fails is asked less and less often.</summary>
internal static class ForwardingPolling
{
    /// <summary>The job.</summary>
    public static readonly Job Job = new("open311_polling", Duration.FromSeconds(30), Run);

    private const int BatchLimit = 40;

    private static async Task Run(IServiceProvider services, Instant asOf, CancellationToken stopping)
    {
        var client = services.GetRequiredService<Open311Client>();
        List<(ForwardedRequest Forwarded, ForwardingRule Rule)> due;
        await using (var db = services.GetRequiredService<Database>().Read())
        {
            due = [.. (await (
                from forwarded in db.Set<ForwardedRequest>()
                join rule in db.Set<ForwardingRule>() on forwarded.RuleId equals rule.Id
                where forwarded.NextPollAt <= asOf
                orderby forwarded.NextPollAt, forwarded.Id
                select new { forwarded, rule }).Take(BatchLimit).ToListAsync(stopping)).Select(row => (row.forwarded, row.rule))];
        }

        foreach (var atOne in due.GroupBy(d => d.Rule.Id))
        {
            await Ask(services, client, atOne.First().Rule, [.. atOne.Select(d => d.Forwarded)], asOf, stopping);
        }
    }

    private static async Task Ask(IServiceProvider services, Open311Client client, ForwardingRule rule, List<ForwardedRequest> due, Instant asOf, CancellationToken stopping)
    {
        var writer = services.GetRequiredService<Writer>();
        var rules = services.GetRequiredService<MatterRules>();
        var known = due.Where(f => f.RemoteId is not null).ToList();
        var updates = known.Count == 0 ? [] : await client.Updates(rule, known.Min(f => f.LastPollAt ?? f.SentAt ?? f.At), asOf, stopping);
        var byRequest = updates.ToLookup(u => u.RequestId);
        foreach (var forwarded in due)
        {
            stopping.ThrowIfCancellationRequested();
            if (forwarded.RemoteId is { } id)
            {
                var read = await client.Read(rule, id, stopping);
                await Write(writer, asOf, change => read.IsDone(out var state, out var why)
                    ? new TakeRemoteState(forwarded.Id, state, [.. byRequest[id]]).In(change, rules)
                    : Fail(change, forwarded.Id, why));
            }
            else if (forwarded.RemoteToken is { } token)
            {
                var resolved = await client.Resolve(rule, token, stopping);
                await Write(writer, asOf, change => !resolved.IsDone(out var number, out var why) ? Fail(change, forwarded.Id, why)
                    : number is null ? Fail(change, forwarded.Id, null)
                    : Arrive(change, forwarded.Id, rule, number));
            }
        }
    }

    private static Outcome<Done> Fail(Change change, Id<ForwardedRequest> id, Refusal? why)
    {
        var forwarded = change.Db.Set<ForwardedRequest>().First(f => f.Id == id);
        forwarded.FailPoll(change.Now, why is null ? null : why.Arguments is [var first, ..] ? $"{first.Value}" : why.Code);
        change.Put(forwarded);
        return Done.It;
    }

    private static Outcome<Done> Arrive(Change change, Id<ForwardedRequest> id, ForwardingRule rule, string number)
    {
        var forwarded = change.Db.Set<ForwardedRequest>().First(f => f.Id == id);
        forwarded.Arrive(number, null, change.Now);
        forwarded.LastPollAt = change.Now;
        change.Put(forwarded);
        change.Record(new RequestForwarded(rule.Authority, number), forwarded.MatterId.Value, Audience.Parties);
        return Done.It;
    }

    private static Task<Outcome<Done>> Write(Writer writer, Instant asOf, Func<Change, Outcome<Done>> decide) =>
        writer.Run(new Envelope("poll_forwarded", Actor.System, asOf), decide, CancellationToken.None);
}
