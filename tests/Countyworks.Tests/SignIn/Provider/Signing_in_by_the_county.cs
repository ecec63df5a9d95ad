using System.Net;
using System.Security.Cryptography;
using System.Web;
using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Core.SignIn;
using Countyworks.Core.SignIn.Means;
using Countyworks.Core.SignIn.Passkeys;
using Countyworks.Core.SignIn.Provider;
using Countyworks.Core.Web;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace Countyworks.Tests.SignIn.Provider;

/// <summary>Signing in by the county's own sign-on, from the button to the session, over HTTP with a provider that answers.</summary>
public sealed class Signing_in_by_the_county
{
    [Theory, EveryEngine]
    public async Task Leads_there_and_back_into_a_session_like_any_other(Engine engine)
    {
        await using var provider = await FakeProvider.Start();
        await using var site = await provider.Site(engine);
        var (person, _) = await site.Somebody();
        await Link(site, person.Id);
        using var visitor = site.Visitor();

        var there = await visitor.Get(ProviderEndpoints.Path + "?return=%2Fmy%2Fsessions");
        var asked = HttpUtility.ParseQueryString(new Uri(there.Location!).Query);
        var back = await visitor.Get(provider.Approve(there.Location));
        var sessions = await visitor.Get("/my/sessions");

        Assert.Equal(HttpStatusCode.Redirect, there.Status);
        Assert.Equal(("code", "S256", "openid profile"), (asked["response_type"], asked["code_challenge_method"], asked["scope"]));
        Assert.True(asked["nonce"]!.Length > 20 && asked["state"]!.Length > 20);
        Assert.Equal((HttpStatusCode.Redirect, "/my/sessions"), (back.Status, back.Location));
        Assert.Contains("统一登录", sessions.Words, StringComparison.Ordinal);
        Assert.True(site.Read(db => db.Set<Session>().Single()).ByProvider);
        await visitor.Post("/sign-out");
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Get("/my/sessions")).Status);
    }

    [Theory, EveryEngine]
    public async Task Tells_whom_nobody_knows_what_to_do_and_links_the_account_whose_password_is_shown(Engine engine)
    {
        await using var provider = await FakeProvider.Start();
        await using var site = await provider.Site(engine);
        var (person, user) = await site.Somebody();
        provider.Claims["preferred_username"] = "<b>王五</b>";
        using var visitor = site.Visitor();

        var unknown = await provider.SignIn(visitor);
        var wrong = await visitor.Send(ProviderEndpoints.LinkPath, Fields(unknown, user, "not the password"));
        var linked = await visitor.Send(ProviderEndpoints.LinkPath, Fields(unknown, user, Site.Password));
        using var again = site.Visitor();
        var next = await provider.SignIn(again);

        Assert.Equal(HttpStatusCode.Forbidden, unknown.Status);
        Assert.Contains(FakeProvider.Subject, unknown.Words, StringComparison.Ordinal);
        Assert.Contains("<b>王五</b>", unknown.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>王五", unknown.Text, StringComparison.Ordinal);
        Assert.Contains("管理员", unknown.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(user, wrong.Page.QuerySelector("input[name=user]")!.GetAttribute("value"));
        Assert.Equal((HttpStatusCode.Redirect, "/my/sessions"), (linked.Status, linked.Location));
        Assert.Equal((HttpStatusCode.Redirect, "/my/sessions"), (next.Status, next.Location));
        Assert.Equal(person.Id, site.Read(db => db.Set<ProviderLink>().Single()).PersonId);
        Assert.Equal(1, site.Read(db => db.Set<FactRow>().Count(f => f.Kind == "provider_linked")));
    }

    [Fact]
    public async Task Believes_no_name_and_no_address_and_opens_nothing_by_itself()
    {
        await using var provider = await FakeProvider.Start();
        await using var site = await provider.Site();
        var (_, user) = await site.Somebody(false, Role.Administrator);
        (provider.Claims["preferred_username"], provider.Claims["email"], provider.Claims["roles"]) = (user, "a@example.org", "administrator");
        var before = site.Read(db => db.Set<Account>().Count());
        using var visitor = site.Visitor();

        var answer = await provider.SignIn(visitor);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal((before, 0), (site.Read(db => db.Set<Account>().Count()), site.Read(db => db.Set<ProviderLink>().Count())));
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Get("/my/sessions")).Status);
    }

    public static TheoryData<string> Lies => ["nonce", "audience", "signature", "issuer", "expired", "no subject"];

    [Theory, MemberData(nameof(Lies))]
    public async Task Takes_no_token_that_lies_about(string what)
    {
        await using var provider = await FakeProvider.Start();
        await using var site = await provider.Site();
        var (person, _) = await site.Somebody();
        await Link(site, person.Id);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        switch (what)
        {
            case "nonce": provider.Claims["nonce"] = "another"; break;
            case "audience": provider.Audience = "another"; break;
            case "signature": provider.OtherKey = new ECDsaSecurityKey(other) { KeyId = "1" }; break;
            case "issuer": provider.Issuer = "https://another.example"; break;
            case "expired": provider.Lasts = TimeSpan.FromMinutes(-3); break;
            default: provider.Claims["sub"] = ""; break;
        }

        using var visitor = site.Visitor();
        var answer = await provider.SignIn(visitor);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("无法确认", answer.Words, StringComparison.Ordinal);
        Assert.Empty(site.Read(db => db.Set<Session>().ToList()));
    }

    [Fact]
    public async Task Takes_an_answer_once_from_the_browser_that_asked_and_within_ten_minutes()
    {
        await using var provider = await FakeProvider.Start();
        await using var site = await provider.Site();
        var (person, _) = await site.Somebody();
        await Link(site, person.Id);
        using var visitor = site.Visitor();
        using var thief = site.Visitor();
        var back = provider.Approve((await visitor.Get(ProviderEndpoints.Path)).Location);

        var first = await visitor.Get(back);
        var replayed = await visitor.Get(back);
        var stolen = await thief.Get(provider.Approve((await visitor.Get(ProviderEndpoints.Path)).Location));
        var made = await visitor.Get(ProviderEndpoints.ReturnPath + "?code=a&state=b");
        var bare = await visitor.Get(ProviderEndpoints.ReturnPath);
        var late = provider.Approve((await thief.Get(ProviderEndpoints.Path)).Location);
        site.Clock.Advance(UsedOnce.Lasts);
        var tooLate = await thief.Get(late);

        Assert.Equal(HttpStatusCode.Redirect, first.Status);
        foreach (var refused in new[] { replayed, stolen, made, bare, tooLate })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains("请重新开始", refused.Words, StringComparison.Ordinal);
        }

        Assert.Single(site.Read(db => db.Set<Session>().ToList()));
    }

    [Theory]
    [InlineData("access_denied", "没有同意")]
    [InlineData("server_error", "无法确认")]
    public async Task Says_what_went_wrong_and_nothing_that_others_wrote(string error, string says)
    {
        await using var provider = await FakeProvider.Start();
        await using var site = await provider.Site();
        using var visitor = site.Visitor();
        var state = HttpUtility.ParseQueryString(new Uri((await visitor.Get(ProviderEndpoints.Path)).Location!).Query)["state"]!;

        var answer = await visitor.Get($"{ProviderEndpoints.ReturnPath}?error={error}&error_description=call+0735-123&state={Uri.EscapeDataString(state)}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(says, answer.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("0735", answer.Text, StringComparison.Ordinal);
        Assert.NotNull(answer.Page.QuerySelector("input[name=password]"));
    }

    [Fact]
    public async Task Lets_no_closed_account_in()
    {
        await using var provider = await FakeProvider.Start();
        await using var site = await provider.Site();
        var (person, _) = await site.Somebody();
        await Link(site, person.Id);
        await site.Do<Done>("close", change =>
        {
            var account = change.Db.Set<Account>().Single(a => a.PersonId == person.Id);
            account.IsActive = false;
            change.Put(account);
            return Done.It;
        });
        using var visitor = site.Visitor();

        var answer = await provider.SignIn(visitor);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("已停用", answer.Words, StringComparison.Ordinal);
        Assert.Empty(site.Read(db => db.Set<Session>().ToList()));
    }

    [Fact]
    public async Task Leaves_the_password_to_people_while_the_provider_is_away()
    {
        var provider = await FakeProvider.Start();
        await using var site = await provider.Site();
        var (person, user) = await site.Somebody();
        await Link(site, person.Id);
        using var halfway = site.Visitor();
        var back = provider.Approve((await halfway.Get(ProviderEndpoints.Path)).Location);
        await provider.DisposeAsync();
        await site.Restart();
        using var visitor = site.Visitor();

        var away = await visitor.Get(ProviderEndpoints.Path + "?return=%2Fmy%2Fsessions");
        var signedIn = await visitor.Send("/sign-in", new { user, password = Site.Password, @return = "/my/sessions" }, TokenIn(away));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.Status);
        Assert.Contains("请先用密码登录", away.Words, StringComparison.Ordinal);
        Assert.Equal("/my/sessions", away.Page.QuerySelector("input[name=return]")!.GetAttribute("value"));
        Assert.Equal((HttpStatusCode.Redirect, "/my/sessions"), (signedIn.Status, signedIn.Location));
        Assert.NotEmpty(back);
    }

    [Fact]
    public async Task Says_so_when_the_provider_goes_away_between_there_and_back()
    {
        var provider = await FakeProvider.Start();
        await using var site = await provider.Site();
        using var visitor = site.Visitor();
        var back = provider.Approve((await visitor.Get(ProviderEndpoints.Path)).Location);
        await provider.DisposeAsync();

        var answer = await visitor.Get(back);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Contains("请先用密码登录", answer.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("mfa", "", true)]
    [InlineData("", "mfa", true)]
    [InlineData("otp mfa", "mfa", false)]
    public async Task Asks_for_the_second_means_unless_the_county_believes_what_the_provider_says(string believed, string said, bool isAsked)
    {
        await using var provider = await FakeProvider.Start();
        await using var site = await provider.Site();
        var (person, _) = await site.Somebody();
        await Link(site, person.Id);
        await AddApp(site, person.Id);
        await Set(site, believed);
        provider.Claims["amr"] = new[] { "pwd", said };
        using var visitor = site.Visitor();

        var answer = await provider.SignIn(visitor);

        Assert.Equal(isAsked ? HttpStatusCode.OK : HttpStatusCode.Redirect, answer.Status);
        Assert.Equal(isAsked, answer.Page.QuerySelector("input[name=code]") is not null);
    }

    [Fact]
    public async Task Goes_on_after_the_second_step_and_links_only_then()
    {
        await using var provider = await FakeProvider.Start();
        await using var site = await provider.Site();
        var (person, user) = await site.Somebody();
        var secret = await AddApp(site, person.Id);
        using var visitor = site.Visitor();

        var second = await visitor.Send(ProviderEndpoints.LinkPath, Fields(await provider.SignIn(visitor), user, Site.Password));
        var before = site.Read(db => db.Set<ProviderLink>().Count());
        var done = await Second(site, visitor, second, secret);
        var after = site.Read(db => db.Set<ProviderLink>().Count());
        site.Clock.Advance(Duration.FromMinutes(1));
        using var again = site.Visitor();
        var next = await Second(site, again, await provider.SignIn(again), secret);

        Assert.Equal((HttpStatusCode.OK, 0, 1), (second.Status, before, after));
        Assert.Equal((HttpStatusCode.Redirect, "/my/sessions"), (done.Status, done.Location));
        Assert.Equal((HttpStatusCode.Redirect, "/my/sessions"), (next.Status, next.Location));
        Assert.Equal([false, true], site.Read(db => db.Set<Session>().OrderBy(s => s.At).Select(s => s.ByProvider).ToList()));
    }

    [Fact]
    public async Task Asks_nobody_to_change_a_password_that_was_not_used()
    {
        await using var provider = await FakeProvider.Start();
        await using var site = await provider.Site();
        var (person, _) = await site.Somebody(isOneTime: true);
        await Link(site, person.Id);
        using var visitor = site.Visitor();

        await provider.SignIn(visitor);

        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/my/sessions")).Status);
    }

    [Fact]
    public async Task Calls_no_address_inside_that_the_operator_has_not_named()
    {
        await using var provider = await FakeProvider.Start();
        await using var site = await provider.Site(authority: provider.Authority.Replace("http:", "https:", StringComparison.Ordinal), isAllowed: false);
        using var visitor = site.Visitor();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await visitor.Get(ProviderEndpoints.Path)).Status);
    }

    [Fact]
    public async Task Has_a_button_in_the_readers_language_where_the_settings_name_a_provider_and_else_nothing()
    {
        await using var provider = await FakeProvider.Start();
        await using var with = await provider.Site();
        await using var without = await Site.On();
        using var visitor = with.Visitor();
        using var english = with.Visitor().Speaking("en");
        using var other = without.Visitor();

        Assert.Contains("用统一身份认证登录", (await visitor.Get("/sign-in?return=%2Finbox")).Words, StringComparison.Ordinal);
        Assert.Equal("/sign-in/provider?return=%2Finbox", (await english.Get("/sign-in?return=%2Finbox")).Page.QuerySelectorAll("main a").Single(a => a.TextContent == "Sign in with County ID").GetAttribute("href"));
        Assert.DoesNotContain("/sign-in/provider", (await other.Get("/sign-in")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get(ProviderEndpoints.Path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get(ProviderEndpoints.ReturnPath + "?code=a&state=b")).Status);
    }

    internal static Task Link(Site site, Id<Core.People.Person> person, string subject = FakeProvider.Subject) => site.Do("link_provider", change =>
        new LinkProviderOf(person, subject).In(change, Caller.Operator, site.Get<SignInSettings>().Provider));

    private static Dictionary<string, string> Fields(Answer page, string user, string password) => new()
    {
        ["__RequestVerificationToken"] = TokenIn(page), ["ticket"] = page.Page.QuerySelector("input[name=ticket]")!.GetAttribute("value")!, ["user"] = user, ["password"] = password,
    };

    private static string TokenIn(Answer page) => page.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private static Task<Answer> Second(Site site, Visitor visitor, Answer asked, string secret) => visitor.Send("/sign-in/second", new Dictionary<string, string>
    {
        ["__RequestVerificationToken"] = TokenIn(asked),
        ["ticket"] = asked.Page.QuerySelector("input[name=ticket]")!.GetAttribute("value")!,
        ["return"] = asked.Page.QuerySelector("input[name=return]")!.GetAttribute("value")!,
        ["code"] = CodeNow(site, secret),
    });

    private static async Task<string> AddApp(Site site, Id<Core.People.Person> person)
    {
        var secret = Totp.NewSecret();
        await site.Do("add_authenticator", change => ChangeMeans.AddAuthenticator(change, person, secret, CodeNow(site, secret), site.Get<Core.Secrets.KeyRing>()));
        site.Clock.Advance(Duration.FromMinutes(1));
        return secret;
    }

    private static string CodeNow(Site site, string secret) => A_second_step.CodeNow(site, secret);

    private static async Task Set(Site site, string words)
    {
        await site.Do("set", change => new SetSetting(ProviderRule.Name, CountyTime.LocalDay(change.Now), System.Text.Json.JsonSerializer.Serialize(words))
            .In(change, Caller.Operator, [ProviderRule.Setting]));
        site.Get<Cached<IReadOnlyList<Setting>>>().Forget();
    }
}
