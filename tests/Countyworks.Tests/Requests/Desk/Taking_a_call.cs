using System.Net;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Requests.Knowledge;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Requests.Desk;

public sealed class Taking_a_call
{
    private const string Phone = "13800001234";

    [Theory, EveryEngine]
    public async Task Files_it_and_reads_out_number_and_code(Engine engine)
    {
        await using var site = await WithCategories(engine);
        using var duty = await site.SignedIn(Role.DutyOfficer);

        var filed = await duty.Post("/desk", Call("东湖苑3栋路灯不亮", deed: "file"));

        Assert.Equal(HttpStatusCode.Found, filed.Status);
        var (matter, request) = site.Read(db => (db.Set<Matter>().Single(), db.Set<Request>().Single()));
        Assert.Equal(("street_light", RequestKind.Received, Door.Phone, Phone), (matter.Category, matter.Stage, request.Door, site.ContactOf(request).Phone));
        var next = await duty.Get(filed.Location!);
        Assert.Contains(matter.Number, next.Words);
        Assert.Contains(request.TrackingCode, next.Words);
        Assert.Equal("contactPhone", next.Page.QuerySelector("[autofocus]")?.Id);
    }

    [Fact]
    public async Task Answers_at_once_from_the_knowledge_base_and_closes_it()
    {
        await using var site = await WithCategories();
        var article = await site.Do("add", change => Add(change, new Article { Id = change.NewId<Article>(), Title = "路灯归谁管", Text = "市政所,电话 0735-12345", Keywords = "路灯", UpdatedAt = change.Now }));
        using var duty = await site.SignedIn(Role.DutyOfficer);

        var filed = await duty.Post("/desk", new { contactPhone = Phone, text = "路灯归谁管?", place_text = "苏园路社区", door = "counter", deed = "answer", article = article.Id });

        Assert.Equal(HttpStatusCode.Found, filed.Status);
        var (matter, request) = site.Read(db => (db.Set<Matter>().Single(), db.Set<Request>().Single()));
        Assert.Equal((RequestKind.Solved, false), (matter.Stage, matter.IsOpen));
        Assert.Equal((article.Text, true, Door.Counter), (request.Answer, request.WasAnsweredAtOnce, request.Door));
    }

    [Fact]
    public async Task Shows_who_calls_and_what_they_asked_before_while_the_phone_is_typed()
    {
        await using var site = await WithCategories();
        using var duty = await site.SignedIn(Role.DutyOfficer);
        await duty.Post("/desk", Call("东湖苑3栋路灯不亮", deed: "file"));

        var hints = await duty.Post("/desk/hints", new { contactPhone = "138 0000 1234" }, from: "/desk");
        var looked = await duty.Post("/desk/look-up", new { contactPhone = Phone, text = "路灯还是不亮", place_text = "苏园路社区" }, from: "/desk");

        Assert.Contains("东湖苑3栋路灯不亮", hints.Text);
        Assert.Null(hints.Page.QuerySelector("h1"));
        Assert.NotNull(looked.Page.QuerySelector("input[name=joins][type=radio]"));
        Assert.Equal("路灯还是不亮", looked.Page.QuerySelector("textarea[name=text]")!.TextContent);
        Assert.Equal(1, site.Read(db => db.Set<Matter>().Count()));
    }

    [Fact]
    public async Task Merges_into_what_is_open_already()
    {
        await using var site = await WithCategories();
        using var duty = await site.SignedIn(Role.DutyOfficer);
        await duty.Post("/desk", Call("东湖苑3栋路灯不亮", deed: "file"));
        var first = site.Read(db => db.Set<Matter>().Single());

        await duty.Post("/desk", new { text = "路灯坏了", place_text = "苏园路社区", joins = first.Id, deed = "file" });

        var second = site.Read(db => db.Set<Matter>().Single(m => m.Id != first.Id));
        Assert.Equal((RequestKind.Merged, (Id<Matter>?)first.Id), (second.Stage, second.MergedIntoId));
    }

    [Fact]
    public async Task Shows_everything_wrong_at_once_and_keeps_what_was_typed()
    {
        await using var site = await WithCategories();
        using var duty = await site.SignedIn(Role.DutyOfficer);

        var empty = await duty.Post("/desk", new { contactPhone = "12", deed = "file" });
        var unknown = await duty.Post("/desk", new { text = "路灯", place_text = "月亮上", deed = "file" });
        var tooLong = await duty.Post("/desk", new { text = new string('长', 4001), place_text = "苏园路社区", deed = "file" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        Assert.Equal(["text", "contactPhone", "place"], empty.Page.QuerySelectorAll(".errors a").Select(a => a.GetAttribute("href")![1..]));
        Assert.Equal("12", empty.Page.QuerySelector("#contactPhone")!.GetAttribute("value"));
        Assert.Equal("月亮上", unknown.Page.QuerySelector("#place")!.GetAttribute("value"));
        Assert.Equal(["text"], tooLong.Page.QuerySelectorAll(".errors a").Select(a => a.GetAttribute("href")![1..]));
        Assert.Empty(site.Read(db => db.Set<Matter>().ToList()));
    }

    [Fact]
    public async Task Offers_the_places_that_fit_when_there_are_several()
    {
        await using var site = await WithCategories();
        using var duty = await site.SignedIn(Role.DutyOfficer);

        var several = await duty.Post("/desk", new { text = "路灯", place_text = "sy", deed = "file" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, several.Status);
        Assert.True(several.Page.QuerySelectorAll("input[name=place][type=radio]").Length > 1);
    }

    [Fact]
    public async Task Takes_none_from_outside_the_desks_own_place()
    {
        await using var site = await WithCategories();
        var (person, user) = await site.Somebody();
        await site.Appoint(person, Role.DutyOfficer, site.Read(db => db.Set<Place>().Single(p => p.Name == "白露塘镇")));
        using var duty = site.Visitor();
        await duty.SignIn(user);

        var outside = await duty.Post("/desk", Call("路灯不亮", deed: "file"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, outside.Status);
        Assert.Equal("路灯不亮", outside.Page.QuerySelector("textarea[name=text]")!.TextContent);
        Assert.Empty(site.Read(db => db.Set<Matter>().ToList()));
    }

    [Theory]
    [InlineData("/desk")]
    public async Task Is_not_for_those_who_only_handle(string path)
    {
        await using var site = await Site.On();
        using var handler = await site.SignedIn(Role.Handler);

        Assert.Equal(HttpStatusCode.Forbidden, (await handler.Get(path)).Status);
    }

    private static object Call(string text, string deed) => new { contactPhone = Phone, contactName = "李四", text, place_text = "苏园路社区", door = "phone", deed };

    private static async Task<Site> WithCategories(Engine engine = Engine.Sqlite)
    {
        var site = await Site.On(engine);
        await site.Do("add", change => Add(change, new Category { Code = "street_light", NameZh = "路灯", NameEn = "Street lights", Keywords = "路灯 灯不亮" }));
        return site;
    }

    private static Outcome<T> Add<T>(Data.Writing.Change change, T row)
        where T : class
    {
        change.Add(row);
        return row;
    }
}
