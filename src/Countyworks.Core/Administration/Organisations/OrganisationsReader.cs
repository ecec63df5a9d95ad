using Countyworks.Core.Administration.People;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Core.Administration.Organisations;

/// <summary>Reads organisations for administrators, from the picture of posts.</summary>
public sealed class OrganisationsReader(Cached<PostDirectory> posts, Cached<PlaceTree> places, PeopleReader people, Administering administering)
{
    private const int DeepestTree = 10;

    /// <summary>Those of the caller's places, found by a part of the name or code, by pinyin or initials.</summary>
    public OrganisationsView List(Caller caller, string query)
    {
        var all = posts.Current.Organisations;
        var letters = query.All(char.IsAscii) ? PinyinKey.Letters(query) : "";
        var mine = all.Where(o => caller.Has(CorePermissions.Administer, o.PlacePath)).Where(o => query.Length == 0
            || o.Name.Contains(query, StringComparison.OrdinalIgnoreCase) || o.Code == query || (letters.Length > 0 && PinyinKey.Of(o.Name).Contains(letters, StringComparison.Ordinal))).ToList();
        return new(query, [.. Tree(mine)]);
    }

    /// <summary>Those of the caller's places that get matters, as options.</summary>
    public IReadOnlyList<Option> Options(Caller caller) =>
        [.. posts.Current.Organisations.Where(o => o.IsActive && caller.Has(CorePermissions.Administer, o.PlacePath)).Select(o => new Option(o.Id.ToString(), o.Name))];

    /// <summary>One; null when there is none in the caller's places.</summary>
    public OrganisationView? One(Caller caller, Id<Organisation> id, Form? form = null)
    {
        if (posts.Current.Find(id) is not { } organisation || !caller.Has(CorePermissions.Administer, organisation.PlacePath))
        {
            return null;
        }

        var today = administering.Today;
        var held = posts.Current.Posts.Where(p => p.OrganisationId == id && (p.LastDay is null || p.LastDay >= today)).OrderBy(p => p.Role).ThenBy(p => p.Id);
        return new(
            organisation, places.Current.FullName(organisation.PlaceId), organisation.ParentId is { } parent ? posts.Current.Find(parent) : null,
            [.. held.Select(p => people.Item(p, caller))], organisation.IsActive, form ?? Form.New("admin_unit").With("name", organisation.Name), today);
    }

    // A parent outside of what is listed makes its child a root of the list.
    private IEnumerable<OrganisationRow> Tree(List<Organisation> listed)
    {
        var today = administering.Today;
        var ids = listed.Select(o => o.Id).ToHashSet();
        var children = listed.ToLookup(o => o.ParentId is { } parent && ids.Contains(parent) ? parent : (Id<Organisation>?)null);
        return Below(null, 0);

        IEnumerable<OrganisationRow> Below(Id<Organisation>? parent, int depth) =>
            from organisation in depth > DeepestTree ? [] : children[parent]
            from row in Below(organisation.Id, depth + 1).Prepend(new OrganisationRow(
                organisation, depth, places.Current.FullName(organisation.PlaceId), posts.Current.Posts.Count(p => p.OrganisationId == organisation.Id && p.IsHeldOn(today))))
            select row;
    }
}
