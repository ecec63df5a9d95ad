using System.Net;
using System.Text;
using Countyworks.Core.Places;
using Countyworks.Core.SignIn;
using Countyworks.Core.Web.Limits;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using NodaTime;

namespace Countyworks.Tests.Web;

/// <summary>Calls are counted by account and by address, and a restart forgets none.</summary>
public sealed class Calling_too_often
{
    private static readonly CallLimit Filing = CallLimit.Filing;

    [Fact]
    public async Task Is_answered_with_a_page_that_keeps_what_was_typed_and_says_when_to_come_again()
    {
        await using var site = await Site.On();
        Spend(site, "filing.address", "127.0.0.1", Filing.ByAddress);
        using var http = new HttpClient { BaseAddress = site.Address };
        http.DefaultRequestHeaders.Add("Origin", site.Address.GetLeftPart(UriPartial.Authority));

        using var answer = await http.PostAsync("/report", Form("路灯坏了 <script>alert(1)</script>"), TestContext.Current.CancellationToken);
        var page = await Answer.Of(answer);

        Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        Assert.Equal(Filing.ByAddress > 0 ? CallLimit.Period.TotalSeconds : 0, answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Contains("路灯坏了", page.Page.QuerySelector("input[name=text]")!.GetAttribute("value"), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page.Text, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Is_not_forgotten_by_a_restart(Engine engine)
    {
        await using var site = await Site.On(engine);
        Spend(site, "filing.address", "127.0.0.1", Filing.ByAddress);
        Assert.Equal(0, site.Read(db => db.Set<KeptAttempts>().Count()));

        await site.Get<KeptWindows>().Keep(TestContext.Current.CancellationToken);
        await site.Restart();
        using var visitor = site.Visitor();

        Assert.Equal(HttpStatusCode.TooManyRequests, (await visitor.Send("/report", new { text = "灯" })).Status);
        site.Clock.Advance(CallLimit.Period);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await visitor.Send("/report", new { text = "灯" })).Status);
    }

    [Theory, EveryEngine]
    public async Task At_codes_of_requests_is_not_forgotten_by_a_restart(Engine engine)
    {
        await using var site = await Site.On(engine);
        using (var guesser = site.Visitor())
        {
            for (var i = 0; i < TrackingCheck.MostByAddress; i++)
            {
                Assert.Equal(HttpStatusCode.NotFound, (await guesser.Get("/track/2026-1/WRONG234")).Status);
            }
        }

        await site.Get<KeptWindows>().Keep(TestContext.Current.CancellationToken);
        await site.Restart();
        using var again = site.Visitor();

        Assert.Equal(HttpStatusCode.TooManyRequests, (await again.Get("/track/2026-1/WRONG234")).Status);
    }

    [Theory, EveryEngine]
    public async Task Is_written_down_together_and_forgotten_when_it_no_longer_counts(Engine engine)
    {
        await using var site = await Site.On(engine);
        for (var i = 0; i < 300; i++)
        {
            Spend(site, "filing.address", $"10.0.{i / 200}.{i % 200}", 1);
        }

        await site.Get<KeptWindows>().Keep(TestContext.Current.CancellationToken);
        Assert.Equal(300, site.Read(db => db.Set<KeptAttempts>().Count()));
        Assert.DoesNotContain(site.Read(db => db.Set<KeptAttempts>().ToList()), row => System.Text.Encoding.UTF8.GetString(row.KeyHash).Contains("10.0", StringComparison.Ordinal));

        site.Clock.Advance(KeptWindows.Longest + Duration.FromMinutes(1));
        Spend(site, "filing.address", "10.1.1.1", 1);
        await site.Get<KeptWindows>().Keep(TestContext.Current.CancellationToken);
        Assert.Equal(1, site.Read(db => db.Set<KeptAttempts>().Count()));
    }

    [Fact]
    public async Task From_one_address_holds_back_nobody_who_has_an_account()
    {
        await using var site = await Site.On();
        Spend(site, "change.address", "127.0.0.1", CallLimit.Change.ByAddress);
        Spend(site, "filing.address", "127.0.0.1", Filing.ByAddress);
        using var resident = await site.SignedIn();

        Assert.Equal(HttpStatusCode.OK, (await resident.Post("/report", new { text = "路灯不亮" })).Status);
    }

    [Fact]
    public async Task By_one_account_is_turned_away_wherever_it_comes_from()
    {
        await using var site = await Site.On();
        var (person, user) = await site.Somebody();
        using var resident = site.Visitor();
        await resident.SignIn(user);
        Spend(site, "filing.account", person.Id.ToString(), Filing.ByAccount);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await resident.Post("/report", new { text = "路灯不亮" })).Status);
    }

    [Theory]
    [InlineData("2001:db8:1:2:aaaa::1", "2001:db8:1:2:bbbb::2", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", true)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    public void Counts_a_subscriber_of_IPv6_as_one(string one, string other, bool isSame) =>
        Assert.Equal(isSame, AttemptWindow.KeyOf(IPAddress.Parse(one)) == AttemptWindow.KeyOf(IPAddress.Parse(other)));

    [Fact]
    public void From_very_many_addresses_fills_no_memory_and_forgets_who_was_silent_longest()
    {
        var window = new AttemptWindow(1, Duration.FromMinutes(10));
        var now = County.At("2026-09-24T16:30");
        window.Count("first", now);
        for (var i = 1; i <= 120_000; i++)
        {
            window.Count($"other {i}", now + Duration.FromMilliseconds(i));
        }

        var later = now + Duration.FromSeconds(121);
        Assert.Null(window.WaitFor("first", later));
        Assert.NotNull(window.WaitFor("other 120000", later));
    }

    [Fact]
    public void From_very_many_addresses_is_not_all_written_down()
    {
        var window = new KeptWindow(1, Duration.FromMinutes(10), key => Convert.ToHexString(Encoding.UTF8.GetBytes(key)), () => []);
        var now = County.At("2026-09-24T16:30");
        for (var i = 0; i < 60_000; i++)
        {
            window.Count($"other {i}", now);
        }

        Assert.Equal(2_000, window.TakeChanged(now, 2_000).Count);
        Assert.Empty(window.TakeChanged(now, 2_000));
        Assert.NotNull(window.WaitFor("other 59999", now));
    }

    [Fact]
    public async Task Names_an_end_for_software_too()
    {
        await using var site = await Site.On();
        Spend(site, "search.address", "127.0.0.1", CallLimit.Search.ByAddress);
        using var client = new Client(site.Address);

        var answer = await client.Get("places?q=" + Uri.EscapeDataString(site.District.Name));

        Assert.Equal((HttpStatusCode.TooManyRequests, "called_too_often"), answer.Refusal);
        Assert.Equal(CallLimit.Period.TotalSeconds, answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
    }

    private static void Spend(Site site, string window, string key, int calls)
    {
        var limit = new[] { CallLimit.Filing, CallLimit.Change, CallLimit.Search }.Single(l => window.StartsWith(l.Name + ".", StringComparison.Ordinal));
        var counted = site.Get<KeptWindows>().Of(window, window.EndsWith("account", StringComparison.Ordinal) ? limit.ByAccount : limit.ByAddress, CallLimit.Period);
        for (var i = 0; i < calls; i++)
        {
            counted.Count(key, site.Clock.GetCurrentInstant());
        }
    }

    private static FormUrlEncodedContent Form(string text) => new([KeyValuePair.Create("text", text)]);
}
