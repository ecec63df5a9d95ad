using Countyworks.Core.Books;
using Countyworks.Core.Matters;
using Countyworks.Core.Votes;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Deliberation;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>By what the owners decided: a vote held here, or a paper from before.</summary>
/// <param name="Reference">The number of the vote, 决-2026-000001, or the name of the paper.</param>
/// <param name="Paper">SHA-256 of the paper; null for a vote, whose text has its own.</param>
public sealed record Decision(string Reference, Digest? Paper = null)
{
    /// <summary>The most characters of a reference.</summary>
    public const int ReferenceLimit = 100;

    private const string VoteNumber = "决-";   // a code, not a text

    /// <summary>
    /// Records it as an authority in the ledger of the fees. Refuses, in this order: <c>missing</c> and <c>too_long</c> (decision), <c>decision_unknown</c> (no vote of this
    /// neighbourhood has the number), <c>decision_not_passed</c> (it is not closed, or was not passed), <c>decision_must_be_vote</c>, <c>decision_without_paper</c>.
    /// </summary>
    /// <param name="change">Writes.</param>
    /// <param name="fund">Whose.</param>
    /// <param name="limit">The most that may be spent by it; null for no limit of its own.</param>
    /// <param name="mustBeVote">Whether no paper will do.</param>
    internal Outcome<StoredAuthority> Given(Change change, Fund fund, Money? limit = null, bool mustBeVote = false) =>
        Given(change, fund, fund.FeesId, limit, mustBeVote);

    /// <summary>
    /// The same for an expense, up to its quote. Refuses what a vote is refused for, then <c>decision_of_other_matter</c> (the maintenance fund is used by a vote under <see cref="Consent.MaintenanceItem"/> alone)
    /// and <c>quote_above_voted</c> (decision: voted; the vote was held on a proposal whose budget takes less out of this money).
    /// </summary>
    internal Outcome<StoredAuthority> GivenTo(Change change, Fund fund, FundExpense expense) =>
        Given(change, fund, expense.LedgerOf(fund), Money.FromFen(expense.QuoteFen), mustBeVote: true).Then<StoredAuthority>(authority =>
        {
            var vote = change.Db.Set<Vote>().First(v => v.Number == Reference && v.PlaceId == fund.PlaceId);
            return expense.OfMaintenance && vote.Item != Consent.MaintenanceItem ? new Refusal("decision_of_other_matter", "decision").With("decision", Reference)
                : VotedFor(change.Db, fund, vote, expense) is { } voted && Money.FromFen(expense.QuoteFen) > voted ? new Refusal("quote_above_voted", "decision").With("voted", voted)
                : authority;
        });

    // What the budget of the version that was voted on takes out of the ledger; null for a vote that was held on no proposal.
    private static Money? VotedFor(DistrictDb db, Fund fund, Vote vote, FundExpense expense)
    {
        var ledger = expense.LedgerOf(fund);
        return db.Set<BoundVote>().FirstOrDefault(b => b.VoteId == vote.Id) is { } bound
            ? Doers.VotedFrom(ProposalCase.Text(db, db.Set<Matter>().First(m => m.Id == bound.ProposalId), bound.Number)!, db.Set<StoredLedger>().First(l => l.Id == ledger).Scope)
            : null;
    }

    /// <summary>The same for another ledger of the fund, or for a transfer to one.</summary>
    internal Outcome<StoredAuthority> Given(Change change, Fund fund, Id<Ledger> ledger, Money? limit, bool mustBeVote, Id<Ledger>? to = null)
    {
        if (string.IsNullOrWhiteSpace(Reference) || Reference.Length > ReferenceLimit)
        {
            return string.IsNullOrWhiteSpace(Reference) ? Refusal.Missing("decision") : Refusal.TooLong("decision", ReferenceLimit);
        }

        if (!Reference.StartsWith(VoteNumber, StringComparison.Ordinal))
        {
            return mustBeVote ? new Refusal("decision_must_be_vote", "decision")
                : Paper is not { } paper ? new Refusal("decision_without_paper", "paper")
                : new GiveAuthority(ledger, AuthorityKind.Rule, Reference, paper, limit, to).In(change);
        }

        return change.Db.Set<Vote>().FirstOrDefault(v => v.Number == Reference && v.PlaceId == fund.PlaceId) is not { } vote
            ? new Refusal("decision_unknown", "decision").With("decision", Reference)
            : vote.Stage != VoteStage.Closed || !VoteCount.Read(change.Db, vote).Tally.IsPassed ? new Refusal("decision_not_passed", "decision").With("decision", Reference)
            : new GiveAuthority(ledger, AuthorityKind.Vote, Reference, Digest.Of(vote.DocumentHash), limit, to).In(change);
    }
}
