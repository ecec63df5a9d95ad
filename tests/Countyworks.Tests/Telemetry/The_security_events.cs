using System.Net;
using System.Text.Json.Nodes;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Core.Web.Limits;
using Countyworks.Server.Telemetry;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using NodaTime;

namespace Countyworks.Tests.Telemetry;

/// <summary>What is refused for security's sake has its line, with a number that stays and nothing of what was typed.</summary>
public sealed class The_security_events : IDisposable
{
    private const string Here = "127.0.0.0/24";

    private readonly LinesKept lines = new();

    public void Dispose() => lines.Dispose();

    [Theory, EveryEngine]
    public async Task Tell_whose_account_a_wrong_password_was_tried_on_and_never_the_name(Engine engine)
    {
        await using var site = await Site.On(engine, configure: lines.In);
        var (person, user) = await site.Somebody();
        using var visitor = site.Visitor();

        await visitor.SignIn(user, "not the password");
        await visitor.SignIn("nobody-of-this-name", "not the password");

        var told = lines.Of(SecurityWatch.SignInFailed);
        Assert.Equal([("password", "sign_in_failed"), ("password", "sign_in_failed")], told.Select(line => (Word(line, "means"), Word(line, "code"))));
        Assert.Equal([person.Id.Value.ToString("N"), null], told.Select(line => (string?)line["account"]));
        Assert.All(told, line => Assert.Equal(Here, Word(line, "network")));
        Assert.DoesNotContain("nobody-of-this-name", lines.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tell_of_every_other_way_to_show_who_one_is()
    {
        await using var site = await Site.On(configure: lines.In);
        using var visitor = site.Visitor();

        await visitor.Post("/sign-in/passkey", new { state = "made up", credential = "{}" }, "/sign-in");
        await visitor.Post("/recover", new { code = "AAAA-BBBB-CCCC", @new = "a long and new pass phrase" });
        await visitor.Send(HttpMethod.Post, "/oauth/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = Guid.NewGuid().ToString(), ["client_secret"] = "cw_wrong",
        }));
        using (var http = new HttpClient { BaseAddress = site.Address })
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", "cw_wrong");
            await http.GetAsync("/api/v1/matters", TestContext.Current.CancellationToken);
        }

        Assert.Equal(["client", "key", "letter", "passkey"], lines.Of(SecurityWatch.SignInFailed).Select(line => Word(line, "means")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Tell_who_was_refused_what_and_who_asked_for_what_is_not_there_for_them()
    {
        await using var site = await Site.On(configure: lines.In);
        var (person, user) = await site.Somebody();
        using var resident = site.Visitor();
        await resident.SignIn(user);

        await resident.Get("/dispatch");
        await resident.Get($"/api/v1/requests/{Guid.NewGuid():N}");

        var (refused, notThere) = (Assert.Single(lines.Of(SecurityWatch.Refused)), Assert.Single(lines.Of(SecurityWatch.NotThere)));
        Assert.Equal(("/dispatch", 403, person.Id.Value.ToString("N")), (Word(refused, "route"), (int)refused["status"]!, Word(refused, "actor")));
        Assert.Equal(("/api/v1/requests/{id}", person.Id.Value.ToString("N")), (Word(notThere, "route"), Word(notThere, "actor")));
    }

    [Fact]
    public async Task Tell_of_calls_and_forms_that_other_sites_make_browsers_send()
    {
        await using var site = await Site.On(configure: lines.In);
        using var resident = await site.SignedIn();

        using (var call = new HttpRequestMessage(HttpMethod.Delete, new Uri(site.Address, "/api/v1/session")) { Headers = { { "Sec-Fetch-Site", "cross-site" } } })
        {
            (await resident.Raw(call)).Dispose();
        }

        await resident.Send(HttpMethod.Post, "/my/sessions", new FormUrlEncodedContent(new Dictionary<string, string> { ["session"] = "x" }));

        Assert.Equal("cross_site", Word(Assert.Single(lines.Of(SecurityWatch.Refused)), "outcome"));
        Assert.Equal("/my/sessions", Word(Assert.Single(lines.Of(SecurityWatch.FormUntrusted)), "route"));
    }

    /// <summary>Whoever calls on and on has one line a window, and is counted each time.</summary>
    [Fact]
    public async Task Are_told_once_a_window_and_counted_each_time()
    {
        await using var site = await Site.On(configure: lines.In);
        using var visitor = site.Visitor();
        for (var i = 0; i < SignInCheck.MostByName + 3; i++)
        {
            await visitor.SignIn("nobody", "wrong");
        }

        Assert.Equal(["sign_in_too_often"], lines.Of(SecurityWatch.TooOften).Select(line => Word(line, "outcome")));
        Assert.Equal(["sign_in_failed", "sign_in_too_often"], lines.Of(SecurityWatch.SignInFailed).Select(line => Word(line, "code")));
        using var http = new HttpClient { BaseAddress = site.Address };
        Assert.Contains("countyworks_security_events_total{event=\"203\"} 3\n", await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken), StringComparison.Ordinal);

        site.Clock.Advance(CallLimit.Period + Duration.FromMinutes(6));
        await visitor.SignIn("nobody", "wrong");
        Assert.Equal(3, lines.Of(SecurityWatch.SignInFailed).Count);
    }

    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0/24")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.0/24")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48")]
    public void Name_the_network_and_not_the_address(string address, string network) => Assert.Equal(network, SecurityWatch.NetworkOf(IPAddress.Parse(address)));

    private static string Word(JsonObject line, string name) => (string)line[name]!;
}
