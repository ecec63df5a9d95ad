using System.Net;
using Countyworks.Core.Matters;
using Countyworks.Core.Notices;
using Countyworks.Core.Posts;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Matters;

public sealed class The_inbox
{
    [Theory, EveryEngine]
    public async Task Shows_what_the_unit_has_the_most_pressing_first(Engine engine)
    {
        await using var site = await Site.On(engine);
        var later = await site.File("井盖松动");
        var sooner = await site.File("路灯不亮");
        await site.Dispatch(later.Id);
        await site.Dispatch(sooner.Id);
        await site.Move(later.Id, RequestKind.Respond, "来了");
        using var handler = await site.SignedIn(Role.Handler);

        var page = await handler.Get("/inbox");

        Assert.Equal(["路灯不亮", "井盖松动"], page.Page.QuerySelectorAll("tr.go a").Select(a => a.TextContent));
        Assert.Equal(["2", "0", "0", "0", "0", "0"], page.Page.QuerySelectorAll(".tabs .n").Select(n => n.TextContent));
        Assert.DoesNotContain('[', page.Words);
    }

    [Theory, EveryEngine]
    public async Task Counts_what_is_overdue_and_finds_by_number(Engine engine)
    {
        await using var site = await Site.On(engine);
        var request = await site.File();
        await site.Dispatch(request.Id);
        using var handler = await site.SignedIn(Role.Handler);
        site.Clock.Reset(County.At("2026-10-09T09:00"));
        await handler.SignIn("user1");

        var overdue = await handler.Get("/inbox?tab=overdue");
        var found = await handler.Get($"/inbox?q={Uri.EscapeDataString(request.Number)}");

        Assert.Equal("1", overdue.Page.QuerySelectorAll(".tabs .n")[2].TextContent);
        Assert.Single(overdue.Page.QuerySelectorAll("tr.go"));
        Assert.Single(found.Page.QuerySelectorAll("tr.go"));
    }

    [Theory, EveryEngine]
    public async Task Signs_for_those_ticked(Engine engine)
    {
        await using var site = await Site.On(engine);
        var request = await site.File();
        await site.Dispatch(request.Id);
        using var handler = await site.SignedIn(Role.Handler);

        var answer = await handler.Post("/inbox/sign", new { unit = site.Department.Id, matter = request.Id }, from: "/inbox");

        Assert.Contains("signed=1", answer.Location, StringComparison.Ordinal);
        Assert.Equal(RequestKind.Signed, site.Read(db => db.Set<Matter>().Single().Stage));
    }

    [Fact]
    public async Task Is_not_for_residents()
    {
        await using var site = await Site.On();
        using var resident = await site.SignedIn();

        Assert.Equal(HttpStatusCode.Forbidden, (await resident.Get("/inbox")).Status);
    }

    [Theory, EveryEngine]
    public async Task Comes_with_a_notice_to_the_unit_that_got_the_matter(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (handler, _) = await site.Somebody(false, Role.Handler);
        var request = await site.File();

        await site.Dispatch(request.Id);

        var notice = site.Read(db => db.Set<Notice>().Single(n => n.Key == "notice.matter_dispatched"));
        Assert.Equal((handler.Id, $"/matters/{request.Id}"), (notice.PersonId, notice.Link));
    }
}
