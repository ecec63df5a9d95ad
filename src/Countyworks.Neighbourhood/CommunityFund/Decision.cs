using Countyworks.Core.Books;
using Countyworks.Core.Votes;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;

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
