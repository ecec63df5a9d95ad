using Countyworks.Core.Matters;
using Countyworks.Core.Votes;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>A neighbour seconded a topic; how many did so far.</summary>
public sealed record TopicSeconded(int Seconds) : Fact;

/// <summary>A version was written: its number, its hash as hexadecimal.</summary>
public sealed record VersionWritten(int Number, string Hash) : Fact;

/// <summary>An expert was named; in what.</summary>
public sealed record ExpertNamed(string Field) : Fact;

/// <summary>Something was said; what it says stays with it, since its author may have it erased.</summary>
public sealed record ContributionMade(Id<Contribution> ContributionId, ContributionKind Kind) : Fact;

/// <summary>A concern was closed, by whoever raised it or by a moderator.</summary>
public sealed record ConcernClosed(Id<Contribution> ContributionId, bool ByModerator) : Fact;

/// <summary>Something said was hidden; the moderator's words are the remark.</summary>
public sealed record ContributionHidden(Id<Contribution> ContributionId, HideReason Reason) : Fact;

/// <summary>Something hidden stands again.</summary>
public sealed record ContributionShown(Id<Contribution> ContributionId) : Fact;

/// <summary>A version's budget was disclosed: what it costs, and the first day on which the vote may be announced.</summary>
public sealed record BudgetDisclosed(int Number, string Hash, long Fen, LocalDate FirstVoteDay) : Fact;

/// <summary>A vote was opened on a version and bound to its hash.</summary>
public sealed record VoteBoundToVersion(Id<Vote> VoteId, string VoteNumber, int Number, string Hash) : Fact;

/// <summary>Something carries the proposal out: money held, in fen, or a matter by its number.</summary>
public sealed record DoerNamed(DoerKind Kind, long? Fen, Id<Matter>? MatterId, string? MatterNumber) : Fact;

/// <summary>The words a person said were erased by their wish.</summary>
public sealed record ContributionErased(Id<Contribution> ContributionId) : Fact;

/// <summary>How what happens to proposals alone is told.</summary>
public static class DeliberationTales
{
    /// <summary>The tales.</summary>
    public static readonly IReadOnlyList<Tale> All =
    [
        Tale.Of<TopicSeconded>(fact => new("fact.topic_seconded", fact.Seconds) { By = Unnamed.Requester }),
        Tale.Of<VersionWritten>(fact => new("fact.version_written", fact.Number)),
        Tale.Of<ExpertNamed>(fact => new("fact.expert_named", fact.Field)),
        Tale.Of<ContributionMade>(fact => new($"fact.contribution_made.{Ui.EnumNames<ContributionKind>.Of(fact.Kind)}")),
        Tale.Of<ConcernClosed>(_ => new("fact.concern_closed")),
        Tale.Of<ContributionHidden>(fact => new("fact.contribution_hidden", fact.Reason)),
        Tale.Of<ContributionShown>(_ => new("fact.contribution_shown")),
        Tale.Of<BudgetDisclosed>(fact => new("fact.budget_disclosed", fact.Number, Money.FromFen(fact.Fen), fact.FirstVoteDay)),
        Tale.Of<VoteBoundToVersion>(fact => new("fact.vote_bound", fact.VoteNumber, fact.Number)),
        Tale.Of<DoerNamed>(fact => fact.Kind == DoerKind.Hold
            ? new("fact.doer_named.hold", Money.FromFen(fact.Fen ?? 0))
            : new("fact.doer_named.matter", fact.MatterNumber)),
    ];
}
