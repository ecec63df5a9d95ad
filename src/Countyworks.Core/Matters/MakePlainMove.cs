using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Core.Matters;

/// <summary>Somebody makes a move that needs nothing but words and files.</summary>
/// <param name="Matter">Which matter.</param>
/// <param name="Move">The move's name.</param>
/// <param name="Words">What goes with it.</param>
public sealed record MakePlainMove(Id<Matter> Matter, string Move, Words Words)
{
    /// <summary>Makes it. Refuses, in this order: <c>not_found</c> (also a move that is not plain), then what <see cref="Standing.May"/> refuses.</summary>
    public Outcome<Dossier> In(Change change, Caller caller, MatterRules rules) =>
        Dossier.Read(change, Matter, rules).Then(dossier =>
            Standing.Of(dossier, caller).May(dossier, Move, Words).Then<Dossier>(move =>
            {
                if (!move.IsPlain)
                {
                    return Refusal.NotFound("move");
                }

                MakeMove.In(change, dossier, move, Words, rules);
                return dossier;
            }));
}
