using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Votes;

/// <summary>What a vote takes at an hour: the use cases refuse by it, and the pages ask it before they offer a form.</summary>
public static class VoteHours
{
    /// <summary>Why no ballot is taken, online or on paper: <c>vote_not_open</c> (opens), <c>vote_over</c>; null when one is.</summary>
    public static Refusal? WhyNoBallot(Vote vote, Instant now) => WhyNoBallot(vote.Span, now);

    /// <summary>The same of what alone matters for it.</summary>
    public static Refusal? WhyNoBallot(VoteSpan vote, Instant now) =>
        vote.IsOpen(now) ? null
        : vote.Stage == VoteStage.Announced && now < vote.OpensAt ? new Refusal("vote_not_open") { Kind = RefusalKind.Conflict }.With("opens", vote.OpensAt.Value)
        : Over;

    /// <summary>Why no mandate and no proof of delivery is taken: <c>vote_over</c>; null when one is. Both are taken from the announcement on.</summary>
    public static Refusal? WhyNoEvidence(Vote vote, Instant now) => vote.Stage == VoteStage.Announced && now < vote.ClosesAt ? null : Over;

    /// <summary>Why a vote is not taken back any more: <c>vote_over</c>; null when it may be.</summary>
    public static Refusal? WhyNotTakenBack(Vote vote, Instant now) => vote.Stage == VoteStage.Draft ? null : WhyNoEvidence(vote, now);

    private static Refusal Over => new("vote_over") { Kind = RefusalKind.Conflict };
}
