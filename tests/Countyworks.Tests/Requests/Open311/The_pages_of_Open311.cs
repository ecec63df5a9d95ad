using System.Net;
using Countyworks.Core.Posts;
using Countyworks.Neighbourhood.Requests.Open311.Forwarding;
using Countyworks.Neighbourhood.Requests.Open311.Keys;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Requests.Open311;

public sealed class The_pages_of_Open311
{
    [Theory, EveryEngine]
    public async Task A_key_is_shown_once_works_and_is_ended(Engine engine)
    {
        await using var site = await Open311Sites.On(engine);
        using var keeper = await site.SignedIn(Role.Administrator);
        using var caller = new Caller311(site);

        var made = await keeper.Post("/open311-keys", new { name = "FixMyStreet", scopes = "file", place_text = "苏仙区", mostAnHour = "50" });
        var key = made.Page.QuerySelector("code")!.TextContent;

        Assert.Equal(HttpStatusCode.OK, (await caller.Post("requests.xml", Open311Sites.Lamp(key))).Status);
        var list = await keeper.Get("/open311-keys");
        Assert.DoesNotContain(key, list.Text, StringComparison.Ordinal);
        Assert.Contains("FixMyStreet", list.Words, StringComparison.Ordinal);

        var row = site.Read(db => db.Set<Open311Key>().Single());
        await keeper.Post($"/open311-keys/{row.Id}/end", from: "/open311-keys");
        Assert.Equal(HttpStatusCode.Forbidden, (await caller.Post("requests.xml", Open311Sites.Lamp(key))).Status);
    }

    [Fact]
    public async Task A_key_that_lacks_something_is_not_made_and_the_form_comes_back()
    {
        await using var site = await Open311Sites.On();
        using var keeper = await site.SignedIn(Role.Administrator);

        var refused = await keeper.Post("/open311-keys", new { name = "", mostAnHour = "many", place_text = "月亮上" });

        Assert.False((int)refused.Status is 200 or 302);
        Assert.Equal("many", refused.Page.QuerySelector("#mostAnHour")!.GetAttribute("value"));
        Assert.Equal(4, refused.Page.QuerySelectorAll(".errors a").Length);
    }

    [Theory, EveryEngine]
    public async Task A_rule_is_made_without_ever_showing_the_key_again_and_ended(Engine engine)
    {
        await using var site = await Open311Sites.On(engine);
        using var keeper = await site.SignedIn(Role.Dispatcher);
        object Rule(string url) => new { authority = "邻区市政", category = "street_light", place_text = "苏仙区", base_url = url, service_code = "001", api_key = "very-secret-key", on_closed = "tell", answers_repeats = "true" };

        var refused = await keeper.Post("/forwarding", Rule("http://127.0.0.1/v2"));
        var made = await keeper.Post("/forwarding", Rule("https://open311.example.org/v2/"));
        var twice = await keeper.Post("/forwarding", Rule("https://open311.example.org/v2/"));
        var page = await keeper.Get("/forwarding");

        Assert.Equal("邻区市政", refused.Page.QuerySelector("#authority")!.GetAttribute("value"));
        Assert.NotEmpty(refused.Page.QuerySelectorAll(".errors a"));
        Assert.Equal(HttpStatusCode.Found, made.Status);
        Assert.Equal(HttpStatusCode.Conflict, twice.Status);
        Assert.All(new[] { refused, twice, page }, shown => Assert.DoesNotContain("very-secret-key", shown.Text, StringComparison.Ordinal));
        var rule = site.Read(db => db.Set<ForwardingRule>().Single());
        Assert.Equal(("https://open311.example.org/v2", "very-secret-key", true), (rule.BaseUrl, rule.ApiKey, rule.AnswersRepeats));

        await keeper.Post($"/forwarding/rules/{rule.Id}/end", from: "/forwarding");
        Assert.NotNull(site.Read(db => db.Set<ForwardingRule>().Single()).EndedAt);
    }

    [Theory]
    [InlineData("/open311-keys")]
    [InlineData("/forwarding")]
    public async Task Are_for_those_who_keep_the_district(string path)
    {
        await using var site = await Open311Sites.On();
        using var handler = await site.SignedIn(Role.Handler);
        using var keeper = await site.SignedIn(Role.Administrator);

        Assert.Equal(HttpStatusCode.Forbidden, (await handler.Get(path)).Status);
        Assert.Equal(HttpStatusCode.OK, (await keeper.Get(path)).Status);
    }
}
