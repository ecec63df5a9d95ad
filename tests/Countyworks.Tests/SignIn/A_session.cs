using System.Net;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Tests.SignIn;

public sealed class A_session
{
    [Theory, EveryEngine]
    public async Task Ends_when_its_owner_ends_it_from_another(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (_, user) = await site.Somebody();
        using var office = site.Visitor();
        using var home = site.Visitor();
        await office.SignIn(user);
        await home.SignIn(user);

        var session = (await home.Get("/my/sessions")).Page.QuerySelector("button[name=session]")!.GetAttribute("value");
        await home.Post("/my/sessions", new { session });

        Assert.Equal(HttpStatusCode.Redirect, (await office.Get("/my/sessions")).Status);
        Assert.Equal(HttpStatusCode.OK, (await home.Get("/my/sessions")).Status);
    }

    /// <summary>A screen left open is not enough to put its owner out elsewhere.</summary>
    [Theory]
    [InlineData(4, null, true)]
    [InlineData(5, null, false)]
    [InlineData(5, "wrong password", false)]
    [InlineData(5, Site.Password, true)]
    public async Task Is_ended_from_another_only_just_after_signing_in_or_with_the_password_again(int minutes, string? current, bool isEnded)
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        using var office = site.Visitor();
        using var home = site.Visitor();
        await office.SignIn(user);
        await home.SignIn(user);
        site.Clock.Advance(Duration.FromMinutes(minutes));

        var page = (await home.Get("/my/sessions")).Page;
        var answer = await home.Post("/my/sessions", new { session = page.QuerySelector("button[name=session]")!.GetAttribute("value"), current });

        Assert.Equal(minutes >= 5, page.QuerySelector("input[name=current]") is not null);
        Assert.Equal(isEnded ? HttpStatusCode.Redirect : HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(isEnded ? HttpStatusCode.Redirect : HttpStatusCode.OK, (await office.Get("/my/sessions")).Status);
    }

    [Theory, EveryEngine]
    public async Task Is_the_only_one_left_when_all_others_are_ended(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (_, user) = await site.Somebody();
        using var office = site.Visitor();
        using var phone = site.Visitor();
        using var home = site.Visitor();
        await office.SignIn(user);
        await phone.SignIn(user);
        await home.SignIn(user);

        await home.Post("/my/sessions", new { session = "others" });

        Assert.Equal(HttpStatusCode.Redirect, (await office.Get("/my/sessions")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await phone.Get("/my/sessions")).Status);
        Assert.Equal(HttpStatusCode.OK, (await home.Get("/my/sessions")).Status);
    }

    /// <summary>The next at the computer finds no page kept and nothing that was typed.</summary>
    [Theory]
    [InlineData("POST", "/sign-out")]
    [InlineData("DELETE", "/api/v1/session")]
    public async Task Leaves_nothing_in_the_browser_when_its_owner_signs_out(string method, string path)
    {
        await using var site = await Site.On();
        using var visitor = await site.SignedIn();
        var token = await visitor.TokenOf("/sign-out");
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(site.Address, path)) { Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]) };

        using var answer = await visitor.Raw(request);

        Assert.Equal("\"cache\", \"storage\"", Assert.Single(answer.Headers.GetValues("Clear-Site-Data")));
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Get("/my/sessions")).Status);
    }

    [Fact]
    public async Task Of_somebody_else_cannot_be_ended()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        using var victim = site.Visitor();
        await victim.SignIn(user);
        using var other = await site.SignedIn();
        var session = Convert.ToHexStringLower(Array.Empty<byte>()).PadLeft(64, 'a');

        await other.Post("/my/sessions", new { session }, "/sign-out");

        Assert.Equal(HttpStatusCode.OK, (await victim.Get("/my/sessions")).Status);
    }

    [Fact]
    public async Task Ends_by_signing_out()
    {
        await using var site = await Site.On();
        using var visitor = await site.SignedIn();

        await visitor.Post("/sign-out");

        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Get("/my/sessions")).Status);
    }

    [Fact]
    public async Task Ends_after_a_long_rest_and_lasts_while_it_is_used()
    {
        await using var site = await Site.On();
        using var visitor = await site.SignedIn();

        site.Clock.Advance(Session.LongestRest - Duration.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/my/sessions")).Status);
        site.Clock.Advance(Session.LongestRest - Duration.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/my/sessions")).Status);
        site.Clock.Advance(Session.LongestRest);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Get("/my/sessions")).Status);
    }

    [Fact]
    public async Task Elsewhere_ends_when_the_password_is_changed()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        using var office = site.Visitor();
        using var home = site.Visitor();
        await office.SignIn(user);
        await home.SignIn(user);

        await home.Post("/my/password", new { current = Site.Password, @new = "another long passphrase" });

        Assert.Equal(HttpStatusCode.Redirect, (await office.Get("/my/sessions")).Status);
        Assert.Equal(HttpStatusCode.OK, (await home.Get("/my/sessions")).Status);
    }

    [Theory, EveryEngine]
    public async Task Begins_anew_when_somebody_signs_in_over_another(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (_, first) = await site.Somebody();
        var (second, user) = await site.Somebody();
        using var visitor = site.Visitor();
        await visitor.SignIn(first);

        // The page sends somebody who is signed in away, but its form may still stand open in another window.
        await visitor.Post("/sign-in", new { user, password = Site.Password }, "/sign-out");

        var open = site.Read(db => db.Set<Session>().Where(s => s.EndedAt == null).Select(s => s.PersonId).ToList());
        Assert.Equal([second.Id], open);
        Assert.Contains("张" + user, (await visitor.Get("/sign-out")).Words, StringComparison.Ordinal);
    }
}
