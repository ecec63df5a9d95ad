using Countyworks.Core.Posts;
using Countyworks.Kernel;

namespace Countyworks.Core.Matters;

/// <summary>In which capacities somebody may act on a matter.</summary>
/// <param name="Capacities">The movers the caller counts as here.</param>
/// <param name="MaySee">Whether the caller may see it at all.</param>
public sealed record Standing(IReadOnlySet<Mover> Capacities, bool MaySee)
{
    /// <summary>Judges a caller.</summary>
    /// <param name="dossier">The matter.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="isRequester">Whether the kind has found the caller to be its requester.</param>
    public static Standing Of(Dossier dossier, Caller caller, bool isRequester = false)
    {
        var (kind, matter) = (dossier.Kind, dossier.Matter);
        var capacities = new HashSet<Mover>();
        if (caller.Has(kind.Dispatch, matter.PlacePath))
        {
            capacities.Add(Mover.Dispatcher);
        }

        if (matter.UnitId is { } unit && caller.Has(kind.Handle, unit))
        {
            capacities.Add(Mover.Lead);
        }

        if (caller.Has(kind.See, matter.PlacePath))
        {
            capacities.Add(Mover.Desk);
        }

        if (isRequester)
        {
            capacities.Add(Mover.Requester);
        }

        var helps = dossier.Assignments.Exists(a => caller.Has(kind.Handle, a.UnitId));
        return new Standing(capacities, capacities.Count > 0 || helps);
    }

    /// <summary>Whether a move may be made in one of the capacities.</summary>
    public bool Allows(Move move) => move.By.Any(Capacities.Contains);

    /// <summary>What can be done now, the likeliest first.</summary>
    public IEnumerable<Move> MovesFor(Dossier dossier) => dossier.Kind.MovesFrom(dossier.Matter.Stage).Where(Allows);

    /// <summary>
    /// Whether the move may be made now. Refuses, in this order: <c>not_found</c> (may not see it, or no such move), <c>wrong_stage</c> (stage),
    /// <c>forbidden</c>, <c>missing</c> (remark, files).
    /// </summary>
    public Outcome<Move> May(Dossier dossier, string moveName, Words words) =>
        !MaySee ? Refusal.NotFound("matter")
        : dossier.Kind.MoveNamed(moveName) is not { } move ? Refusal.NotFound("move")
        : !move.From.Contains(dossier.Matter.Stage) ? new Refusal("wrong_stage") { Kind = RefusalKind.Conflict }.With("stage", dossier.Matter.Stage)
        : !Allows(move) ? Refusal.Forbidden
        : move.Evidence.HasFlag(Evidence.Remark) && string.IsNullOrWhiteSpace(words.Remark) ? Refusal.Missing("remark")
        : move.Evidence.HasFlag(Evidence.File) && words.Files.Count == 0 ? Refusal.Missing("files")
        : words.Remark?.Length > Words.Limit ? Refusal.TooLong("remark", Words.Limit)
        : move;
}
