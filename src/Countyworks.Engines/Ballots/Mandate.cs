using Countyworks.Kernel;

namespace Countyworks.Engines.Ballots;

/// <summary>A written mandate by which somebody votes for a head (委托).</summary>
/// <param name="Head">Whose vote: a place in <see cref="Roll.Heads"/>.</param>
/// <param name="Holder">Who votes for it.</param>
public sealed record Mandate(int Head, string Holder);

/// <summary>Who may vote for whom.</summary>
public static class Mandates
{
    /// <summary>The most units one holder votes for, where the owners decided nothing else.</summary>
    public const int UsualCap = 3;

    /// <summary>
    /// Whether a mandate may be added to those that hold. Refuses, in this order: <c>mandate_to_oneself</c> (an owner of the head needs none), what
    /// <see cref="May(Func{int, int}, IReadOnlyCollection{Mandate}, Mandate, int)"/> refuses.
    /// </summary>
    /// <param name="roll">Who may vote.</param>
    /// <param name="holding">The mandates that hold.</param>
    /// <param name="mandate">The new one.</param>
    /// <param name="cap">The most units of one holder, the holder's own not counted.</param>
    public static Outcome<Done> May(Roll roll, IReadOnlyCollection<Mandate> holding, Mandate mandate, int cap) =>
        roll.Heads[mandate.Head].Owners.Contains(mandate.Holder)
            ? new Refusal("mandate_to_oneself", "holder")
            : May(head => roll.Heads[head].Units.Count, holding, mandate, cap);

    /// <summary>
    /// The same where it is known that the holder is no owner of the head. Refuses, in this order: <c>mandate_given</c> (the head gave one already),
    /// <c>mandates_too_many</c> (cap, units: what the holder would vote for).
    /// </summary>
    /// <param name="units">How many units a head has.</param>
    /// <param name="holding">The mandates that hold.</param>
    /// <param name="mandate">The new one.</param>
    /// <param name="cap">The most units of one holder, the holder's own not counted.</param>
    public static Outcome<Done> May(Func<int, int> units, IReadOnlyCollection<Mandate> holding, Mandate mandate, int cap)
    {
        if (holding.Any(m => m.Head == mandate.Head))
        {
            return new Refusal("mandate_given", "head") { Kind = RefusalKind.Conflict };
        }

        var held = holding.Append(mandate).Where(m => m.Holder == mandate.Holder).Sum(m => units(m.Head));
        return held > cap ? new Refusal("mandates_too_many", "holder").With("cap", cap).With("units", held) : Done.It;
    }
}
