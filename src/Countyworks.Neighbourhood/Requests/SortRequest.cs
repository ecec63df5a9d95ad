using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>Puts right what a request is about, where, or how pressing it is.</summary>
/// <param name="Matter">Which.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Place">Where.</param>
/// <param name="Priority">How pressing.</param>
/// <param name="IfVersion">What the caller saw.</param>
public sealed record SortRequest(Id<Matter> Matter, Category Category, Place Place, Priority Priority, int? IfVersion = null)
{
    /// <summary>Sorts. Refuses, in this order: <c>not_found</c>, <c>changed_meanwhile</c>, <c>forbidden</c>, <c>matter_ended</c>.</summary>
    public Outcome<Matter> In(Change change, Caller caller, MatterRules rules) =>
        Dossier.Read(change, Matter, rules, IfVersion).Then<Matter>(dossier =>
        {
            var standing = Standing.Of(dossier, caller);
            if (!standing.MaySee)
            {
                return Refusal.NotFound("matter");
            }

            if (!standing.Capacities.Overlaps([Mover.Dispatcher, Mover.Desk]))
            {
                return Refusal.Forbidden;
            }

            var matter = dossier.Matter;
            if (!matter.IsOpen)
            {
                return new Refusal("matter_ended") { Kind = RefusalKind.Conflict };
            }

            (matter.Category, matter.PlaceId, matter.PlacePath, matter.Priority) = (Category.Code, Place.Id, Place.Path, Priority);
            dossier.Save(change, rules);
            change.Record(new MatterSorted(Category.Code, Place.Id, Priority), Matter.Value);
            return matter;
        });
}
