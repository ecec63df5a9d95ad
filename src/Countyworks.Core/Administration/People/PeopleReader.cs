using Countyworks.Data.Secrets;
using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Core.SignIn.Provider;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Administration.People;

/// <summary>Reads people for administrators. One of a part of the district sees those who hold a post there, and those who hold none.</summary>
public sealed class PeopleReader(Cached<PostDirectory> posts, Cached<PlaceTree> places, SessionBook sessions, ISecrets secrets, SignInSettings signIn, IClock clock)
{
    private LocalDate Today => CountyTime.LocalDay(clock.GetCurrentInstant());

    /// <summary>A page of the people a caller may see, by name; a query of digits is a phone, all else a part of the name or user name.</summary>
    public async Task<PeopleView> List(DistrictDb db, Caller caller, string query, int number, CancellationToken cancellation)
    {
        var found = Visible(db, caller);
        var digits = string.Concat(query.Where(char.IsAsciiDigit));
        if (query.Length > 0)
        {
            var name = query.ToLowerInvariant();
            found = digits.Length >= 7 && digits.Length == query.Count(c => !char.IsWhiteSpace(c) && c is not '-')
                ? found.Where(PersonContact.HasPhone(digits, secrets))
                : found.Where(p => p.Name.Contains(query) || db.Set<Account>().Any(a => a.PersonId == p.Id && a.UserName.Contains(name)));
        }

        var total = await found.CountAsync(cancellation);
        var rows = await found.OrderBy(p => p.Name).ThenBy(p => p.Id).Skip((number - 1) * PeopleView.Size).Take(PeopleView.Size)
            .Select(p => new { Person = p, User = db.Set<Account>().Where(a => a.PersonId == p.Id).Select(a => a.UserName).FirstOrDefault() })
            .ToListAsync(cancellation);
        var today = Today;
        return new PeopleView(
            query,
            [.. rows.Select(r => new PersonRow(r.Person.Id, r.Person.Name, Masked.Phone(PersonContact.Of(r.Person, secrets).Phone), r.User, [.. posts.Current.HeldBy(r.Person.Id, today).Select(p => p.Title)]))],
            total,
            number);
    }

    /// <summary>The people a caller may see.</summary>
    public static IQueryable<Person> Visible(DistrictDb db, Caller caller)
    {
        var paths = caller.PathsFor(CorePermissions.Administer);
        return db.Set<Person>().Where(p => !db.Set<Post>().Any(o => o.PersonId == p.Id)
            || db.Set<Post>().Any(o => o.PersonId == p.Id && paths.Any(path => EF.Functions.Like(o.PlacePath, path + "%"))));
    }

    /// <summary>One person; null when there is none the caller may see.</summary>
    public async Task<PersonView?> One(DistrictDb db, Caller caller, Id<Person> id, CancellationToken cancellation)
    {
        var person = await Visible(db, caller).FirstOrDefaultAsync(p => p.Id == id, cancellation);
        if (person is null)
        {
            return null;
        }

        var account = await db.Set<Account>().FirstOrDefaultAsync(a => a.PersonId == id, cancellation);
        var link = await db.Set<ProviderLink>().FirstOrDefaultAsync(l => l.PersonId == id, cancellation);
        var lasting = account is null ? 0 : (await sessions.Of(id, cancellation)).Count;
        var held = posts.Current.Posts.Where(p => p.PersonId == id).OrderByDescending(p => p.FirstDay).ThenByDescending(p => p.Id).ToList();
        var (today, contact) = (Today, PersonContact.Of(person, secrets));
        return new PersonView(
            id, person.Name, Masked.Phone(contact.Phone), contact.Email is not null,
            account is null ? null : new AccountItem(account.UserName, account.IsOneTime, lasting),
            [.. held.Select(p => Item(p, caller))],
            today)
        {
            MayKeepAccount = held.Where(p => p.LastDay is null || p.LastDay >= today).All(p => caller.Has(CorePermissions.Administer, p.PlacePath)),
            Organisations = [.. posts.Current.Organisations.Where(o => o.IsActive && caller.Has(CorePermissions.Administer, o.PlacePath)).Select(o => new Option(o.Id.ToString(), o.Name))],
            Provider = signIn.Provider,
            LinkedAt = link?.At,
            PostForm = Form.New("admin_post").With("firstDay", today),
        };
    }

    /// <summary>A post with the words of its ids.</summary>
    public PostItem Item(Post post, Caller caller) => new(
        post, posts.Current.NameOf(post.PersonId), posts.Current.Find(post.OrganisationId)?.Name ?? "", places.Current.FullName(post.PlaceId),
        (post.LastDay is null || post.LastDay >= Today) && caller.Has(CorePermissions.Administer, post.PlacePath));
}
