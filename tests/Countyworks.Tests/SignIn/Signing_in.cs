using System.Net;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Tests.SignIn;

public sealed class Signing_in
{
    [Theory, EveryEngine]
    public async Task With_name_and_password_leads_to_where_one_wanted(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (_, user) = await site.Somebody();
        using var visitor = site.Visitor();

        var refused = await visitor.Get("/my/sessions");
        var answer = await visitor.SignIn(user.ToUpperInvariant(), @return: "/my/sessions");

        Assert.Equal((HttpStatusCode.Redirect, "/sign-in?return=%2Fmy%2Fsessions"), (refused.Status, refused.Location));
        Assert.Equal((HttpStatusCode.Redirect, "/my/sessions"), (answer.Status, answer.Location));
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/my/sessions")).Status);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/\t/evil.example")]
    public async Task Leads_to_no_other_site(string @return)
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        using var visitor = site.Visitor();

        Assert.Equal("/", (await visitor.SignIn(user, @return: @return)).Location);
    }

    [Fact]
    public async Task With_a_wrong_name_is_answered_like_with_a_wrong_password()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        using var visitor = site.Visitor();

        var wrongName = await visitor.SignIn("nobody");
        var wrongPassword = await visitor.SignIn(user, "wrong password");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrongName.Status);
        Assert.Equal(wrongName.Words, wrongPassword.Words);
        Assert.Contains("用户名或密码不对", wrongName.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_often_in_vain_must_wait_and_says_how_long()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        using var visitor = site.Visitor();
        for (var i = 0; i < SignInCheck.MostByName; i++)
        {
            await visitor.SignIn(user, "wrong password");
        }

        var refused = await visitor.SignIn(user);
        site.Clock.Advance(SignInCheck.Period);
        var later = await visitor.SignIn(user);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("15分钟后再试", refused.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, later.Status);
    }

    [Fact]
    public async Task Too_often_in_vain_with_one_name_leaves_other_names_alone()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        using var visitor = site.Visitor();
        for (var i = 0; i < SignInCheck.MostByName; i++)
        {
            await visitor.SignIn("nobody");
        }

        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SignIn(user)).Status);
    }

    [Fact]
    public async Task Cannot_be_barred_by_a_stranger_at_another_address()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        var check = site.Get<SignInCheck>();
        var (office, stranger) = (IPAddress.Parse("10.0.0.7"), IPAddress.Parse("203.0.113.9"));
        await check.Try(user, Site.Password, office, default);
        for (var i = 0; i < SignInCheck.MostByName; i++)
        {
            await check.Try(user, "wrong password", stranger, default);
        }

        Assert.Equal("sign_in_too_often", (await check.Try(user, Site.Password, stranger, default)).Refusal?.Code);
        Assert.Null((await check.Try(user, Site.Password, office, default)).Refusal);
    }

    [Fact]
    public async Task Sets_a_cookie_that_scripts_and_other_sites_cannot_use()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        using var visitor = site.Visitor();

        var cookie = (await visitor.SignIn(user)).Cookies.Single(c => c.StartsWith("cw_session=", StringComparison.Ordinal));

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_the_forms_token_is_refused()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        using var visitor = site.Visitor();

        var answer = await visitor.Send("/sign-in", new { user, password = Site.Password });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("没有看懂这个请求", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_one_time_password_leads_nowhere_but_to_choosing_another()
    {
        await using var site = await Site.On();
        var (person, user) = await site.Somebody(isOneTime: true, Role.Administrator);
        using var visitor = site.Visitor();
        await visitor.SignIn(user);

        var before = await visitor.Get("/my/sessions");
        var chosen = await visitor.Post("/my/password", new { current = Site.Password, @new = "another long passphrase" });
        var after = await visitor.Get("/my/sessions");

        Assert.Equal((HttpStatusCode.Redirect, "/my/password"), (before.Status, before.Location));
        Assert.Equal("/", chosen.Location);
        Assert.Equal(HttpStatusCode.OK, after.Status);
        Assert.False(site.Read(db => db.Set<Account>().Single(a => a.PersonId == person.Id)).IsOneTime);
    }

    [Theory]
    [InlineData(Site.Password, "short", "密码太短")]
    [InlineData(Site.Password, "aaaaaaaaaaaaaaaa", "容易被猜到")]
    [InlineData(Site.Password, "the-user1-passphrase", "容易被猜到")]
    [InlineData(Site.Password, Site.Password, "不能和现在的一样")]
    [InlineData("wrong password", "another long passphrase", "现在的密码不对")]
    public async Task Keeps_the_old_password_when_the_new_one_will_not_do(string current, string @new, string says)
    {
        await using var site = await Site.On();
        using var visitor = await site.SignedIn();

        var answer = await visitor.Post("/my/password", new { current, @new });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(says, answer.Words, StringComparison.Ordinal);
    }
}
