using System.Net;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Requests.Keeping;
using Countyworks.Neighbourhood.Requests.Knowledge;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Requests.Keeping;

public sealed class Keeping_the_knowledge_base
{
    [Theory, EveryEngine]
    public async Task Adds_changes_and_ends_an_article_and_records_each(Engine engine)
    {
        await using var site = await Site.On(engine);
        using var keeper = await site.SignedIn(Role.Dispatcher);

        var added = await keeper.Post("/knowledge/new", new { title = "停水了找谁", text = "自来水公司 24 小时电话", keywords = "停水" });
        var page = await keeper.Get(added.Location!);
        await keeper.Post(added.Location + "/change", new { title = "停水了找谁", text = "拨 2345678", keywords = "停水", version = 0 });
        await keeper.Post(added.Location + "/offer", new { offered = "false" }, from: added.Location);

        Assert.Contains("自来水公司 24 小时电话", page.Words, StringComparison.Ordinal);
        var article = site.Read(db => db.Set<Article>().Single());
        Assert.Equal(("拨 2345678", false), (article.Text, article.IsActive));
        Assert.Equal(3, site.Read(db => db.Set<FactRow>().Count(f => f.SubjectId == article.Id.Value)));
        Assert.Contains("停水了找谁", (await keeper.Get("/knowledge?ended=true")).Words, StringComparison.Ordinal);
        Assert.DoesNotContain("停水了找谁", (await keeper.Get("/knowledge")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_used_at_the_desk_at_once()
    {
        await using var site = await Site.On();
        using var keeper = await site.SignedIn(Role.Dispatcher);
        await keeper.Post("/desk/look-up", new { text = "停水了" }, from: "/desk");

        await keeper.Post("/knowledge/new", new { title = "停水了找谁", text = "自来水公司", keywords = "停水" });

        Assert.Contains("自来水公司", (await keeper.Post("/desk/look-up", new { text = "停水了" }, from: "/desk")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_what_somebody_changed_meanwhile_and_keeps_what_was_typed()
    {
        await using var site = await Site.On();
        using var keeper = await site.SignedIn(Role.Dispatcher);
        var added = await keeper.Post("/knowledge/new", new { title = "停水", text = "甲" });
        await keeper.Post(added.Location + "/change", new { title = "停水", text = "乙", version = 0 });

        var stale = await keeper.Post(added.Location + "/change", new { title = "停水", text = "丙", version = 0 });
        var empty = await keeper.Post(added.Location + "/change", new { title = "", text = new string('长', 4001), keywords = new string('k', 201), version = 1 });

        Assert.Equal((HttpStatusCode.Conflict, "丙"), (stale.Status, stale.Page.QuerySelector("#text")!.TextContent));
        Assert.Equal(["title", "text", "keywords"], empty.Page.QuerySelectorAll(".errors a").Select(a => a.GetAttribute("href")![1..]));
    }

    [Fact]
    public async Task Is_read_by_the_desk_and_kept_by_keepers_alone()
    {
        await using var site = await Site.On();
        using var duty = await site.SignedIn(Role.DutyOfficer);
        using var administrator = await site.SignedIn(Role.Administrator);

        Assert.Equal(HttpStatusCode.OK, (await duty.Get("/knowledge")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await duty.Get("/knowledge/new")).Status);
        Assert.Equal(HttpStatusCode.OK, (await administrator.Get("/knowledge")).Status);
    }

    [Theory, EveryEngine]
    public async Task Changes_a_category_and_what_suggests_it(Engine engine)
    {
        await using var site = await Site.On(engine);
        using var keeper = await site.SignedIn(Role.Dispatcher);

        var added = await keeper.Post("/categories/new", new { code = "noise", nameZh = "噪音", nameEn = "Noise", keywords = "吵", priority = "normal", sort = 5, active = "true" });
        var twice = await keeper.Post("/categories/new", new { code = "noise", nameZh = "噪音", nameEn = "Noise", priority = "normal", sort = 5 });
        await keeper.Post("/categories/noise", new { nameZh = "噪声", nameEn = "Noise", keywords = "吵 广场舞", priority = "urgent", sort = 5, active = "true", version = 0 });

        Assert.Equal((HttpStatusCode.Found, HttpStatusCode.Conflict), (added.Status, twice.Status));
        var category = site.Read(db => db.Set<Category>().Single(c => c.Code == "noise"));
        Assert.Equal(("噪声", "吵 广场舞", 1), (category.NameZh, category.Keywords, category.Version));
        Assert.Equal(2, site.Read(db => db.Set<FactRow>().Count(f => f.Kind == FactKinds.NameOf(typeof(CategoryKept)))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await keeper.Post("/categories/new", new { code = "Noise!", nameZh = "噪音", nameEn = "Noise", priority = "normal", sort = 5 })).Status);
    }
}
