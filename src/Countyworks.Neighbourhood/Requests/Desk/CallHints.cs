using Countyworks.Data.Secrets;
using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Knowledge;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Desk;

/// <summary>What the desk shows beside a call while it is typed.</summary>
/// <param name="Known">The persons known by this phone.</param>
/// <param name="Earlier">The caller's earlier requests, the latest first.</param>
/// <param name="Alike">Open requests about the same, nearby: one of them may be joined.</param>
/// <param name="Category">What the text suggests; null when nothing.</param>
/// <param name="Articles">Answers known beforehand.</param>
public sealed record CallHints(
    IReadOnlyList<(Id<Person> Id, string Name)> Known,
    IReadOnlyList<Brief> Earlier,
    IReadOnlyList<Brief> Alike,
    Category? Category,
    IReadOnlyList<Article> Articles)
{
    /// <summary>Nothing typed yet.</summary>
    public static readonly CallHints None = new([], [], [], null, []);

    private const int Most = 5;

    /// <summary>How far back a request can be about the same.</summary>
    private static readonly Duration AlikeFor = Duration.FromDays(30);

    /// <summary>Whether there is anything to show.</summary>
    public bool IsEmpty => Known.Count + Earlier.Count + Alike.Count + Articles.Count == 0 && Category is null;

    /// <summary>Reads them: by phone, by place and category, by text; each only once it is typed.</summary>
    internal static CallHints Read(DistrictDb db, CallTyped typed, Caller caller, Articles articles, Instant now, Core.Places.PlaceTree places, ISecrets secrets)
    {
        var mine = db.Set<Matter>().Within(caller.PathsFor(RequestPermissions.See));
        return new CallHints(
            typed.Phone is { } phone ? KnownBy(db, phone, secrets) : [],
            typed.Phone is { } number ? EarlierOf(db, mine, number, secrets) : [],
            AlikeTo(mine, typed, places, now),
            typed.Category,
            articles.For(typed.Text, typed.Category?.Code, Most));
    }

    /// <summary>Open requests a typed one could join: of its category, in its community, of the last thirty days; the newest first.</summary>
    internal static IReadOnlyList<Brief> AlikeTo(DistrictDb db, CallTyped typed, Caller caller, Core.Places.PlaceTree places, Instant now) =>
        AlikeTo(db.Set<Matter>().Within(caller.PathsFor(RequestPermissions.See)), typed, places, now);

    private static List<Brief> AlikeTo(IQueryable<Matter> mine, CallTyped typed, Core.Places.PlaceTree places, Instant now) =>
        typed.Place.Place is { } place && typed.Category is { } category ? AlikeTo(mine, places.Find(places.CommunityOf(place))!.Path, category.Code, now) : [];

    private static List<(Id<Person> Id, string Name)> KnownBy(DistrictDb db, string phone, ISecrets secrets) =>
        [.. db.Set<Person>().Where(PersonContact.HasPhone(phone, secrets)).OrderBy(p => p.Id).Take(Most).Select(p => new { p.Id, p.Name }).AsEnumerable().Select(p => (p.Id, p.Name))];

    private static List<Brief> EarlierOf(DistrictDb db, IQueryable<Matter> mine, string phone, ISecrets secrets) =>
        [.. Brief.Of(from request in db.Set<Request>().Where(Contact.HasPhone(phone, secrets))
            join matter in mine on request.Id equals matter.Id
            orderby request.Id descending
            select matter).Take(Most)];

    private static List<Brief> AlikeTo(IQueryable<Matter> mine, string path, string category, Instant now)
    {
        var since = now - AlikeFor;
        return [.. Brief.Of(mine.Within(path)
            .Where(m => m.IsOpen && m.Kind == RequestKind.Kind.Name && m.Category == category && m.OpenedAt >= since)
            .OrderByDescending(m => m.OpenedAt).ThenByDescending(m => m.Id)).Take(Most)];
    }
}
