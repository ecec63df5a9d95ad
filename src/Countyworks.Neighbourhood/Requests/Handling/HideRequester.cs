using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Handling;

/// <summary>
/// Says whether a request complains about a unit or a person (投诉). Who asked is then shown to nobody who handles it, not even masked: only to the desk and
/// the dispatcher. A category can say so for all its requests, by the setting <see cref="Setting"/>.
/// </summary>
/// <param name="Matter">Which.</param>
/// <param name="IsHidden">Whether it does.</param>
public sealed record HideRequester(Id<Matter> Matter, bool IsHidden)
{
    /// <summary>The setting of the codes of categories whose requests are complaints.</summary>
    public const string Setting = "requests.hidden_categories";

    /// <summary>Says so. Refuses, in this order: <c>not_found</c>, <c>forbidden</c> (neither the desk nor a dispatcher). Said again, it is done already.</summary>
    public Outcome<Done> In(Change change, Caller caller, MatterRules rules) =>
        Dossier.Read(change, Matter, rules).Then<Done>(dossier =>
        {
            var standing = Standing.Of(dossier, caller);
            if (!standing.MaySee || dossier.Kind != RequestKind.Kind)
            {
                return Refusal.NotFound("matter");
            }

            if (!MaySay(dossier.Matter, caller))
            {
                return Refusal.Forbidden;
            }

            var request = change.Db.Set<Request>().Single(r => r.Id == Matter);
            if (request.HidesRequester != IsHidden)
            {
                request.HidesRequester = IsHidden;
                change.Put(request);
                change.Record(new RequesterHidden(IsHidden), Matter.Value);
            }

            return Done.It;
        });

    /// <summary>Whether the caller is of the desk or a dispatcher there.</summary>
    public static bool MaySay(Matter matter, Caller caller) =>
        caller.Has(RequestPermissions.Take, matter.PlacePath) || caller.Has(RequestPermissions.Dispatch, matter.PlacePath);

    /// <summary>Whether who asked is hidden from those who handle it.</summary>
    public static bool Holds(Request request, Matter matter, DistrictSettings settings, Instant now) => request.HidesRequester
        || (matter.Category is { } category && settings.Get<IReadOnlyList<string>>(Setting, CountyTime.LocalDay(now), []).Contains(category));
}
