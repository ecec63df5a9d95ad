namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>How far a concern got.</summary>
public enum ConcernState
{
    /// <summary>No expert has answered.</summary>
    Open = 1,

    /// <summary>An expert has; whoever raised it has not said yet that it is settled.</summary>
    Answered = 2,

    /// <summary>Whoever raised it, or a moderator, closed it.</summary>
    Closed = 3,
}

/// <summary>Which concerns hold a proposal up.</summary>
public static class Concerns
{
    /// <summary>How far a concern got: closed by whoever may, else answered once one answer stands.</summary>
    /// <param name="concern">The concern.</param>
    /// <param name="thread">All that was said about the proposal.</param>
    public static ConcernState StateOf(Contribution concern, IEnumerable<Contribution> thread) =>
        concern.ClosedAt is not null ? ConcernState.Closed
        : thread.Any(c => c is { Kind: ContributionKind.Answer, IsHidden: false } && c.ParentId == concern.Id) ? ConcernState.Answered
        : ConcernState.Open;

    /// <summary>
    /// Those that nobody answered. A budget is not disclosed, nor a vote opened, while there is one; one that is answered but not closed is shown beside the vote and
    /// holds nothing up, or a single silent neighbour could stop all others for ever.
    /// </summary>
    public static IReadOnlyList<Contribution> Unanswered(IReadOnlyList<Contribution> thread) =>
        [.. thread.Where(c => c is { Kind: ContributionKind.Concern, IsHidden: false } && StateOf(c, thread) == ConcernState.Open)];
}
