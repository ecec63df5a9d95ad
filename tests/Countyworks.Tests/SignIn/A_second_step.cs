using System.Net;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Core.SignIn.Means;
using Countyworks.Core.SignIn.Passkeys;
using Countyworks.Core.Settings;
using Countyworks.Core.Web;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Tests.SignIn;

public sealed class A_second_step
{
    [Theory, EveryEngine]
    public async Task Is_asked_of_whoever_has_an_app_and_takes_its_code_once(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (_, user) = await site.Somebody();
        using var owner = site.Visitor();
        await owner.SignIn(user);
        var (secret, codes) = await AddApp(site, owner);
        site.Clock.Advance(Duration.FromMinutes(1));
        using var phone = site.Visitor();

        var asked = await phone.SignIn(user, @return: "/my/sessions");
        var before = await phone.Get("/my/sessions");
        var code = CodeNow(site, secret);
        var answer = await Second(phone, asked, code);
        using var stranger = site.Visitor();
        var again = await Second(stranger, await stranger.SignIn(user), code);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (asked.Status, before.Status));
        Assert.Equal((HttpStatusCode.Redirect, "/my/sessions"), (answer.Status, answer.Location));
        Assert.Equal(HttpStatusCode.OK, (await phone.Get("/my/sessions")).Status);
        Assert.Contains("验证码不对或已用过", again.Words, StringComparison.Ordinal);
        Assert.Equal(RecoveryCode.Count, codes.Count);
    }

    [Theory, EveryEngine]
    public async Task Takes_a_recovery_code_once_however_it_is_typed(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (person, user) = await site.Somebody();
        using var owner = site.Visitor();
        await owner.SignIn(user);
        var (_, codes) = await AddApp(site, owner);
        using var visitor = site.Visitor();

        var first = await Second(visitor, await visitor.SignIn(user), codes[3].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal));
        using var other = site.Visitor();
        var second = await Second(other, await other.SignIn(user), codes[3]);

        Assert.Equal(HttpStatusCode.Redirect, first.Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.Status);
        Assert.Equal(RecoveryCode.Count - 1, site.Read(db => db.Set<RecoveryCode>().Count(c => c.PersonId == person.Id && c.UsedAt == null)));
    }

    [Fact]
    public async Task Cannot_be_guessed_through()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        using var owner = site.Visitor();
        await owner.SignIn(user);
        var (secret, _) = await AddApp(site, owner);
        site.Clock.Advance(Duration.FromMinutes(1));
        using var stranger = site.Visitor();
        var asked = await stranger.SignIn(user);
        for (var i = 0; i < SignInCheck.MostByName; i++)
        {
            asked = await Second(stranger, asked, "000000");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await Second(stranger, asked, CodeNow(site, secret))).Status);
    }

    [Fact]
    public async Task Is_not_passed_with_a_ticket_that_is_old_or_made_up()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        using var owner = site.Visitor();
        await owner.SignIn(user);
        var (secret, _) = await AddApp(site, owner);
        using var visitor = site.Visitor();
        var asked = await visitor.SignIn(user);
        site.Clock.Advance(SecondStep.TicketLasts + Duration.FromSeconds(1));

        Assert.Contains("请重新开始", (await Second(visitor, asked, CodeNow(site, secret))).Words, StringComparison.Ordinal);
        Assert.Contains("请重新开始", (await visitor.Post("/sign-in/second", new { ticket = "1.1.a.b.c", code = "1" }, "/sign-in")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_asked_over_the_API_too()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        using var owner = site.Visitor();
        await owner.SignIn(user);
        var (secret, _) = await AddApp(site, owner);
        site.Clock.Advance(Duration.FromMinutes(1));
        using var client = new Client(site.Address);

        var without = await client.Post("session", new { user, password = Site.Password });
        var with = await client.Post("session", new { user, password = Site.Password, code = CodeNow(site, secret) });

        Assert.Equal((HttpStatusCode.BadRequest, "second_step_needed"), without.Refusal);
        Assert.Equal(HttpStatusCode.NoContent, with.Status);
    }

    [Fact]
    public async Task Is_set_up_before_anything_else_by_those_whose_post_asks_for_it()
    {
        await using var site = await Site.On();
        await site.Do<Countyworks.Kernel.Done>("set", change =>
        {
            SecondFactorRule.Found(change);
            return Countyworks.Kernel.Done.It;
        });
        site.Get<Cached<IReadOnlyList<Setting>>>().Forget();
        using var administrator = await site.SignedIn(Role.Administrator);
        using var handler = await site.SignedIn(Role.Handler);

        var before = await administrator.Get("/admin/api-keys");
        var why = await administrator.Get("/my/sign-in");
        await AddApp(site, administrator);

        Assert.Equal((HttpStatusCode.Redirect, "/my/sign-in"), (before.Status, before.Location));
        Assert.Contains("您的岗位要求", why.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await administrator.Get("/admin/api-keys")).Status);
        Assert.Equal(HttpStatusCode.OK, (await handler.Get("/my/sessions")).Status);
    }

    [Fact]
    public async Task Cannot_be_added_or_removed_without_the_password()
    {
        await using var site = await Site.On();
        var (person, user) = await site.Somebody();
        using var owner = site.Visitor();
        await owner.SignIn(user);
        await AddApp(site, owner);

        var wrong = await owner.Post("/my/sign-in", new { current = "wrong password", @do = "remove_authenticator" });
        var kept = site.Read(db => db.Set<Authenticator>().Any(a => a.PersonId == person.Id));
        await owner.Post("/my/sign-in", new { current = Site.Password, @do = "remove_authenticator" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.True(kept);
        Assert.False(site.Read(db => db.Set<Authenticator>().Any(a => a.PersonId == person.Id)));
    }

    [Fact]
    public async Task Keeps_its_secret_sealed()
    {
        await using var site = await Site.On();
        using var owner = await site.SignedIn();
        var (secret, codes) = await AddApp(site, owner);

        var row = site.Read(db => db.Set<Authenticator>().Single());

        Assert.DoesNotContain(secret, row.Secret, StringComparison.Ordinal);
        Assert.StartsWith("1.1.", row.Secret, StringComparison.Ordinal);
        Assert.All(site.Read(db => db.Set<RecoveryCode>().ToList()), code => Assert.Equal(32, code.CodeHash.Length));
        Assert.Equal(codes.Count, codes.Distinct().Count());
    }

    /// <summary>A passkey is checked by the platform; here is that nothing made up passes, and that no question is answered twice.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":"AAAA","rawId":"AAAA","type":"public-key","clientExtensionResults":{},"response":{"clientDataJSON":"e30","authenticatorData":"AAAA","signature":"AAAA","userHandle":"AAAA"}}""")]
    public async Task By_passkey_takes_nothing_made_up(string credential)
    {
        await using var site = await Site.On();
        using var visitor = site.Visitor();
        var page = await visitor.Get("/sign-in");
        var state = page.Page.QuerySelector("cw-passkey input[name=state]")!.GetAttribute("value");

        var answer = await visitor.Post("/sign-in/passkey", new { state, credential }, "/sign-in");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("通行密钥没有通过", answer.Words, StringComparison.Ordinal);
        Assert.Contains("\"userVerification\":\"required\"", page.Page.QuerySelector("cw-passkey")!.GetAttribute("data-options"), StringComparison.Ordinal);
    }

    [Fact]
    public void By_passkey_answers_each_question_once()
    {
        var (used, now) = (new UsedOnce(), Instant.FromUnixTimeSeconds(0));

        Assert.True(used.Take("a", now));
        Assert.False(used.Take("a", now));
        Assert.True(used.Take("b", now));
    }

    private static async Task<(string Secret, List<string> Codes)> AddApp(Site site, Visitor owner)
    {
        var page = await owner.Post("/my/sign-in", new { current = Site.Password, @do = "authenticator" });
        var pending = page.Page.QuerySelector("input[name=pending]")!.GetAttribute("value");
        var secret = page.Page.QuerySelector("main code")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        var answer = await owner.Post("/my/sign-in/authenticator", new { pending, code = CodeNow(site, secret) }, "/my/sign-in");
        return (secret, [.. answer.Page.QuerySelectorAll(".codes code").Select(c => c.TextContent)]);
    }

    internal static string CodeNow(Site site, string secret) => Totp.CodeAt(secret, Totp.StepOf(site.Clock.GetCurrentInstant()));

    private static Task<Answer> Second(Visitor visitor, Answer asked, string code) => visitor.Post("/sign-in/second", new
    {
        ticket = asked.Page.QuerySelector("input[name=ticket]")?.GetAttribute("value"),
        @return = asked.Page.QuerySelector("input[name=return]")?.GetAttribute("value"),
        code,
    }, "/sign-in");
}
