using System.Net;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn.ApiKeys;
using Countyworks.Core.Web;
using Countyworks.Data.Journal;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Tests.SignIn;

public sealed class A_key_of_a_machine
{
    private const string Inbox = "inbox";

    [Theory, EveryEngine]
    public async Task Is_shown_once_opens_the_API_as_its_post_and_no_more(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (key, page) = await Make(site, "dispatcher");
        using var machine = new Client(site.Address);

        var inbox = await machine.Get(Inbox, ("Authorization", $"Bearer {key}"));
        var kept = site.Read(db => db.Set<ApiKey>().Single());
        var again = await (await site.SignedIn(Role.Administrator)).Get(ApiKeyEndpoints.Path);

        Assert.Equal(HttpStatusCode.OK, inbox.Status);
        Assert.Equal(ApiKey.HashOf(key), kept.KeyHash);
        Assert.Equal(key[^4..], kept.Tail);
        Assert.Contains("12345热线", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(key, again.Text, StringComparison.Ordinal);
        Assert.NotNull(site.Read(db => db.Set<ApiKey>().Single()).LastUsedAt);
    }

    [Fact]
    public async Task Does_not_open_pages()
    {
        await using var site = await Site.On();
        var (key, _) = await Make(site, "dispatcher");
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);

        Assert.Equal(HttpStatusCode.Redirect, (await http.GetAsync("/inbox")).StatusCode);
    }

    [Fact]
    public async Task That_is_ended_opens_nothing_and_what_it_did_stays_told()
    {
        await using var site = await Site.On();
        var (key, _) = await Make(site, "dispatcher");
        using var administrator = await site.SignedIn(Role.Administrator);
        using var machine = new Client(site.Address);
        await machine.Get(Inbox, ("Authorization", $"Bearer {key}"));
        var id = (await administrator.Get(ApiKeyEndpoints.Path)).Page.QuerySelector("button[name=key]")!.GetAttribute("value");

        await administrator.Post(ApiKeyEndpoints.Path + "/end", new { key = id }, ApiKeyEndpoints.Path);
        var after = await machine.Get(Inbox, ("Authorization", $"Bearer {key}"));

        Assert.Equal(HttpStatusCode.Unauthorized, after.Status);
        Assert.Contains("Bearer", after.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        Assert.Equal(["api_key_made", "api_key_ended"], site.Read(db => db.Set<FactRow>().Where(f => f.Kind.StartsWith("api_key_")).OrderBy(f => f.Seq).Select(f => f.Kind).ToList()));
    }

    [Fact]
    public async Task Ends_with_its_last_day()
    {
        await using var site = await Site.On();
        var (key, _) = await Make(site, "dispatcher", lastDay: "2026-09-30");
        using var machine = new Client(site.Address);

        site.Clock.Reset(County.At("2026-09-30T23:59"));
        Assert.Equal(HttpStatusCode.OK, (await machine.Get(Inbox, ("Authorization", $"Bearer {key}"))).Status);
        site.Clock.Reset(County.At("2026-10-01T00:00"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await machine.Get(Inbox, ("Authorization", $"Bearer {key}"))).Status);
    }

    [Theory]
    [InlineData("cw_nothing")]
    [InlineData("")]
    [InlineData("nothing of ours")]
    public async Task That_nobody_made_is_refused_even_where_none_is_needed(string key)
    {
        await using var site = await Site.On();
        using var machine = new Client(site.Address);

        Assert.Equal(HttpStatusCode.Unauthorized, (await machine.Get("places?q=a", ("Authorization", $"Bearer {key}"))).Status);
    }

    [Theory]
    [InlineData("administrator", "2026-12-31", "只能由人来做")]
    [InlineData("handler", "2028-12-31", "密钥最长使用400天")]
    [InlineData("handler", "2026-09-23", "最后一天不能早于第一天")]
    [InlineData("", "2026-12-31", "")]
    public async Task Is_not_made_of_a_wish_that_will_not_do(string role, string lastDay, string says)
    {
        await using var site = await Site.On();
        var (key, page) = await Make(site, role, lastDay);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, ""), (page.Status, key));
        Assert.Contains(says, page.Words, StringComparison.Ordinal);
        Assert.Equal("12345热线", page.Page.QuerySelector("input[name=name]")!.GetAttribute("value"));
        Assert.Empty(site.Read(db => db.Set<ApiKey>().ToList()));
    }

    private static async Task<(string Key, Answer Page)> Make(Site site, string role, string lastDay = "2026-12-31")
    {
        using var administrator = await site.SignedIn(Role.Administrator);
        var page = await administrator.Post(ApiKeyEndpoints.Path, new { name = "12345热线", organisation = site.Department.Id, role, place = site.District.Id, lastDay });
        site.Get<Cached<PostDirectory>>().Forget();
        return (page.Page.QuerySelector("#made")?.TextContent ?? "", page);
    }
}
