using System.Net;
using Countyworks.Core.Notices;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Roster;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using NodaTime;

namespace Countyworks.Tests.Roster;

public sealed class The_roster_of_a_place
{
    [Theory, EveryEngine]
    public async Task Is_planned_repeated_and_read_on_the_wall(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (place, post) = (Place(site), await Officer(site));
        using var dispatcher = await site.SignedIn(Role.Dispatcher);

        var empty = await dispatcher.Get($"/roster/{place.Id}");
        var planned = await dispatcher.Post($"/roster/{place.Id}/plan", Fields(post.Id, ("days", "monday,tuesday")));
        var week = await dispatcher.Get(planned.Location!);
        var repeated = await dispatcher.Post($"/roster/{place.Id}/repeat?week=2026-09-28", new { weeks = 3 }, planned.Location);
        var later = await dispatcher.Get($"/roster/{place.Id}?week=2026-10-19");

        Assert.Contains("还没有排班", empty.Words, StringComparison.Ordinal);
        Assert.Contains("已排2个班", week.Words, StringComparison.Ordinal);
        Assert.Contains("16/168小时", week.Words, StringComparison.Ordinal);
        Assert.Contains("缺岗8小时", week.Words, StringComparison.Ordinal);
        Assert.Equal(2, week.Page.QuerySelectorAll(".rota .shift").Length);
        Assert.Contains("planned=6", repeated.Location, StringComparison.Ordinal);
        Assert.Contains("16/168小时", later.Words, StringComparison.Ordinal);
        Assert.Contains("16/168", (await dispatcher.Get("/roster")).Words + later.Words, StringComparison.Ordinal);
        Assert.DoesNotContain('[', week.Words);
        Assert.DoesNotContain("style=", week.Page.QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_a_refused_plan_back_filled_in()
    {
        await using var site = await Site.On();
        var (place, post) = (Place(site), await Officer(site));
        using var dispatcher = await site.SignedIn(Role.Dispatcher);
        await dispatcher.Post($"/roster/{place.Id}/plan", Fields(post.Id));

        var wrong = await dispatcher.Post($"/roster/{place.Id}/plan", Fields(post.Id, ("from", "25:00"), ("phone", ""), ("weeks", "99")));
        var twice = await dispatcher.Post($"/roster/{place.Id}/plan", Fields(post.Id, ("from", "09:00")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("请填写时间", wrong.Words, StringComparison.Ordinal);
        Assert.Equal("25:00", wrong.Page.QuerySelector("[name=from]")!.GetAttribute("value"));
        Assert.Equal(HttpStatusCode.Conflict, twice.Status);
        Assert.Contains("已在这里值班", twice.Words, StringComparison.Ordinal);
        Assert.Equal("09:00", twice.Page.QuerySelector("[name=from]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Is_read_in_English_and_by_who_only_stands_there_without_links_to_change_it()
    {
        await using var site = await Site.On();
        var (place, post) = (Place(site), await Officer(site));
        using var dispatcher = await site.SignedIn(Role.Dispatcher);
        await dispatcher.Post($"/roster/{place.Id}/plan", Fields(post.Id));
        using var officer = (await site.SignedIn(Role.DutyOfficer)).Speaking("en");

        var week = await officer.Get($"/roster/{place.Id}?week=2026-09-28");

        Assert.Contains("Covered: 8 of 168 hours", week.Words, StringComparison.Ordinal);
        Assert.Empty(week.Page.QuerySelectorAll("main a[href^='/roster/shifts'], main form"));
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.Get($"/roster/{place.Id}/plan")).Status);
        Assert.DoesNotContain('[', week.Words);
    }

    [Theory, EveryEngine]
    public async Task Has_its_shifts_given_to_others_swapped_and_ended_by_one_page(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (place, post, other) = (Place(site), await Officer(site), await Officer(site));
        using var dispatcher = await site.SignedIn(Role.Dispatcher);
        await dispatcher.Post($"/roster/{place.Id}/plan", Fields(post.Id, ("days", "monday,tuesday")));
        var shifts = Shifts(site);
        var page = $"/roster/shifts/{shifts[0].Id}";

        var bare = await dispatcher.Post(page, new { deed = "replace", version = 0 });
        var replaced = await dispatcher.Post(page, new { deed = "replace", post = other.Id, version = 0 });
        var stale = await dispatcher.Post(page, new { deed = "end", version = 0 });
        var swapped = await dispatcher.Post(page, new { deed = "swap", other = shifts[1].Id, version = 1 });
        var ended = await dispatcher.Post($"/roster/shifts/{shifts[1].Id}", new { deed = "end" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, bare.Status);
        Assert.Equal([HttpStatusCode.Found, HttpStatusCode.Conflict, HttpStatusCode.Found, HttpStatusCode.Found], [replaced.Status, stale.Status, swapped.Status, ended.Status]);
        Assert.Equal(post.Id, Assert.Single(Shifts(site)).PostId);
    }

    [Theory, EveryEngine]
    public async Task Is_handed_over_from_the_desk_and_confirmed_by_the_next(Engine engine)
    {
        await using var site = await Site.On(engine);
        var place = Place(site);
        var ((first, firstUser), (second, secondUser)) = (await site.Somebody(false), await site.Somebody(false));
        var (one, two) = (await site.Appoint(first, Role.DutyOfficer), await site.Appoint(second, Role.DutyOfficer));
        using var dispatcher = await site.SignedIn(Role.Dispatcher);
        await dispatcher.Post($"/roster/{place.Id}/plan", Fields(one.Id));
        await dispatcher.Post($"/roster/{place.Id}/plan", Fields(two.Id, ("from", "16:00"), ("to", "00:00")));
        site.Clock.Reset(County.At("2026-09-28T15:50"));
        var (off, on) = (await SignedIn(site, firstUser), await SignedIn(site, secondUser));
        var filed = await site.File();

        var desk = await off.Get("/desk");
        var mine = await off.Get("/roster/hand-over");
        await off.Post($"/roster/hand-over/{Shifts(site)[0].Id}", new { note = "门禁已报修" }, "/roster/hand-over");
        var theirs = await on.Get("/roster/hand-over");
        await on.Post($"/roster/hand-over/{Shifts(site)[0].Id}/confirm", null, "/roster/hand-over");
        var after = await on.Get("/roster/hand-over");

        Assert.NotNull(desk.Page.QuerySelector("a[href='/roster/hand-over']"));
        Assert.Contains(filed.Number, mine.Words, StringComparison.Ordinal);
        Assert.Contains("门禁已报修", theirs.Words, StringComparison.Ordinal);
        Assert.Contains(filed.Number, theirs.Words, StringComparison.Ordinal);
        Assert.Contains("确认接班", after.Words, StringComparison.Ordinal);
        Assert.NotNull(site.Read(db => db.Set<HandOver>().Single()).ConfirmedAt);
        Assert.DoesNotContain('[', mine.Words + theirs.Words + after.Words);
    }

    [Theory, EveryEngine]
    public async Task Reminds_of_shifts_and_gaps_a_day_ahead_and_of_nothing_twice(Engine engine)
    {
        await using var site = await Site.On(engine, "2026-09-27T07:59");
        var (place, post) = (Place(site), await Officer(site));
        using var dispatcher = await site.SignedIn(Role.Dispatcher);
        await dispatcher.Post($"/roster/{place.Id}/plan", Fields(post.Id, ("firstDay", "2026-09-27"), ("from", "08:00"), ("to", "08:00"), ("days", "monday,sunday")));

        await Run(site);
        Assert.Equal(1, Notices(site, "notice.shift_ahead"));
        Assert.Equal(1, Notices(site, "notice.roster_gap"));
        site.Clock.Reset(County.At("2026-09-27T09:00"));
        await Run(site);
        await Run(site);
        Assert.Equal(2, Notices(site, "notice.shift_ahead"));
        Assert.Equal(1, Notices(site, "notice.roster_gap"));
        site.Clock.Reset(County.At("2026-09-28T08:30"));
        await Run(site);
        await Run(site);

        // The minute before the first shift, and the week after the last.
        Assert.Equal(2, Notices(site, "notice.roster_gap"));
        var told = site.Read(db => db.Set<ToldGap>().OrderBy(g => g.StartsAt).ToList());
        Assert.Equal([(County.At("2026-09-27T07:59"), County.At("2026-09-27T08:00")), (County.At("2026-09-29T08:00"), County.At("2026-10-06T08:30"))], told.Select(g => (g.StartsAt, g.EndsAt)));
        Assert.Equal(2, site.Read(db => db.Set<FactRow>().Count(f => f.Kind == "roster_gap_told")));
        Assert.All(Shifts(site), s => Assert.Equal(0, s.Version));
    }

    [Theory, EveryEngine]
    public async Task Says_which_phone_is_answered_now_there_and_in_the_district(Engine engine)
    {
        await using var site = await Site.On(engine, "2026-09-28T09:00");
        var (place, post, other) = (Place(site), await Officer(site), await Officer(site));
        using var dispatcher = await site.SignedIn(Role.Dispatcher);
        using var visitor = site.Visitor();
        var before = await visitor.Get("/");
        await dispatcher.Post($"/roster/{place.Id}/plan", Fields(post.Id, ("phone", "0735 111-2222")));

        var chosen = await visitor.Get($"/?place={place.Id}");
        var typed = await visitor.Get("/?place=&place_text=" + Uri.EscapeDataString(place.Name));
        var unchosen = await visitor.Get("/");
        await dispatcher.Post($"/roster/{site.District.Id}/plan", Fields(other.Id, ("phone", "07353334444")));
        var district = await visitor.Get("/report");
        site.Clock.Reset(County.At("2026-09-28T16:00"));
        var over = await visitor.Get($"/?place={place.Id}");

        Assert.Equal(["tel:12345", "tel:07351112222", "tel:07351112222", "tel:12345", "tel:07353334444", "tel:12345"], new[] { before, chosen, typed, unchosen, district, over }.Select(Header));
        Assert.Contains("现在的值班电话： 07351112222", chosen.Words, StringComparison.Ordinal);
        Assert.Contains("没有排值班", over.Words, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Is_planned_and_read_over_the_API(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (place, post, other) = (Place(site), await Officer(site), await Officer(site));
        var (_, user) = await site.Somebody(false, Role.Dispatcher);
        using var client = await new Client(site.Address).As(user);
        var pattern = RosterGiven.EveryDay.Select(d => new { day = d, from = new LocalTime(0, 0), to = new LocalTime(0, 0), postId = post.Id, phone = "12345" });
        var wish = new { pattern, firstDay = "2026-09-28", weeks = 1 };

        var planned = await client.Post($"rosters/{place.Id}/shifts", wish, ("Idempotency-Key", "a"));
        var again = await client.Post($"rosters/{place.Id}/shifts", wish, ("Idempotency-Key", "a"));
        var week = await client.Get($"rosters/{place.Id}?week=2026-09-30");
        var id = week.Json["shifts"]![0]!["id"]!.ToString();
        var one = await client.Get($"shifts/{id}");
        var stale = await client.Post($"shifts/{id}/replace", new { postId = other.Id }, ("If-Match", "\"9\""));
        var replaced = await client.Post($"shifts/{id}/replace", new { postId = other.Id }, ("If-Match", "\"0\""));
        var ended = await client.Send(HttpMethod.Delete, $"shifts/{id}", null);
        var gone = await client.Get($"shifts/{id}");
        var fewer = await client.Get($"rosters/{place.Id}?week=2026-09-30");
        var undated = await client.Get($"rosters/{place.Id}?week=soon");
        using var anybody = new Client(site.Address);
        site.Clock.Reset(County.At("2026-09-29T03:00"));

        Assert.Equal(("{\"count\":7}", "{\"count\":7}"), (planned.Text, again.Text));
        Assert.Equal("168", week.Json["hoursCovered"]!.ToString());
        Assert.Equal("\"0\"", one.Headers.ETag!.Tag);
        Assert.Equal([HttpStatusCode.PreconditionFailed, HttpStatusCode.OK, HttpStatusCode.NoContent], [stale.Status, replaced.Status, ended.Status]);
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), gone.Refusal);
        Assert.Equal((HttpStatusCode.BadRequest, "not_a_date"), undated.Refusal);
        Assert.Equal("12345", (await anybody.Get($"rosters/phone?place={place.Id}"))["phone"]);
        Assert.Equal("144", fewer.Json["hoursCovered"]!.ToString());
    }

    private static string? Header(Answer answer) => answer.Page.QuerySelector("header .call")?.GetAttribute("href");

    private static Place Place(Site site) => site.Read(db => db.Set<Place>().Where(p => p.Level == PlaceLevel.Community).OrderBy(p => p.Path).First());

    private static async Task<Post> Officer(Site site) => await site.Appoint((await site.Somebody()).Person, Role.DutyOfficer);

    private static async Task<Visitor> SignedIn(Site site, string user)
    {
        var visitor = site.Visitor();
        await visitor.SignIn(user);
        return visitor;
    }

    private static List<Shift> Shifts(Site site) => site.Read(db => db.Set<Shift>().OrderBy(s => s.StartsAt).ThenBy(s => s.Id).ToList());

    private static int Notices(Site site, string key) => site.Read(db => db.Set<Notice>().Count(n => n.Key == key));

    private static Task Run(Site site) => RosterReminders.RunAsync(site.Services, site.Clock.GetCurrentInstant(), TestContext.Current.CancellationToken);

    private static Dictionary<string, string> Fields(Id<Post> post, params (string Name, string Value)[] others)
    {
        var fields = new Dictionary<string, string> { ["post"] = post.ToString(), ["phone"] = "12345", ["from"] = "08:00", ["to"] = "16:00", ["firstDay"] = "2026-09-28", ["weeks"] = "1" };
        foreach (var (name, value) in others)
        {
            fields[name] = value;
        }

        return fields;
    }
}
