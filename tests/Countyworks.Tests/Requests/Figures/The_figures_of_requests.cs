using System.Net;
using Countyworks.Core.Indicators;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Databases;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Requests.Figures;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Requests.Figures;

public sealed class The_figures_of_requests
{
    private const string Period = "from=2026-09&to=2026-10";

    [Theory, EveryEngine]
    public async Task Are_open_to_everybody_and_say_what_they_are_parts_of(Engine engine)
    {
        await using var example = await ExampleDistrict.On(engine);
        using var visitor = example.Site.Visitor();

        var page = await visitor.Get($"/figures?{Period}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(
            ["97.89%", "78.00%", "89.58%", "86.61", "200", "10"],
            page.Page.QuerySelectorAll(".big .value").Select(v => v.TextContent));
        Assert.Equal(
            ["186 / 190，剔除 10", "117 / 150", "129 / 144"],
            page.Page.QuerySelectorAll(".big .of").Take(3).Select(v => v.TextContent));
        Assert.DoesNotContain("路灯不亮", page.Text, StringComparison.Ordinal);
        Assert.Equal(["100", "100"], page.Page.QuerySelectorAll("table.t:not(.plain)")[0].QuerySelectorAll("tbody tr td:nth-child(2)").Select(c => c.TextContent));
    }

    [Theory, EveryEngine]
    public async Task Are_computed_again_from_the_file_by_anybody(Engine engine)
    {
        await using var example = await ExampleDistrict.On(engine);
        using var visitor = example.Site.Visitor();

        var file = await visitor.Get($"/figures/requests.csv?{Period}");

        var rows = file.Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        var column = rows[0].Index().ToDictionary(c => c.Item.Split(' ')[0], c => c.Index);
        long Count(Func<Func<string, string>, bool> holds) => rows.Skip(1).Count(row => holds(name => row[column[name]]));
        Assert.Equal("text/csv", file.MediaType);
        Assert.Equal((186, 190), (Count(r => r("excluded") == "" && r("responded_in_time") == "1"), Count(r => r("excluded") == "" && r("dispatched") == "1")));
        Assert.Equal((117, 150), (Count(r => r("call_back") == "solved"), Count(r => r("call_back") != "")));
        Assert.Equal((129, 144), (Count(r => r("result_rating") is "satisfied" or "basically"), Count(r => r("result_rating") != "")));
        Assert.Equal(10, Count(r => r("excluded") == "untrue"));
    }

    [Theory, EveryEngine]
    public async Task Lead_a_leader_from_a_number_to_its_list(Engine engine)
    {
        await using var example = await ExampleDistrict.On(engine);
        using var leader = await example.Site.SignedIn(Role.Leader);

        var page = await leader.Get($"/figures/leaders?{Period}");
        var excluded = await leader.Get($"/figures/leaders/list?{Period}&of=excluded");
        var second = await leader.Get($"/figures/leaders/list?{Period}&of=satisfied&page=3");

        Assert.Contains("住建局", page.Words, StringComparison.Ordinal);
        Assert.Equal(10, excluded.Page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("Dispatcher 张user1", excluded.Words, StringComparison.Ordinal);
        Assert.Equal(29, second.Page.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task Show_a_leader_only_the_places_of_the_posts_held()
    {
        await using var example = await ExampleDistrict.On(Engine.Sqlite);
        var (person, user) = await example.Site.Somebody();
        await example.Site.Appoint(person, Role.Leader, example.Communities[0]);
        using var leader = example.Site.Visitor();
        await leader.SignIn(user);

        var page = await leader.Get($"/figures/leaders?{Period}");
        var elsewhere = await leader.Get($"/figures/leaders/list?{Period}&of=filed&place={example.Communities[1].Id}");

        Assert.Contains("100", page.Page.QuerySelectorAll(".big .value").Select(v => v.TextContent));
        Assert.Empty(elsewhere.Page.QuerySelectorAll("tbody tr"));
    }

    [Fact]
    public async Task Are_not_for_leaders_where_the_post_is_another()
    {
        await using var site = await Site.On();
        using var nobody = site.Visitor();
        using var handler = await site.SignedIn(Role.Handler);

        Assert.Equal(HttpStatusCode.Found, (await nobody.Get("/figures/leaders")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await handler.Get("/figures/leaders")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await handler.Get("/figures/leaders/list?of=filed")).Status);
    }

    [Theory, EveryEngine]
    public async Task Are_the_same_after_a_recount_and_mended_where_they_were_wrong(Engine engine)
    {
        await using var example = await ExampleDistrict.On(engine);
        var site = example.Site;
        Task<Recounted> Recount() => RebuildSums.All(site.Get<Database>(), site.Get<Writer>(), site.Get<Cached<PlaceTree>>().Current, site.Clock.GetCurrentInstant(), default);
        var kept = site.Read(db => db.Set<IndicatorSum>().Where(s => s.Count != 0).AsEnumerable().Select(s => (s.Cell, s.Flags, s.Count)).ToHashSet());

        var first = await Recount();
        await site.Do<Done>("spoil", change =>
        {
            change.Count(RequestCounts.Indicator, kept.First().Cell, kept.First().Flags, 7);
            return Done.It;
        });
        var second = await Recount();

        Assert.Equal((200, 0), (first.Requests, first.Mended));
        Assert.Equal(1, second.Mended);
        Assert.True(kept.SetEquals(site.Read(db => db.Set<IndicatorSum>().Where(s => s.Count != 0).AsEnumerable().Select(s => (s.Cell, s.Flags, s.Count)).ToHashSet())));
    }
}
