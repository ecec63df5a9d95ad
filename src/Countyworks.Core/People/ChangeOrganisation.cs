using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.People;

/// <summary>Gives an organisation another name; what it did under the old one stays in the journal.</summary>
/// <param name="Organisation">Which.</param>
/// <param name="Name">The new name, 1 to <see cref="AddOrganisation.NameLimit"/> characters, unlike any other's.</param>
public sealed record RenameOrganisation(Id<Organisation> Organisation, string Name)
{
    /// <summary>
    /// Renames it. Refuses, in this order: <c>not_found</c> (also when it is not the caller's to administer), <c>missing</c> and <c>too_long</c> (name),
    /// <c>name_taken</c> (name).
    /// </summary>
    public Outcome<Organisation> In(Change change, Caller caller)
    {
        var name = Name.Trim();
        if (change.Db.Set<Organisation>().FirstOrDefault(o => o.Id == Organisation) is not { } organisation || !caller.Has(CorePermissions.Administer, organisation.PlacePath))
        {
            return Refusal.NotFound("organisation");
        }

        var refusal = name.Length == 0 ? Refusal.Missing("name")
            : name.Length > AddOrganisation.NameLimit ? Refusal.TooLong("name", AddOrganisation.NameLimit)
            : change.Db.Set<Organisation>().Any(o => o.Name == name && o.Id != Organisation) ? new Refusal("name_taken", "name") { Kind = RefusalKind.Conflict }
            : null;
        if (refusal is not null)
        {
            return refusal;
        }

        var before = organisation.Name;
        organisation.Name = name;
        change.Put(organisation);
        change.Record(new OrganisationRenamed(before, name), organisation.Id.Value);
        return organisation;
    }
}

/// <summary>Ends an organisation: it keeps its past and gets no more matters.</summary>
/// <param name="Organisation">Which.</param>
public sealed record EndOrganisation(Id<Organisation> Organisation)
{
    /// <summary>
    /// Ends it. Refuses, in this order: <c>not_found</c> (also when it is not the caller's to administer), <c>organisation_ended_already</c>,
    /// <c>organisation_has_matters</c> (count: open ones it has a part in), <c>organisation_has_posts</c> (count: held now or later).
    /// </summary>
    public Outcome<Organisation> In(Change change, Caller caller)
    {
        if (change.Db.Set<Organisation>().FirstOrDefault(o => o.Id == Organisation) is not { } organisation || !caller.Has(CorePermissions.Administer, organisation.PlacePath))
        {
            return Refusal.NotFound("organisation");
        }

        var today = CountyTime.LocalDay(change.Now);
        var matters = change.Db.Set<Assignment>().Count(a => a.UnitId == Organisation && a.EndedAt == null);
        var posts = change.Db.Set<Post>().Count(p => p.OrganisationId == Organisation && (p.LastDay == null || p.LastDay >= today));
        var refusal = !organisation.IsActive ? new Refusal("organisation_ended_already") { Kind = RefusalKind.Conflict }
            : matters > 0 ? new Refusal("organisation_has_matters") { Kind = RefusalKind.Conflict }.With("count", matters)
            : posts > 0 ? new Refusal("organisation_has_posts") { Kind = RefusalKind.Conflict }.With("count", posts)
            : null;
        if (refusal is not null)
        {
            return refusal;
        }

        organisation.IsActive = false;
        change.Put(organisation);
        change.Record(new OrganisationEnded(), organisation.Id.Value);
        return organisation;
    }
}
