using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Votes;
using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>Discloses the budget of the latest version (预算公示): from now on the days run after which the vote may be announced. Another version needs another disclosure.</summary>
/// <param name="Which">The proposal.</param>
public sealed record DiscloseBudget(Id<Matter> Which)
{
    /// <summary>Discloses it. Refuses, in this order: <c>not_found</c>, <c>wrong_stage</c>, <c>forbidden</c>, <c>budget_missing</c>, <c>concerns_unanswered</c> (count).</summary>
    public Outcome<LocalDate> In(Change change, Caller caller, MatterRules rules, DeliberationRule rule) => ProposalCase.Read(change, Which, rules).Then(found =>
        found.May(caller, ProposalKind.Disclose).Then<LocalDate>(_ =>
        {
            var version = found.Text(change.Db, found.Proposal.Latest)!;
            if (HeldUp.BeforeDisclosure(version, ProposalCase.Thread(change.Db, Which)) is { } refusal)
            {
                return refusal;
            }

            var first = rule.FirstDayAfter(CountyTime.LocalDay(change.Now));
            change.Add(new Disclosure
            {
                ProposalId = Which, Ordinal = change.Db.Set<Disclosure>().Count(d => d.ProposalId == Which) + 1, Number = version.Number, Hash = version.Hash, Fen = version.Total.Fen, At = change.Now, FirstVoteDay = first,
            });
            found.Make(change, ProposalKind.Disclose, rules);
            change.Record(new BudgetDisclosed(version.Number, Convert.ToHexStringLower(version.Hash), version.Total.Fen, first), Which.Value, Audience.Public);
            return first;
        }));
}

/// <summary>Opens the owners' vote on the disclosed version: drafts and announces it, and binds it to the version's hash.</summary>
/// <param name="Which">The proposal.</param>
/// <param name="OpensOn">The first local day on which ballots are taken.</param>
/// <param name="ClosesAt">Until when, exclusive.</param>
public sealed record OpenProposalVote(Id<Matter> Which, LocalDate OpensOn, Instant ClosesAt)
{
    /// <summary>
    /// Opens it. Refuses, in this order: <c>not_found</c>, <c>wrong_stage</c>, <c>forbidden</c>, <c>disclosure_too_short</c> (first), <c>concerns_unanswered</c> (count), and what
    /// <see cref="DraftVote.In"/> and <see cref="AnnounceVote.In"/> refuse.
    /// </summary>
    public Outcome<Id<Vote>> In(Change change, Caller caller, MatterRules rules, VoteSettings settings) => ProposalCase.Read(change, Which, rules).Then(found =>
        found.May(caller, ProposalKind.OpenVote).Then<Id<Vote>>(_ =>
        {
            var disclosure = ProposalCase.DisclosureOf(change.Db, found.Proposal);
            return HeldUp.BeforeVote(disclosure, ProposalCase.Thread(change.Db, Which), CountyTime.LocalDay(change.Now)) is { } refusal
                ? refusal
                : Open(change, found, disclosure!, caller, rules, settings);
        }));

    private Outcome<Id<Vote>> Open(Change change, ProposalCase found, Disclosure disclosure, Caller caller, MatterRules rules, VoteSettings settings)
    {
        var version = found.Text(change.Db, disclosure.Number)!;
        return new DraftVote(null, found.Matter.PlaceId, version.Item, version.Title, version.Document).In(change, caller)
            .Then(draft => new AnnounceVote(draft.Id, OpensOn, ClosesAt).In(change, caller, settings))
            .Then<Id<Vote>>(vote =>
            {
                change.Add(new BoundVote { ProposalId = Which, VoteId = vote.Id, Number = version.Number, Hash = version.Hash, At = change.Now });
                found.Make(change, ProposalKind.OpenVote, rules);
                change.Record(new VoteBoundToVersion(vote.Id, vote.Number, version.Number, Convert.ToHexStringLower(version.Hash)), Which.Value, Audience.Public);
                return vote.Id;
            });
    }
}

/// <summary>Says what came of the vote, as soon as it is counted: the proposal goes on, ends, or goes back when the vote was taken back.</summary>
/// <param name="Which">The proposal.</param>
public sealed record PublishResult(Id<Matter> Which)
{
    /// <summary>Publishes it; answers the stage. Refuses, in this order: <c>not_found</c>, <c>wrong_stage</c>, <c>vote_still_open</c>.</summary>
    public Outcome<string> In(Change change, MatterRules rules) => ProposalCase.Read(change, Which, rules).Then<string>(found =>
    {
        if (found.Stage != ProposalKind.Voting || ProposalCase.LastVote(change.Db, Which) is not { } last)
        {
            return found.WrongStage;
        }

        if (last.Vote.Stage is not (VoteStage.Closed or VoteStage.Withdrawn))
        {
            return new Refusal("vote_still_open") { Kind = RefusalKind.Conflict };
        }

        var tally = last.Vote.Stage == VoteStage.Closed ? VoteCount.Read(change.Db, last.Vote).Tally : null;
        found.Make(change, tally is null ? ProposalKind.VoteTakenBack : tally.IsPassed ? ProposalKind.Pass : tally.HasQuorum ? ProposalKind.Reject : ProposalKind.Annul, rules);
        return found.Stage;
    });
}

/// <summary>The job that publishes results: nobody sits on one.</summary>
public static class DeliberationJobs
{
    /// <summary>The job.</summary>
    public static readonly Job Publish = new("publish_results", Duration.FromMinutes(1), RunAsync);

    private const int BatchLimit = 20;

    private static async Task RunAsync(IServiceProvider services, Instant asOf, CancellationToken cancellation)
    {
        var (writer, rules) = (services.GetRequiredService<Writer>(), services.GetRequiredService<MatterRules>());
        using var db = services.GetRequiredService<Database>().Read();
        var due = await (
            from bound in db.Set<BoundVote>()
            join matter in db.Set<Matter>() on bound.ProposalId equals matter.Id
            join vote in db.Set<Vote>() on bound.VoteId equals vote.Id
            where matter.Stage == ProposalKind.Voting && (vote.Stage == VoteStage.Closed || vote.Stage == VoteStage.Withdrawn)
                && !db.Set<BoundVote>().Any(later => later.ProposalId == bound.ProposalId && later.At > bound.At)
            orderby matter.Id
            select matter.Id).Take(BatchLimit).ToListAsync(cancellation);
        foreach (var proposal in due)
        {
            await writer.Run(new Envelope("publish_result", Actor.System, asOf), change => new PublishResult(proposal).In(change, rules), cancellation);
        }
    }
}
