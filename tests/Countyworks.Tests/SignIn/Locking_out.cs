using System.Net;
using Countyworks.Core.SignIn;
using Countyworks.Core.SignIn.Attempts;
using Countyworks.Data.Databases;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Tests.SignIn;

public sealed class Locking_out
{
    [Theory, EveryEngine]
    public async Task Is_not_forgotten_by_a_restart(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (_, user) = await site.Somebody();
        using var visitor = site.Visitor();
        for (var i = 0; i < SignInCheck.MostByName; i++)
        {
            await visitor.SignIn(user, "wrong password");
        }

        using var restarted = new AttemptBook(site.Get<Database>(), site.Get<Countyworks.Data.Writing.Writer>(), site.Get<Countyworks.Core.Secrets.KeyRing>(), site.Clock);
        var check = new SignInCheck(site.Get<Database>(), site.Get<Passwords>(), restarted);

        Assert.Equal("sign_in_too_often", (await check.Try(user, Site.Password, IPAddress.Loopback, default)).Refusal?.Code);
    }

    [Fact]
    public async Task Of_a_name_from_the_next_desk_leaves_its_owners_browser_alone()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        using var owner = site.Visitor();
        await owner.SignIn(user);
        await owner.Post("/sign-out");
        using var neighbour = site.Visitor();
        for (var i = 0; i <= SignInCheck.MostByName; i++)
        {
            await neighbour.SignIn(user, "wrong password");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await neighbour.SignIn(user)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await owner.SignIn(user)).Status);
    }

    [Fact]
    public async Task Of_an_address_leaves_the_browsers_known_there_alone()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        using var owner = site.Visitor();
        await owner.SignIn(user);
        await owner.Post("/sign-out");
        for (var i = 0; i < SignInCheck.MostByAddress; i++)
        {
            await site.Get<SignInCheck>().Try($"nobody{i}", "wrong password", IPAddress.Loopback, default);
        }

        using var stranger = site.Visitor();

        Assert.Equal(HttpStatusCode.TooManyRequests, (await stranger.SignIn(user)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await owner.SignIn(user)).Status);
    }

    [Fact]
    public async Task Also_holds_for_a_known_browser_that_guesses()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        using var owner = site.Visitor();
        await owner.SignIn(user);
        await owner.Post("/sign-out");
        for (var i = 0; i < SignInCheck.MostByName; i++)
        {
            await owner.SignIn(user, "wrong password");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await owner.SignIn(user)).Status);
    }

    [Fact]
    public async Task Is_not_lifted_for_an_address_by_one_who_has_an_account_there()
    {
        await using var site = await Site.On();
        var (_, user) = await site.Somebody();
        var (check, address) = (site.Get<SignInCheck>(), IPAddress.Parse("203.0.113.9"));
        for (var i = 0; i < SignInCheck.MostByAddress; i++)
        {
            await check.Try($"nobody{i}", "wrong password", address, default);
            if (i == SignInCheck.MostByAddress / 2)
            {
                await check.Try(user, Site.Password, address, default);
            }
        }

        Assert.Equal("sign_in_too_often", (await check.Try("nobody", "wrong password", address, default)).Refusal?.Code);
    }

    [Fact]
    public async Task Is_forgotten_when_it_no_longer_counts()
    {
        await using var site = await Site.On();
        await site.Get<SignInCheck>().Try("nobody", "wrong password", IPAddress.Loopback, default);
        var kept = site.Read(db => db.Set<SignInAttempt>().Count());
        site.Clock.Advance(SignInCheck.Period + Duration.FromMinutes(1));

        await AttemptBook.Job.Run(site.Services, site.Clock.GetCurrentInstant(), default);

        Assert.Equal((2, 0), (kept, site.Read(db => db.Set<SignInAttempt>().Count())));
    }
}
