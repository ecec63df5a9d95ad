using System.Net;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Data.Journal;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Tests.Administration;

public sealed class Keeping_people
{
    private const string People = "/admin/people";

    [Theory, EveryEngine]
    public async Task Adds_somebody_with_an_account_and_a_post_who_can_work_at_once(Engine engine)
    {
        await using var site = await Site.On(engine);
        using var admin = await site.SignedIn(Role.Administrator);

        var added = await admin.Post(People + "/new", new { name = "王小梅", phone = "138 0735 1234" });
        var person = site.Read(db => db.Set<Person>().Single(p => p.Name == "王小梅"));
        var page = $"{People}/{person.Id}";
        var opened = await admin.Post(page + "/account", new { user = "Wang.Mei" }, from: page);
        var appointed = await admin.Post(page + "/posts", Post(site, Role.Administrator), from: page);

        Assert.Equal((HttpStatusCode.Found, page + "?done=added"), (added.Status, added.Location));
        var password = opened.Page.QuerySelector("code")!.TextContent;
        Assert.Equal(HttpStatusCode.Found, appointed.Status);
        using var newcomer = site.Visitor();
        await newcomer.SignIn("wang.mei", password);
        Assert.Equal("/my/password", (await newcomer.Get("/admin")).Location);
        Assert.DoesNotContain(password, (await admin.Get(page)).Text);
        Assert.Contains("138******34", (await admin.Get(People + "?q=13807351234")).Words);
        Assert.Contains("王小梅", (await admin.Get(People + "?q=wang.mei")).Words);
        Assert.Contains("person_appointed", site.Read(db => db.Set<FactRow>().Where(f => f.SubjectId == person.Id.Value).Select(f => f.Kind).ToList()));
    }

    [Theory, EveryEngine]
    public async Task Ends_a_post_and_its_rights_with_it_at_once(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (person, user) = await site.Somebody(false, Role.Administrator);
        using var leaver = site.Visitor();
        await leaver.SignIn(user);
        using var admin = await site.SignedIn(Role.Administrator);
        var post = site.Read(db => db.Set<Post>().Single(p => p.PersonId == person.Id));
        Assert.Equal(HttpStatusCode.OK, (await leaver.Get("/admin")).Status);

        var ended = await admin.Post($"/admin/posts/{post.Id}/end", new { when = "now" });

        Assert.Equal(HttpStatusCode.Found, ended.Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await leaver.Get("/admin")).Status);
        Assert.Equal(new LocalDate(2026, 9, 23), site.Read(db => db.Set<Post>().Single(p => p.Id == post.Id).LastDay));
    }

    [Fact]
    public async Task Ends_a_post_that_began_today_at_once_too()
    {
        await using var site = await Site.On();
        using var admin = await site.SignedIn(Role.Administrator);
        var (person, _) = await site.Somebody();
        var page = $"{People}/{person.Id}";
        await admin.Post(page + "/posts", Post(site, Role.Handler, "2026-09-24"), from: page);
        var post = site.Read(db => db.Set<Post>().Single(p => p.PersonId == person.Id));

        await admin.Post($"/admin/posts/{post.Id}/end", new { when = "now" });

        Assert.False(site.Read(db => db.Set<Post>().Single(p => p.Id == post.Id)).IsHeldOn(new LocalDate(2026, 9, 24)));
        Assert.Contains("已撤回", (await admin.Get(page)).Words);
    }

    [Fact]
    public async Task Never_ends_the_last_administrator()
    {
        await using var site = await Site.On();
        using var admin = await site.SignedIn(Role.Administrator);
        var post = site.Read(db => db.Set<Post>().Single());

        var refused = await admin.Post($"/admin/posts/{post.Id}/end", new { when = "now" });

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("最后", refused.Words);
    }

    [Theory, EveryEngine]
    public async Task Lets_the_administrator_of_a_street_manage_only_below_it(Engine engine)
    {
        await using var site = await Site.On(engine);
        var streets = site.Read(db => db.Set<Place>().Where(p => p.Level == PlaceLevel.Street).OrderBy(p => p.Path).ToList());
        var (local, user) = await site.Somebody();
        await site.Appoint(local, Role.Administrator, streets[0]);
        var (chief, _) = await site.Somebody(false, Role.Leader);
        var (newcomer, _) = await site.Somebody();
        using var admin = site.Visitor();
        await admin.SignIn(user);
        using var api = await new Client(site.Address).As(user);
        var page = $"{People}/{newcomer.Id}";

        var elsewhere = await admin.Post(page + "/posts", Post(site, Role.Handler, place: streets[1]), from: page);
        var forDistrictUnit = await admin.Post(page + "/posts", Post(site, Role.Handler, place: streets[0]), from: page);

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], [elsewhere.Status, forDistrictUnit.Status]);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Get($"{People}/{chief.Id}")).Status);
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (await api.Post($"people/{chief.Id}/password", new { })).Refusal);
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (await api.Post("settings/clock.request", new { effectiveFrom = "2026-10-01", value = new { } })).Refusal);
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (await api.Post("calendars", new { file = new { } })).Refusal);
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (await api.Post("organisations", new { name = "甲", kind = "department", place = streets[1].Id })).Refusal);
        Assert.Equal(HttpStatusCode.Created, (await api.Post("organisations", new { name = "乙", kind = "department", place = streets[0].Id })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.Get("/admin/journal")).Status);
        Assert.DoesNotContain(streets[1].Name, (await admin.Get("/admin/places")).Words);
    }

    [Fact]
    public async Task Shows_a_refused_form_as_it_was_filled()
    {
        await using var site = await Site.On();
        using var admin = await site.SignedIn(Role.Administrator);

        var refused = await admin.Post(People + "/new", new { name = "", phone = "12", email = "nobody" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("nobody", refused.Page.QuerySelector("input[name=email]")!.GetAttribute("value"));
        Assert.Equal(0, site.Read(db => db.Set<Person>().Count(p => p.SealedContact != null)));
    }

    [Theory, EveryEngine]
    public async Task Resets_a_password_and_ends_the_sign_ins(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (person, user) = await site.Somebody();
        using var forgetful = site.Visitor();
        await forgetful.SignIn(user);
        var (_, adminUser) = await site.Somebody(false, Role.Administrator);
        using var api = await new Client(site.Address).As(adminUser);

        var given = await api.Post($"people/{person.Id}/password", new { });

        Assert.Equal((HttpStatusCode.OK, user), (given.Status, given["user"]));
        Assert.Equal(HttpStatusCode.Redirect, (await forgetful.Get("/my/posts")).Status);
        Assert.True(site.Read(db => db.Set<Account>().Single(a => a.PersonId == person.Id)).IsOneTime);
        Assert.Equal((HttpStatusCode.Conflict, "account_exists"), (await api.Post($"people/{person.Id}/account", new { user = "other" })).Refusal);
    }

    private static object Post(Site site, Role role, string firstDay = "2026-09-01", Place? place = null) => new
    {
        role = EnumNames<Role>.Of(role), organisation = site.Department.Id, place = (place ?? site.District).Id, title = "试用岗位", firstDay,
    };
}
