using Countyworks.Core.Administration.People;
using Countyworks.Core.Administration.Posts;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Core.SignIn.Provider;
using Countyworks.Core.Web;
using Countyworks.Data.Secrets;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Administration.Api;

/// <summary>A person to add.</summary>
public sealed record PersonWish(string Name, string? Phone = null, string? Email = null) : IBody<PersonWish>;

/// <summary>A person, the phone masked.</summary>
public sealed record PersonItem(Id<Person> Id, string Name, string? Phone, string? UserName);

/// <summary>A person that was made known.</summary>
public sealed record PersonMade(Id<Person> Id);

/// <summary>An account to open.</summary>
public sealed record AccountWish(string User) : IBody<AccountWish>;

/// <summary>The means of signing in that were given: the password is told this once and kept nowhere.</summary>
public sealed record AccountGiven(Id<Person> PersonId, string User, string OneTimePassword);

/// <summary>An appointment to make; the last day is inclusive.</summary>
public sealed record PostWish(Id<Person> Person, Id<Organisation> Organisation, Role Role, Id<Place> Place, string Title, LocalDate FirstDay, LocalDate? LastDay = null) : IBody<PostWish>;

/// <summary>When a post ends: its last day, inclusive; none for at once.</summary>
public sealed record PostEnd(LocalDate? LastDay = null) : IBody<PostEnd>;

/// <summary>As whom the county's own sign-on knows a person.</summary>
/// <param name="Subject">The claim <c>sub</c> of its tokens, at most 255 characters.</param>
public sealed record ProviderSubject(string Subject) : IBody<ProviderSubject>;

/// <summary>People, accounts and posts over the API, for administrators.</summary>
public static class PeopleApi
{
    /// <summary>Maps it below <c>/api/v1/people</c> and <c>/api/v1/posts</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup("/api/v1/people").WithTags("people");
        people.MapGet("", List).Needs(CorePermissions.Administer).Answers<ApiPage<PersonItem>>("listPeople", "People of the caller's places, and those without a post, in the order of their ids");
        people.MapPost("", Add).Needs(CorePermissions.Administer).Answers<PersonMade>("addPerson", "Makes a person known", StatusCodes.Status201Created);
        people.MapPost("/{id}/account", Open).Needs(CorePermissions.Administer).Answers<AccountGiven>("openAccount", "Opens an account with a one-time password; ignores Idempotency-Key, since no password is kept");
        people.MapPost("/{id}/password", Reset).Needs(CorePermissions.Administer).Answers<AccountGiven>("resetPassword", "Gives a new one-time password and ends the sessions; ignores Idempotency-Key");
        people.MapDelete("/{id}/sessions", EndAll).Needs(CorePermissions.Administer).AnswersNothing("endSessionsOf", "Ends all sign-ins of a person");
        people.MapPut("/{id}/provider-link", Link).Needs(CorePermissions.Administer).AnswersNothing("linkProvider", "Links a person's account to a subject of the county's own sign-on");
        people.MapDelete("/{id}/provider-link", Unlink).Needs(CorePermissions.Administer).AnswersNothing("unlinkProvider", "Ends that link, and the sign-ins of the person");
        var posts = routes.MapGroup("/api/v1/posts").WithTags("people");
        posts.MapGet("", ListPosts).Needs(CorePermissions.Administer).Answers<ApiPage<Post>>("listPosts", "Posts of the caller's places, also those that have ended, in the order of their ids");
        posts.MapPost("", Appoint).Needs(CorePermissions.Administer).Answers<Post>("appointPerson", "Appoints a person to a post", StatusCodes.Status201Created);
        posts.MapPost("/{id}/end", End).Needs(CorePermissions.Administer).HeedsIfMatch().Answers<Post>("endPost", "Ends a post, at once or after a day");
    }

    private static async Task<IResult> List(ApiCall call, ISecrets secrets, Id<Person>? after, int? limit, string? phone, CancellationToken cancellation)
    {
        var most = Paging.Most(limit);
        var visible = PeopleReader.Visible(call.Db, call.Caller).Where(p => after == null || p.Id > after);
        var rows = await (phone is null ? visible : visible.Where(PersonContact.HasPhone(phone, secrets))).OrderBy(p => p.Id).Take(most + 1)
            .Select(p => new { Person = p, User = call.Db.Set<Account>().Where(a => a.PersonId == p.Id).Select(a => a.UserName).FirstOrDefault() }).ToListAsync(cancellation);
        return call.Answer(ApiPage<PersonItem>.Of([.. rows.Select(r => new PersonItem(r.Person.Id, r.Person.Name, Masked.Phone(PersonContact.Of(r.Person, secrets).Phone), r.User))], most, p => p.Id.ToString()));
    }

    private static Task<IResult> Add(ApiCall call, Administering administering, PersonWish wish)
    {
        var caller = call.Caller;
        return administering.Run(call, "add_person", wish, change => new AddPerson(wish.Name, wish.Phone, wish.Email).In(change, caller).Then<PersonMade>(p => new PersonMade(p.Id)), made => $"/api/v1/people/{made.Id}");
    }

    private static Task<IResult> Open(ApiCall call, Administering administering, Passwords passwords, SessionBook sessions, Id<Person> id, AccountWish wish) =>
        Give(call, administering, passwords, sessions, id, "open_account", (change, hash) => change.Db.Set<Account>().Any(a => a.PersonId == id)
            ? new Refusal("account_exists", "user") { Kind = RefusalKind.Conflict }
            : new OpenAccount(id, wish.User, hash, IsOneTime: true).In(change, call.Caller));

    private static Task<IResult> Reset(ApiCall call, Administering administering, Passwords passwords, SessionBook sessions, Id<Person> id) =>
        Give(call, administering, passwords, sessions, id, "reset_password", (change, hash) => new ResetPassword(id, hash).In(change, call.Caller));

    private static async Task<IResult> Give(
        ApiCall call, Administering administering, Passwords passwords, SessionBook sessions, Id<Person> id, string command, Func<Data.Writing.Change, string, Outcome<Account>> decide)
    {
        var password = Passwords.NewOneTime();
        if (!(await passwords.Hash(password, call.Http.RequestAborted)).IsDone(out var hash, out var busy))
        {
            return call.Problem(busy);
        }

        var outcome = await administering.RunSecret(call.Http, command, change => decide(change, hash));
        sessions.Forget(id);
        call.Http.Response.Headers.CacheControl = "no-store";
        return outcome.IsDone(out var account, out var why) ? call.Answer(new AccountGiven(id, account.UserName, password)) : call.Problem(why);
    }

    private static async Task<IResult> EndAll(ApiCall call, Administering administering, SessionBook sessions, Id<Person> id)
    {
        var caller = call.Caller;
        var result = await administering.Run(call, "end_sessions", id, change => new EndSessionsOf(id).In(change, caller));
        sessions.Forget(id);
        return result;
    }

    private static Task<IResult> Link(ApiCall call, Administering administering, SignInSettings signIn, Id<Person> id, ProviderSubject wish)
    {
        var caller = call.Caller;
        return administering.Run(call, "link_provider", wish, change => new LinkProviderOf(id, wish.Subject.Trim()).In(change, caller, signIn.Provider));
    }

    private static async Task<IResult> Unlink(ApiCall call, Administering administering, SessionBook sessions, Id<Person> id)
    {
        var caller = call.Caller;
        var result = await administering.Run(call, "unlink_provider", id, change => new LinkProviderOf(id, null).In(change, caller, null));
        sessions.Forget(id);
        return result;
    }

    private static async Task<IResult> ListPosts(
        ApiCall call, Id<Person>? person, Id<Organisation>? organisation, Id<Place>? place, Role? role, Id<Post>? after, int? limit, CancellationToken cancellation)
    {
        var (most, paths) = (Paging.Most(limit), call.Caller.PathsFor(CorePermissions.Administer));
        var rows = await call.Db.Set<Post>()
            .Where(p => paths.Any(path => EF.Functions.Like(p.PlacePath, path + "%")))
            .Where(p => (person == null || p.PersonId == person) && (organisation == null || p.OrganisationId == organisation) && (place == null || p.PlaceId == place) && (role == null || p.Role == role))
            .Where(p => after == null || p.Id > after)
            .OrderBy(p => p.Id).Take(most + 1).ToListAsync(cancellation);
        return call.Answer(ApiPage<Post>.Of(rows, most, p => p.Id.ToString()));
    }

    private static Task<IResult> Appoint(ApiCall call, Administering administering, PostWish wish)
    {
        var caller = call.Caller;
        return administering.Run(call, "appoint_person", wish, change =>
            new AppointPerson(wish.Person, wish.Organisation, wish.Role, wish.Place, wish.Title, wish.FirstDay, wish.LastDay).In(change, caller), post => $"/api/v1/posts?person={post.PersonId}");
    }

    private static Task<IResult> End(ApiCall call, Administering administering, Id<Post> id, PostEnd wish)
    {
        var (caller, today) = (call.Caller, administering.Today);
        return administering.RunIfMatch(call, "end_post", wish, change => change.Db.Set<Post>().Where(p => p.Id == id).Select(p => (int?)p.Version).FirstOrDefault(), change =>
            change.Db.Set<Post>().FirstOrDefault(p => p.Id == id) is { } post ? new EndPost(id, wish.LastDay ?? PostsEndpoints.EndNow(post, today)).In(change, caller) : Refusal.NotFound("post"));
    }
}
