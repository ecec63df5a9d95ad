using System.Collections.Frozen;
using Countyworks.Core.People;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Posts;

/// <summary>
/// An immutable picture of who holds which post for which organisation: who handles, who decides, who is told when a clock runs out.
/// Every question names the day, since posts begin and end.
/// </summary>
public sealed class PostDirectory
{
    private readonly FrozenDictionary<Id<Organisation>, Organisation> organisations;
    private readonly FrozenDictionary<string, Organisation> byCode;
    private readonly FrozenDictionary<Id<Person>, string> names;
    private readonly FrozenDictionary<Id<Post>, Post> posts;
    private readonly ILookup<Id<Person>, Post> byPerson;
    private readonly ILookup<(Id<Organisation>, Role), Post> byUnit;
    private readonly ILookup<Role, Post> byRole;

    /// <summary>The picture of these rows; every post's organisation and person must be among them.</summary>
    public PostDirectory(IEnumerable<Organisation> organisations, IEnumerable<Post> posts, IEnumerable<(Id<Person> Id, string Name)> holders)
    {
        this.organisations = organisations.ToFrozenDictionary(o => o.Id);
        byCode = this.organisations.Values.Where(o => o.Code is not null).ToFrozenDictionary(o => o.Code!);
        names = holders.ToFrozenDictionary(h => h.Id, h => h.Name);
        this.posts = posts.ToFrozenDictionary(p => p.Id);
        var inOrder = this.posts.Values.OrderBy(p => p.FirstDay).ThenBy(p => p.Id).ToList();
        byPerson = inOrder.ToLookup(p => p.PersonId);
        byUnit = inOrder.ToLookup(p => (p.OrganisationId, p.Role));
        byRole = inOrder.ToLookup(p => p.Role);
    }

    /// <summary>Reads it.</summary>
    public static PostDirectory Read(DistrictDb db) => new(
        db.Set<Organisation>().AsEnumerable(),
        db.Set<Post>().AsEnumerable(),
        db.Set<Person>().Where(p => db.Set<Post>().Any(post => post.PersonId == p.Id)).Select(p => new { p.Id, p.Name }).AsEnumerable().Select(p => (p.Id, p.Name)));

    /// <summary>All organisations, by name.</summary>
    public IReadOnlyList<Organisation> Organisations => [.. organisations.Values.OrderBy(o => o.Name, StringComparer.Ordinal)];

    /// <summary>All posts ever held, the first begun first.</summary>
    public IEnumerable<Post> Posts => byRole.SelectMany(role => role);

    /// <summary>An organisation; null when there is none of that id.</summary>
    public Organisation? Find(Id<Organisation> id) => organisations.GetValueOrDefault(id);

    /// <summary>A post, also one that has ended; null when there is none of that id.</summary>
    public Post? Find(Id<Post> id) => posts.GetValueOrDefault(id);

    /// <summary>The organisation of a code; null when there is none.</summary>
    public Organisation? WithCode(string code) => byCode.GetValueOrDefault(code);

    /// <summary>The name of a person who holds or held a post; "" of anybody else. For staff only.</summary>
    public string NameOf(Id<Person> person) => names.GetValueOrDefault(person, "");

    /// <summary>The posts a person holds on a day, the first begun first.</summary>
    public IReadOnlyList<Post> HeldBy(Id<Person> person, LocalDate on) => [.. byPerson[person].Where(p => p.IsHeldOn(on))];

    /// <summary>The posts of a role in a unit, held on a day.</summary>
    public IReadOnlyList<Post> Of(Id<Organisation> unit, Role role, LocalDate on) => [.. byUnit[(unit, role)].Where(p => p.IsHeldOn(on))];

    /// <summary>The posts of a role whose place covers another, held on a day; those nearest to the place first.</summary>
    public IReadOnlyList<Post> Covering(string placePath, Role role, LocalDate on) =>
    [
        .. byRole[role].Where(p => p.IsHeldOn(on) && placePath.StartsWith(p.PlacePath, StringComparison.Ordinal)).OrderByDescending(p => p.PlacePath.Length),
    ];

    /// <summary>
    /// Whom an escalation tells, step by step from the first: the heads of the unit; the dispatchers and supervisors of the place; its leaders.
    /// Always three steps; one is empty where nobody holds such a post.
    /// </summary>
    /// <param name="unit">Who holds the matter; null when nobody does.</param>
    /// <param name="placePath">The path of the matter's place.</param>
    /// <param name="on">The day.</param>
    public IReadOnlyList<IReadOnlyList<Post>> EscalationChain(Id<Organisation>? unit, string placePath, LocalDate on) =>
    [
        unit is { } held ? Of(held, Role.UnitHead, on) : [],
        [.. Covering(placePath, Role.Dispatcher, on), .. Covering(placePath, Role.Supervisor, on)],
        Covering(placePath, Role.Leader, on),
    ];
}
