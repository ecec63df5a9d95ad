using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Core.Votes;

/// <summary>Closes a vote whose hour has come: counts it, and records what was counted and the root of the ballot list.</summary>
/// <param name="Which">The vote.</param>
public sealed record CloseVote(Id<Vote> Which)
{
    /// <summary>Closes it. Refuses, in this order: <c>not_found</c>, <c>vote_over</c> (closed or taken back already), <c>vote_still_open</c>.</summary>
    public Outcome<Vote> In(Change change)
    {
        var vote = change.Db.Set<Vote>().FirstOrDefault(v => v.Id == Which);
        var refusal = vote is null ? Refusal.NotFound("vote")
            : vote.Stage != VoteStage.Announced ? new Refusal("vote_over") { Kind = RefusalKind.Conflict }
            : change.Now < vote.ClosesAt ? new Refusal("vote_still_open") { Kind = RefusalKind.Conflict }
            : null;
        if (refusal is not null)
        {
            return refusal;
        }

        var count = VoteCount.Read(change.Db, vote!);
        (vote!.Stage, vote.ClosedAt, vote.ListRoot) = (VoteStage.Closed, change.Now, count.ListRoot.ToArray());
        change.Put(vote);
        change.Record(Told(count), vote.Id.Value, Audience.Public);
        return vote;
    }

    private static VoteClosed Told(VoteCount count)
    {
        var (tally, area, heads) = (count.Tally, count.Tally.Area, count.Tally.Heads);
        return new(
            Convert.ToHexStringLower(count.ListRoot.ToArray()), area.Total, area.Yes, area.No, area.Abstain, heads.Total, heads.Yes, heads.No, heads.Abstain, tally.HasQuorum, tally.IsPassed);
    }
}

/// <summary>The job that closes votes.</summary>
public static class VoteJobs
{
    /// <summary>The job.</summary>
    public static readonly Job Close = new("close_votes", Duration.FromMinutes(1), RunAsync);

    private const int BatchLimit = 20;

    private static async Task RunAsync(IServiceProvider services, Instant asOf, CancellationToken cancellation)
    {
        var writer = services.GetRequiredService<Writer>();
        using var db = services.GetRequiredService<Database>().Read();
        var due = await db.Set<Vote>().Where(v => v.Stage == VoteStage.Announced && v.ClosesAt <= asOf).OrderBy(v => v.ClosesAt).ThenBy(v => v.Id).Select(v => v.Id).Take(BatchLimit).ToListAsync(cancellation);
        foreach (var vote in due)
        {
            await writer.Run(new Envelope("close_vote", Actor.System, asOf), change => new CloseVote(vote).In(change), cancellation);
        }
    }
}
