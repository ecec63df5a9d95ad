using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Handling;

/// <summary>Why somebody needs to know who the requester is.</summary>
public enum RevealReason
{
    /// <summary>To call or write to them.</summary>
    Contact = 1,

    /// <summary>To go there.</summary>
    Visit = 2,

    /// <summary>To check what was said.</summary>
    Verify = 3,
}

/// <summary>A member of staff looked at who the requester is. Who and when stand in the journal's row.</summary>
public sealed record ContactRevealed(RevealReason Reason) : Fact;

/// <summary>Shows the requester's name and phone to somebody who handles the request, for a while, and leaves a trace.</summary>
/// <param name="Matter">Which request.</param>
/// <param name="Reason">Why.</param>
public sealed record RevealContact(Id<Matter> Matter, RevealReason Reason)
{
    /// <summary>How long it stays shown to the one who asked.</summary>
    public static readonly Duration ShownFor = Duration.FromHours(1);

    private static readonly string FactName = FactKinds.NameOf(typeof(ContactRevealed));

    /// <summary>Records it. Refuses, in this order: <c>not_found</c>, <c>forbidden</c> (sees it, but has no part in it).</summary>
    public Outcome<Done> In(Change change, Caller caller, MatterRules rules) =>
        Dossier.Read(change, Matter, rules).Then<Done>(dossier =>
        {
            var standing = Standing.Of(dossier, caller);
            if (!standing.MaySee || dossier.Kind != RequestKind.Kind)
            {
                return Refusal.NotFound("matter");
            }

            if (!MayAsk(dossier, standing, caller))
            {
                return Refusal.Forbidden;
            }

            change.Record(new ContactRevealed(Reason), Matter.Value);
            return Done.It;
        });

    /// <summary>Whether the caller has a part in the request: for the desk, the dispatcher and the units that have it.</summary>
    public static bool MayAsk(Dossier dossier, Standing standing, Caller caller) =>
        standing.Capacities.Overlaps([Mover.Lead, Mover.Dispatcher])
        || caller.Has(RequestPermissions.Take, dossier.Matter.PlacePath)
        || dossier.Helpers.Any(unit => caller.Has(RequestPermissions.Handle, unit));

    /// <summary>Whether the caller asked a short while ago.</summary>
    public static async Task<bool> IsShownTo(DistrictDb db, Id<Matter> matter, Caller caller, Instant now, CancellationToken cancellation)
    {
        var (subject, person, since) = (matter.Value, caller.Person?.Id.Value, now - ShownFor);
        return person is not null && await db.Set<FactRow>().AnyAsync(
            f => f.SubjectId == subject && f.Kind == FactName && f.PersonId == person && f.At > since, cancellation);
    }
}
