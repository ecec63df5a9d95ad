using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>What holds a proposal up on its way to the vote: the use cases refuse by it, and the pages say it in the place of the button.</summary>
public static class HeldUp
{
    /// <summary>Why a budget may not be disclosed: <c>budget_missing</c>, <c>concerns_unanswered</c> (count); null when it may.</summary>
    /// <param name="version">The latest version.</param>
    /// <param name="thread">All that was said.</param>
    public static Refusal? BeforeDisclosure(VersionText version, IReadOnlyList<Contribution> thread) =>
        version.Lines.Count == 0 ? new Refusal("budget_missing") { Kind = RefusalKind.Conflict } : Unanswered(thread);

    /// <summary>Why a vote may not be announced: <c>disclosure_too_short</c> (first), <c>concerns_unanswered</c> (count); null when it may. Source: R-030.</summary>
    /// <param name="disclosure">The disclosure that stands; null when none does.</param>
    /// <param name="thread">All that was said.</param>
    /// <param name="today">The local day.</param>
    public static Refusal? BeforeVote(Disclosure? disclosure, IReadOnlyList<Contribution> thread, LocalDate today) =>
        disclosure is null || today < disclosure.FirstVoteDay
            ? new Refusal("disclosure_too_short") { Kind = RefusalKind.Conflict }.With("first", disclosure?.FirstVoteDay ?? today)
            : Unanswered(thread);

    private static Refusal? Unanswered(IReadOnlyList<Contribution> thread) =>
        Concerns.Unanswered(thread).Count is > 0 and var count ? new Refusal("concerns_unanswered") { Kind = RefusalKind.Conflict }.With("count", count) : null;
}
