using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn.ApiKeys;
using Countyworks.Core.SignIn.OAuth;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Kernel;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using NodaTime;

namespace Countyworks.Tests.SignIn;

/// <summary>OAuth 2.0 client credentials: a key's id and the key for a token of some minutes.</summary>
public sealed class A_token_of_a_machine
{
    private const string Inbox = "inbox";

    [Theory, EveryEngine]
    public async Task Opens_what_its_key_opens_and_no_more(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (id, key) = await Machine(site);
        using var machine = new Client(site.Address);

        var byBody = await Ask(site, id, key);
        var byHead = await Ask(site, id, key, isBasic: true);

        foreach (var given in new[] { byBody, byHead })
        {
            Assert.Equal((HttpStatusCode.OK, "Bearer", 900), (given.Status, (string?)given.Json["token_type"], (int)given.Json["expires_in"]!));
            Assert.Equal("no-store", given.Headers.CacheControl?.ToString());
            Assert.Null(given.Json["refresh_token"]);
            Assert.Equal(HttpStatusCode.OK, (await machine.Get(Inbox, Bearer(given))).Status);
            Assert.Equal((await machine.Get("people", ("Authorization", $"Bearer {key}"))).Refusal, (await machine.Get("people", Bearer(given))).Refusal);
            Assert.Equal(HttpStatusCode.Forbidden, (await machine.Get("people", Bearer(given))).Status);
        }

        Assert.NotNull(site.Read(db => db.Set<ApiKey>().Single()).LastUsedAt);
    }

    [Fact]
    public async Task Is_not_given_for_a_secret_that_is_wrong_nor_told_why()
    {
        await using var site = await Site.On();
        var (id, key) = await Machine(site);
        var (other, _) = await Machine(site);
        var token = (string)(await Ask(site, id, key)).Json["access_token"]!;

        var wrong = new[]
        {
            await Ask(site, id, key + "x"), await Ask(site, other, key), await Ask(site, new string('0', 32), key), await Ask(site, "nobody", key),
            await Ask(site, id, token), await Ask(site, id, key + "x", isBasic: true),
        };

        foreach (var answer in wrong)
        {
            Assert.Equal("invalid_client", (string?)answer.Json["error"]);
            Assert.True(answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest, answer.Status.ToString());
            Assert.Null(answer.Json["access_token"]);
            Assert.DoesNotContain(id, answer.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("grant_type=password&username=a&password=b", "unsupported_grant_type")]
    [InlineData("grant_type=authorization_code&code=a", "unsupported_grant_type")]
    [InlineData("grant_type=refresh_token&refresh_token=a", "unsupported_grant_type")]
    [InlineData("", "invalid_request")]
    [InlineData("grant_type=client_credentials", "invalid_request")]
    public async Task Is_given_for_one_grant_alone(string body, string error)
    {
        await using var site = await Site.On();
        using var http = new HttpClient { BaseAddress = site.Address };

        var answer = await Reply.Of(await http.PostAsync(OAuthEndpoints.TokenPath, new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded")));

        Assert.Equal("application/json", answer.MediaType);
        Assert.Equal((HttpStatusCode.BadRequest, error), (answer.Status, (string?)answer.Json["error"]));
        Assert.Null(answer.Json["access_token"]);
    }

    [Theory]
    [InlineData("application/json", "{}", null)]
    [InlineData("application/x-www-form-urlencoded", "grant_type=client_credentials&client_id=%00&client_secret=%F0%9F%98%80", null)]
    [InlineData("application/x-www-form-urlencoded", "grant_type=client_credentials&client_id=%0A&client_secret=%F0%9F%98%80", null)]
    [InlineData("application/x-www-form-urlencoded", "grant_type=client_credentials&grant_type=client_credentials&client_id=a&client_secret=b", null)]
    [InlineData("application/x-www-form-urlencoded", "grant_type=client_credentials", "Basic !!!")]
    [InlineData("application/x-www-form-urlencoded", "grant_type=client_credentials", "Basic Og==")]
    [InlineData("multipart/form-data; boundary=a", "--b", null)]
    public async Task Is_not_given_for_what_cannot_be_understood(string type, string body, string? authorization)
    {
        await using var site = await Site.On();
        using var http = new HttpClient { BaseAddress = site.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, OAuthEndpoints.TokenPath) { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(body)) };
        Assert.True(request.Content.Headers.TryAddWithoutValidation("Content-Type", type));
        if (authorization is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("Authorization", authorization));
        }

        var answer = await Reply.Of(await http.SendAsync(request));

        Assert.True(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized, answer.Status.ToString());
        Assert.Contains((string?)answer.Json["error"], new[] { "invalid_request", "invalid_client" });
    }

    [Fact]
    public async Task Ends_after_fifteen_minutes()
    {
        await using var site = await Site.On();
        var (id, key) = await Machine(site);
        using var machine = new Client(site.Address);
        var token = Bearer(await Ask(site, id, key));

        site.Clock.Advance(AccessToken.Lasts - Duration.FromSeconds(1));
        var before = await machine.Get(Inbox, token);
        site.Clock.Advance(Duration.FromSeconds(1));
        var after = await machine.Get(Inbox, token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before.Status, after.Status));
        Assert.Contains("invalid_token", after.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Ends_at_once_with_its_key(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (id, key) = await Machine(site);
        using var administrator = await site.SignedIn(Role.Administrator);
        using var machine = new Client(site.Address);
        var token = Bearer(await Ask(site, id, key));
        var before = await machine.Get(Inbox, token);

        await administrator.Post(ApiKeyEndpoints.Path + "/end", new { key = id }, ApiKeyEndpoints.Path);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (before.Status, (await machine.Get(Inbox, token)).Status));
        Assert.Equal("invalid_client", (string?)(await Ask(site, id, key)).Json["error"]);
    }

    [Fact]
    public async Task Outlives_a_restart_and_no_change_to_itself()
    {
        await using var site = await Site.On();
        var (id, key) = await Machine(site);
        var token = (string)(await Ask(site, id, key)).Json["access_token"]!;

        await site.Restart();
        using var machine = new Client(site.Address);

        Assert.Equal(HttpStatusCode.OK, (await machine.Get(Inbox, ("Authorization", $"Bearer {token}"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await machine.Get(Inbox, ("Authorization", $"Bearer {token[..^2]}AA"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await machine.Get(Inbox, ("Authorization", "Bearer cwt_"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await machine.Get(Inbox, ("Authorization", "Bearer cwt_1.1.a.b.c"))).Status);
    }

    [Fact]
    public async Task Is_asked_for_only_so_often()
    {
        await using var site = await Site.On();
        var (id, _) = await Machine(site);
        Reply last = await Ask(site, id, "cw_wrong");
        for (var i = 1; i <= CallLimit.SigningIn.ByAddress; i++)
        {
            last = await Ask(site, id, "cw_wrong");
        }

        Assert.Equal((HttpStatusCode.TooManyRequests, "temporarily_unavailable"), (last.Status, (string?)last.Json["error"]));
        Assert.NotNull(last.Headers.RetryAfter);
    }

    [Fact]
    public async Task Is_described_where_software_looks_for_it()
    {
        await using var site = await Site.On();
        using var http = new HttpClient { BaseAddress = site.Address };

        var said = JsonNode.Parse(await http.GetStringAsync(OAuthEndpoints.MetadataPath))!.AsObject();

        Assert.Equal(new Uri(site.Address, OAuthEndpoints.TokenPath).AbsoluteUri, (string?)said["token_endpoint"]);
        Assert.Equal(["client_credentials"], said["grant_types_supported"]!.AsArray().Select(g => (string)g!));
        Assert.Equal(["client_secret_basic", "client_secret_post"], said["token_endpoint_auth_methods_supported"]!.AsArray().Select(g => (string)g!).Order(StringComparer.Ordinal));
        Assert.False(said.ContainsKey("jwks_uri") || said.ContainsKey("authorization_endpoint") || said.ContainsKey("id_token_signing_alg_values_supported"), said.ToJsonString());
    }

    private static async Task<(string Id, string Key)> Machine(Site site)
    {
        var key = ApiKey.New();
        var made = await site.Do("make_api_key", change =>
            new MakeApiKey("12345热线", site.Department.Id, Role.Dispatcher, site.District.Id, new LocalDate(2026, 12, 31), key).In(change, Caller.Operator));
        site.Get<Cached<PostDirectory>>().Forget();
        return (made.Id.ToString(), key);
    }

    private static async Task<Reply> Ask(Site site, string id, string key, bool isBasic = false)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        var fields = new Dictionary<string, string> { ["grant_type"] = "client_credentials" };
        if (isBasic)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{id}:{key}")));
        }
        else
        {
            (fields["client_id"], fields["client_secret"]) = (id, key);
        }

        return await Reply.Of(await http.PostAsync(OAuthEndpoints.TokenPath, new FormUrlEncodedContent(fields)));
    }

    private static (string Name, string Value) Bearer(Reply given) => ("Authorization", $"Bearer {(string)given.Json["access_token"]!}");
}
