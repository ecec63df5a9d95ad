using Countyworks.Core.Settings;
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
public sealed record ContactRevealed(RevealReason Reason) : Fact, IAudited;

/// <summary>Shows the requester's name and phone to somebody who handles the request, for a while, and leaves a trace.</summary>
/// <param name="Matter">Which request.</param>
/// <param name="Reason">Why.</param>
/// <param name="Remark">Why, in words: what an auditor reads. At most <see cref="RemarkLimit"/> characters.</param>
/// <param name="Settings">Which categories hide their requesters.</param>
public sealed record RevealContact(Id<Matter> Matter, RevealReason Reason, string Remark, DistrictSettings Settings)
{
    /// <summary>The most characters of the words.</summary>
    public const int RemarkLimit = 200;

    /// <summary>How long it stays shown to the one who asked.</summary>
    public static readonly Duration ShownFor = Duration.FromHours(1);

    private static readonly string FactName = FactKinds.NameOf(typeof(ContactRevealed));

    /// <summary>Records it. Refuses, in this order: <c>not_found</c>, <c>forbidden</c> (sees it, but has no part in it, or may not know who asked), <c>missing</c> and
    /// <c>too_long</c> (remark).</summary>
    public Outcome<Done> In(Change change, Caller caller, MatterRules rules) =>
        Dossier.Read(change, Matter, rules).Then<Done>(dossier =>
        {
            var standing = Standing.Of(dossier, caller);
            if (!standing.MaySee || dossier.Kind != RequestKind.Kind)
            {
                return Refusal.NotFound("matter");
            }

            var request = change.Db.Set<Request>().Single(r => r.Id == Matter);
            if (!MayAsk(dossier, standing, caller, HideRequester.Holds(request, dossier.Matter, Settings, change.Now)))
            {
                return Refusal.Forbidden;
            }

            if (string.IsNullOrWhiteSpace(Remark) || Remark.Length > RemarkLimit)
            {
                return string.IsNullOrWhiteSpace(Remark) ? Refusal.Missing("remark") : Refusal.TooLong("remark", RemarkLimit);
            }

            change.Record(new ContactRevealed(Reason), Matter.Value, remark: Remark);
            return Done.It;
        });

    /// <summary>Whether the caller has a part in the request: for the desk, the dispatcher and, unless it is hidden from them, the units that have it.</summary>
    public static bool MayAsk(Dossier dossier, Standing standing, Caller caller, bool isHidden) =>
        HideRequester.MaySay(dossier.Matter, caller)
        || (!isHidden && (standing.Capacities.Contains(Mover.Lead) || dossier.Helpers.Any(unit => caller.Has(RequestPermissions.Handle, unit))));

    /// <summary>Whether the caller asked a short while ago.</summary>
    public static async Task<bool> IsShownTo(DistrictDb db, Id<Matter> matter, Caller caller, Instant now, CancellationToken cancellation)
    {
        var (subject, person, since) = (matter.Value, caller.Person?.Id.Value, now - ShownFor);
        return person is not null && await db.Set<FactRow>().AnyAsync(
            f => f.SubjectId == subject && f.Kind == FactName && f.PersonId == person && f.At > since, cancellation);
    }
}
