using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Posts;

/// <summary>Appoints a person to a post: a role for an organisation, at a place and all below it, over a period.</summary>
/// <param name="Person">Whom.</param>
/// <param name="Organisation">For which organisation.</param>
/// <param name="Role">What for.</param>
/// <param name="Place">Where.</param>
/// <param name="Title">As people will know the post, 1 to <see cref="TitleLimit"/> characters.</param>
/// <param name="FirstDay">The first day.</param>
/// <param name="LastDay">The last day, inclusive; null for no end set.</param>
public sealed record AppointPerson(
    Id<Person> Person, Id<Organisation> Organisation, Role Role, Id<Place> Place, string Title, LocalDate FirstDay, LocalDate? LastDay = null)
{
    /// <summary>The most characters of a title.</summary>
    public const int TitleLimit = 40;

    /// <summary>
    /// Appoints. Refuses, in this order: <c>not_found</c> (person, organisation, place), <c>forbidden</c> (the place, or the organisation's, is not the caller's to administer:
    /// a post opens the organisation's inbox, wherever it is held),
    /// <c>missing</c> and <c>too_long</c> (title), <c>ends_before_start</c> (lastDay), <c>post_held_already</c> (the same post over a day of the same period).
    /// </summary>
    public Outcome<Post> In(Change change, Caller caller)
    {
        var place = change.Db.Set<Place>().FirstOrDefault(p => p.Id == Place);
        var title = Title.Trim();
        var organisation = change.Db.Set<Organisation>().FirstOrDefault(o => o.Id == Organisation && o.IsActive);
        var refusal = !change.Db.Set<Person>().Any(p => p.Id == Person) ? Refusal.NotFound("person")
            : organisation is null ? Refusal.NotFound("organisation")
            : place is null || place.EndedAt is not null ? Refusal.NotFound("place")
            : !caller.Has(CorePermissions.Administer, place.Path) || !caller.Has(CorePermissions.Administer, organisation.PlacePath) ? Refusal.Forbidden
            : title.Length == 0 ? Refusal.Missing("title")
            : title.Length > TitleLimit ? Refusal.TooLong("title", TitleLimit)
            : LastDay < FirstDay ? new Refusal("ends_before_start", "lastDay")
            : IsHeldAlready(change) ? new Refusal("post_held_already") { Kind = RefusalKind.Conflict }
            : null;
        return refusal is null ? Appoint(change, place!, title) : refusal;
    }

    private bool IsHeldAlready(Change change) => change.Db.Set<Post>()
        .Where(p => p.PersonId == Person && p.OrganisationId == Organisation && p.Role == Role && p.PlaceId == Place)
        .AsEnumerable()
        .Any(p => (p.LastDay is null || p.LastDay >= FirstDay) && (LastDay is null || p.FirstDay <= LastDay));

    private Post Appoint(Change change, Place place, string title)
    {
        var post = new Post
        {
            Id = change.NewId<Post>(),
            PersonId = Person,
            OrganisationId = Organisation,
            Role = Role,
            PlaceId = Place,
            PlacePath = place.Path,
            Title = title,
            FirstDay = FirstDay,
            LastDay = LastDay,
        };
        change.Add(post);
        change.Record(new PersonAppointed(post.Id, Role, Organisation, Place, FirstDay, LastDay), Person.Value);
        return post;
    }
}
