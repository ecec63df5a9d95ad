using System.Text.RegularExpressions;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.People;

/// <summary>Adds an organisation that may be given matters.</summary>
/// <param name="Name">Its full name, 1 to <see cref="NameLimit"/> characters, unlike any other's.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Place">The place it is responsible for.</param>
/// <param name="Parent">The organisation it answers to; null at the top.</param>
/// <param name="Code">A short name of small letters, digits and dashes by which imports and routing tables name it; null for none.</param>
public sealed partial record AddOrganisation(string Name, OrganisationKind Kind, Id<Place> Place, Id<Organisation>? Parent = null, string? Code = null)
{
    /// <summary>The most characters of a name.</summary>
    public const int NameLimit = 60;

    /// <summary>
    /// Adds it. Refuses, in this order: <c>not_found</c> (place), <c>forbidden</c>, <c>missing</c> and <c>too_long</c> (name), <c>code_invalid</c> (code),
    /// <c>not_found</c> (parent), <c>name_taken</c> (name), <c>code_taken</c> (code).
    /// </summary>
    public Outcome<Organisation> In(Change change, Caller caller)
    {
        var place = change.Db.Set<Place>().FirstOrDefault(p => p.Id == Place);
        if (place is null)
        {
            return Refusal.NotFound("place");
        }

        var (name, code) = (Name.Trim(), string.IsNullOrWhiteSpace(Code) ? null : Code.Trim());
        var others = change.Db.Set<Organisation>();
        var refusal = !caller.Has(CorePermissions.Administer, place.Path) ? Refusal.Forbidden
            : name.Length == 0 ? Refusal.Missing("name")
            : name.Length > NameLimit ? Refusal.TooLong("name", NameLimit)
            : code is not null && !CodeForm().IsMatch(code) ? new Refusal("code_invalid", "code")
            : Parent is not null && !others.Any(o => o.Id == Parent) ? Refusal.NotFound("organisation")
            : others.Any(o => o.Name == name) ? new Refusal("name_taken", "name") { Kind = RefusalKind.Conflict }
            : code is not null && others.Any(o => o.Code == code) ? new Refusal("code_taken", "code") { Kind = RefusalKind.Conflict }
            : null;
        return refusal is null ? Add(change, place, name, code) : refusal;
    }

    private Organisation Add(Change change, Place place, string name, string? code)
    {
        var organisation = new Organisation
        {
            Id = change.NewId<Organisation>(),
            Name = name,
            Kind = Kind,
            ParentId = Parent,
            PlaceId = place.Id,
            PlacePath = place.Path,
            Code = code,
        };
        change.Add(organisation);
        change.Record(new OrganisationAdded(Kind, place.Id), organisation.Id.Value);
        return organisation;
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{1,31}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex CodeForm();
}
