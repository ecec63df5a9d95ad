using System.Net;
using System.Net.Http.Json;
using Countyworks.Core.Posts;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Api;

public sealed class Keeping_over_the_API
{
    [Theory, EveryEngine]
    public async Task Adds_changes_and_ends_an_article(Engine engine)
    {
        await using var site = await Site.On(engine);
        using var keeper = await SignedIn(site, Role.Dispatcher);

        var added = await keeper.Post("articles", new { title = "停水了找谁", text = "自来水公司", keywords = "停水" });
        var path = "articles/" + added["id"];
        var stale = await Put(keeper, path, new { title = "停水", text = "拨 2345678" }, "\"7\"");
        var changed = await Put(keeper, path, new { title = "停水", text = "拨 2345678", keywords = "停水" }, "\"0\"");
        var found = await keeper.Get("articles?q=" + Uri.EscapeDataString("家里停水了"));
        var ended = await keeper.Post(path + "/end", new { });
        var gone = await keeper.Get("articles?q=" + Uri.EscapeDataString("家里停水了"));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.PreconditionFailed), (added.Status, stale.Status));
        Assert.Equal("拨 2345678", changed["text"]);
        Assert.Equal(changed["id"], Assert.Single(found.Json.AsArray())!["id"]!.ToString());
        Assert.Equal("false", ended["isOffered"]);
        Assert.Empty(gone.Json.AsArray());
    }

    [Fact]
    public async Task Refuses_what_is_missing_or_unknown()
    {
        await using var site = await Site.On();
        using var keeper = await SignedIn(site, Role.Dispatcher);
        using var duty = await SignedIn(site, Role.DutyOfficer);

        Assert.Equal((HttpStatusCode.BadRequest, "missing"), (await keeper.Post("articles", new { title = "", text = "二" })).Refusal);
        Assert.Equal((HttpStatusCode.BadRequest, "category_unknown"), (await keeper.Post("articles", new { title = "一", text = "二", category = "moon" })).Refusal);
        Assert.Equal((HttpStatusCode.BadRequest, "template_use_unknown"), (await keeper.Post("templates", new { title = "一", text = "二", kind = "request", move = "fly" })).Refusal);
        Assert.Equal((HttpStatusCode.BadRequest, "category_code_invalid"), (await keeper.Post("categories/A-B", new { nameZh = "一", nameEn = "one" })).Refusal);
        Assert.Equal(HttpStatusCode.Forbidden, (await duty.Post("articles", new { title = "一", text = "二" })).Status);
    }

    [Fact]
    public async Task Keeps_templates_and_categories()
    {
        await using var site = await Site.On();
        using var keeper = await SignedIn(site, Role.Administrator);

        var template = await keeper.Post("templates", new { title = "修好了", text = "已修好", kind = "request", move = "report_back" });
        var category = await keeper.Post("categories/noise", new { nameZh = "噪音", nameEn = "Noise", keywords = "吵" });
        await Put(keeper, "categories/noise", new { nameZh = "噪声", nameEn = "Noise", isActive = false }, "\"0\"");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (template.Status, category.Status));
        Assert.Equal("修好了", Assert.Single((await keeper.Get("templates?kind=request&move=report_back")).Json.AsArray())!["title"]!.ToString());
        Assert.Contains((await keeper.Get("categories")).Json.AsArray(), c => c!["code"]!.ToString() == "noise" && c["nameZh"]!.ToString() == "噪声" && c["isActive"]!.ToString() == "false");
    }

    private static Task<Reply> Put(Client client, string path, object body, string ifMatch) => client.Send(HttpMethod.Put, path, JsonContent.Create(body), ("If-Match", ifMatch));

    private static async Task<Client> SignedIn(Site site, params Role[] roles) => await new Client(site.Address).As((await site.Somebody(false, roles)).UserName);
}
