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
