using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Core.SignIn.Provider;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Core.Administration.People;

/// <summary>People: finding and adding them, their accounts and appointments.</summary>
public static class PeopleEndpoints
{
    private const int QueryLimit = 40, MostPages = 1000;
    private const string One = AdminPaths.People + "/{id}";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(AdminPaths.People, List).Needs(CorePermissions.Administer);
        routes.MapGet(AdminPaths.People + "/new", () => Page.Show<NewPersonPage, NewPersonView>(new(Form.New("admin_person")))).Needs(CorePermissions.Administer);
        routes.MapPost(AdminPaths.People + "/new", Add).Needs(CorePermissions.Administer);
        routes.MapGet(One, Show).Needs(CorePermissions.Administer);
        routes.MapPost(One + "/account", Open).Needs(CorePermissions.Administer);
        routes.MapPost(One + "/password", Reset).Needs(CorePermissions.Administer);
        routes.MapPost(One + "/sessions", EndAll).Needs(CorePermissions.Administer);
        routes.MapPost(One + "/provider", LinkTo).Needs(CorePermissions.Administer);
        routes.MapPost(One + "/provider-end", EndLink).Needs(CorePermissions.Administer);
        routes.MapPost(One + "/posts", Appoint).Needs(CorePermissions.Administer);
    }

    private static async Task<IResult> List(HttpContext http, DistrictDb db, PeopleReader reader, string? q, int? page)
    {
        var query = TypedText.Line(q);
        return Page.Show<PeoplePage, PeopleView>(
            await reader.List(db, http.Caller(), query[..Math.Min(query.Length, QueryLimit)], Math.Clamp(page ?? 1, 1, MostPages), http.RequestAborted));
    }

    private static async Task<IResult> Add(Form form, HttpContext http, Administering administering)
    {
        var wish = new AddPerson(
            form.For("admin_person").Text("name", AddPerson.NameLimit), form.Text("phone", 40, required: false), form.Text("email", AddPerson.EmailLimit, required: false));
        if (form.Refusal is null)
        {
            var outcome = await administering.Run(http, "add_person", form, change => wish.In(change, http.Caller()).Then<Added>(p => new Added(p.Id)));
            if (outcome.IsDone(out var added, out var why))
            {
                return Results.LocalRedirect($"{AdminPaths.People}/{added.Id}?done=added");
            }

            form.Refused(why);
        }

        return Page.Show<NewPersonPage, NewPersonView>(new(form), Problems.StatusOf(form));
    }

    private static async Task<IResult> Show(HttpContext http, DistrictDb db, PeopleReader reader, Id<Person> id, string? done) =>
        await reader.One(db, http.Caller(), id, http.RequestAborted) is { } view
            ? Page.Show<PersonPage, PersonView>(view with { Done = done is "added" or "appointed" or "sessions" or "linked" or "unlinked" ? done : null })
            : Results.NotFound();

    private static Task<IResult> Open(Form form, HttpContext http, DistrictDb db, PeopleReader reader, Administering administering, Passwords passwords, SessionBook sessions, Id<Person> id)
    {
        var user = form.For("admin_account").Text("user", 40);
        return GivePassword(form, http, db, reader, passwords, sessions, id, hash => administering.RunSecret(
            http, "open_account", change => NoAccountYet(change, id).Then(_ => new OpenAccount(id, user, hash, IsOneTime: true).In(change, http.Caller()))));
    }

    // A second account is none: to give another password there is a button of its own.
    private static Outcome<Done> NoAccountYet(Data.Writing.Change change, Id<Person> id) =>
        change.Db.Set<Account>().Any(a => a.PersonId == id) ? new Refusal("account_exists", "user") { Kind = RefusalKind.Conflict } : Done.It;

    private static Task<IResult> Reset(Form form, HttpContext http, DistrictDb db, PeopleReader reader, Administering administering, Passwords passwords, SessionBook sessions, Id<Person> id)
    {
        form.For("admin_account");
        return GivePassword(form, http, db, reader, passwords, sessions, id, hash => administering.RunSecret(
            http, "reset_password", change => new ResetPassword(id, hash).In(change, http.Caller())));
    }

    private static async Task<IResult> GivePassword(
        Form form, HttpContext http, DistrictDb db, PeopleReader reader, Passwords passwords, SessionBook sessions, Id<Person> id, Func<string, Task<Outcome<Account>>> give)
    {
        var password = Passwords.NewOneTime();
        if (form.Refusal is null)
        {
            var outcome = (await passwords.Hash(password, http.RequestAborted)).IsDone(out var hash, out var busy) ? await give(hash) : busy;
            sessions.Forget(id);
            if (outcome.Refusal is { } why)
            {
                form.Refused(why);
            }
        }

        if (await reader.One(db, http.Caller(), id, http.RequestAborted) is not { } view)
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "no-store";
        return form.Refusal is { } refusal
            ? Page.Show<PersonPage, PersonView>(view with { AccountForm = form }, Problems.StatusOfPage(refusal))
            : Page.Show<PersonPage, PersonView>(view with { Password = password });
    }

    private static async Task<IResult> EndAll(Form form, HttpContext http, DistrictDb db, PeopleReader reader, Administering administering, SessionBook sessions, Id<Person> id)
    {
        var outcome = await administering.Run(http, "end_sessions", form, change => new EndSessionsOf(id).In(change, http.Caller()));
        sessions.Forget(id);
        return outcome.Refusal is not { } why ? Results.LocalRedirect($"{AdminPaths.People}/{id}?done=sessions")
            : await reader.One(db, http.Caller(), id, http.RequestAborted) is { } view ? Page.Show<PersonPage, PersonView>(view with { AccountForm = form.For("admin_account").Refused(why) }, Problems.StatusOfPage(why))
            : Results.NotFound();
    }

    private static Task<IResult> LinkTo(Form form, HttpContext http, DistrictDb db, PeopleReader reader, Administering administering, SessionBook sessions, SignInSettings signIn, Id<Person> id)
    {
        var subject = form.For("admin_account").Text("subject", ProviderLink.SubjectLimit);
        return Link(form, http, db, reader, administering, sessions, signIn, new LinkProviderOf(id, subject), "linked");
    }

    private static Task<IResult> EndLink(Form form, HttpContext http, DistrictDb db, PeopleReader reader, Administering administering, SessionBook sessions, SignInSettings signIn, Id<Person> id) =>
        Link(form.For("admin_account"), http, db, reader, administering, sessions, signIn, new LinkProviderOf(id, null), "unlinked");

    private static async Task<IResult> Link(
        Form form, HttpContext http, DistrictDb db, PeopleReader reader, Administering administering, SessionBook sessions, SignInSettings signIn, LinkProviderOf wish, string done)
    {
        if (form.Refusal is null)
        {
            var outcome = await administering.RunSecret(http, "link_provider", change => wish.In(change, http.Caller(), signIn.Provider));
            sessions.Forget(wish.Person);
            if (outcome.Refusal is not { } why)
            {
                return Results.LocalRedirect($"{AdminPaths.People}/{wish.Person}?done={done}");
            }

            form.Refused(why);
        }

        return await reader.One(db, http.Caller(), wish.Person, http.RequestAborted) is { } view
            ? Page.Show<PersonPage, PersonView>(view with { LinkForm = form }, Problems.StatusOf(form))
            : Results.NotFound();
    }

    private static async Task<IResult> Appoint(Form form, HttpContext http, DistrictDb db, PeopleReader reader, Administering administering, Cached<PlaceTree> places, Id<Person> id)
    {
        var (role, unit) = (form.For("admin_post").Choice<Role>("role"), form.Id<Organisation>("organisation"));
        var place = PlaceTyped.Read(form, "place", places.Current);
        var title = form.Text("title", AppointPerson.TitleLimit);
        var (from, until) = (form.Date("firstDay"), form.DateOrNull("lastDay"));
        if (form.Refusal is null)
        {
            var outcome = await administering.Run(http, "appoint_person", form, change =>
                new AppointPerson(id, unit, role, place.Place!.Id, title, from, until).In(change, http.Caller()).Then<Added>(_ => new Added(id)));
            if (outcome.Refusal is not { } why)
            {
                return Results.LocalRedirect($"{AdminPaths.People}/{id}?done=appointed");
            }

            form.Refused(why);
        }

        return await reader.One(db, http.Caller(), id, http.RequestAborted) is { } view
            ? Page.Show<PersonPage, PersonView>(view with { PostForm = form, Candidates = place.Candidates }, Problems.StatusOf(form))
            : Results.NotFound();
    }

    /// <summary>What a form made: kept as the answer to a form that is sent twice, so it holds no personal data.</summary>
    private sealed record Added(Id<Person> Id);
}
