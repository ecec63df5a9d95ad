using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Core.Votes;
using Countyworks.Kernel;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Votes;

/// <summary>From the draft to the certificate, by forms as people fill them.</summary>
public sealed partial class The_pages_of_a_vote
{
    private const string Titles = "楼栋,户号,面积,业主\n3栋,101,100,a\n3栋,102,100.00,b\n3栋,103,100,c\n3栋,104,50,c";

    [Theory, EveryEngine]
    public async Task Lead_from_the_draft_to_a_ballot_and_its_receipt_and_to_the_result(Engine engine)
    {
        await using var site = await Site.On(engine);
        var id = await Announced(site);
        var page = $"/votes/{id}";
        using var owner = await Owner(site, "101");
        site.Clock.Reset(County.At("2026-10-10T09:00"));
        await owner.SignIn("user2");

        Assert.Contains("去投票", (await owner.Get(page)).Words, StringComparison.Ordinal);
        var cast = await owner.Post(page + "/ballot", new { head = 1, choice = "yes" });
        var code = Code().Match(cast.Words).Value;
        Assert.Contains("投票成功", cast.Words, StringComparison.Ordinal);
        Assert.Contains("还差", (await owner.Get(page)).Words, StringComparison.Ordinal);
        Assert.Contains("截止后计入", (await owner.Post(page + "/receipt", new { code })).Words, StringComparison.Ordinal);

        Assert.Contains("您投的票", (await owner.Get("/my/data")).Words, StringComparison.Ordinal);

        using var first = await site.SignedIn(Role.DutyOfficer);
        using var second = await site.SignedIn(Role.Administrator);
        foreach (var head in new[] { 2, 3 })
        {
            Assert.Contains("待第二人复核", (await first.Post(page + "/tellers", new { head, choice = "yes" })).Words, StringComparison.Ordinal);
            Assert.Contains("已计入", (await second.Post(page + "/tellers", new { head, choice = "yes" })).Words, StringComparison.Ordinal);
        }

        site.Clock.Reset(County.At("2026-10-24T00:00"));
        await site.Do("close", change => new CloseVote(Id<Vote>.Parse(id, null)).In(change));
        using var anybody = site.Visitor();
        Assert.Contains("通过", (await anybody.Get(page)).Words, StringComparison.Ordinal);
        var result = (await anybody.Get(page + "/result")).Words;
        Assert.Contains("350.00 m²", result, StringComparison.Ordinal);
        Assert.Contains("2026年10月9日 00:00 至 2026年10月23日 24:00", result, StringComparison.Ordinal);
        Assert.Contains("100.00 m²", (await anybody.Get(page + "/list")).Words, StringComparison.Ordinal);
        Assert.Contains("已经计入", (await anybody.Post(page + "/receipt", new { code })).Words, StringComparison.Ordinal);
        Assert.Equal(4, (await anybody.Get(page + "/list.csv")).Text.TrimEnd().Split('\n').Length);
        var again = VoteFile.Read((await anybody.Get(page + "/vote.json")).Text).Then(file => file.Count()).Value.Tally;
        Assert.Equal((35_000L, 3L, true), (again.Area.Yes, again.Heads.Yes, again.IsPassed));
    }

    [Fact]
    public async Task Show_a_draft_to_those_alone_who_keep_it()
    {
        await using var site = await Site.On();
        var id = await Drafted(site);
        using var anybody = site.Visitor();
        using var owner = await Owner(site, "101");

        Assert.Equal(HttpStatusCode.NotFound, (await anybody.Get($"/votes/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.Get($"/votes/{id}/ballot")).Status);
        Assert.DoesNotContain("充电桩", (await anybody.Get("/votes")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_no_list_and_no_result_before_the_close()
    {
        await using var site = await Site.On();
        var id = await Announced(site);
        using var anybody = site.Visitor();

        foreach (var below in new[] { "result", "list", "list.csv", "vote.json" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await anybody.Get($"/votes/{id}/{below}")).Status);
        }
    }

    [Fact]
    public async Task Offer_to_announce_only_where_there_is_a_roll_and_evidence_only_until_the_close()
    {
        await using var site = await Site.On();
        var bare = await Drafted(site, titles: "");
        using var keeper = site.Visitor();
        await keeper.SignIn("user1");

        var announce = await keeper.Get($"/votes/{bare}/announce");
        Assert.Null(announce.Page.QuerySelector("main form[action$='/announce']"));
        Assert.Contains("还没有权属资料", announce.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await keeper.Post($"/votes/{bare}/announce", new { opensOn = "2026-10-09", lastDay = "2026-10-23" }, $"/votes/{bare}")).Status);

        await keeper.Post("/votes/titles", new { place_text = "东湖苑", lines = Titles });
        await keeper.Post($"/votes/{bare}/announce", new { opensOn = "2026-10-09", lastDay = "2026-10-23" });
        Assert.Equal(2, (await keeper.Get($"/votes/{bare}/evidence")).Page.QuerySelectorAll("main form").Length);
        Assert.Contains("10月9日", (await keeper.Get($"/votes/{bare}/tellers")).Words, StringComparison.Ordinal);
        site.Clock.Reset(County.At("2026-10-24T00:00"));
        await keeper.SignIn("user1");
        var over = await keeper.Get($"/votes/{bare}/evidence");
        Assert.Empty(over.Page.QuerySelectorAll("main form"));
        Assert.Contains("已经截止", over.Words, StringComparison.Ordinal);
        Assert.Null((await keeper.Get($"/votes/{bare}")).Page.QuerySelector("form[action$='/withdraw']"));
    }

    [Fact]
    public async Task Refuse_bad_forms_filled_as_they_were()
    {
        await using var site = await Site.On();
        var id = await Announced(site);
        using var keeper = await site.SignedIn(Role.Administrator);
        site.Clock.Reset(County.At("2026-10-10T09:00"));
        await keeper.SignIn("user2");

        foreach (var (path, fields, from, words) in new (string, object, string, string)[]
        {
            ("tellers", new { head = "x", choice = "yes" }, "tellers", "选票编号"),
            ("tellers", new { head = 99, choice = "no" }, "tellers", "名册上没有这个编号"),
            ("mandates", new { head = 1, holder = "ghost" }, "evidence", "没有这个人"),
            ("deliveries", new { heads = "5-1", way = "by_hand" }, "evidence", "请写编号"),
            ("withdraw", new { reason = "" }, "", "撤回的原因"),
        })
        {
            var answer = await keeper.Post($"/votes/{id}/{path}", fields, $"/votes/{id}/{from}".TrimEnd('/'));
            Assert.Equal((path, HttpStatusCode.UnprocessableEntity), (path, answer.Status));
            Assert.Contains(words, answer.Words, StringComparison.Ordinal);
        }

        var titles = await keeper.Post("/votes/titles", new { place_text = "东湖苑", lines = "3栋,101,abc,a" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, titles.Status);
        Assert.Contains("3栋,101,abc,a", titles.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Print_a_sheet_for_each_head_with_a_picture_that_opens_its_entry()
    {
        await using var site = await Site.On();
        var id = await Announced(site);
        using var keeper = await site.SignedIn(Role.Administrator);
        var building = site.Read(db => db.Set<Place>().Single(p => p.Name == "3栋"));

        var sheets = await keeper.Get($"/votes/{id}/paper?building={building.Id}");

        Assert.Equal(3, sheets.Page.QuerySelectorAll("article.letter img.qr").Length);
        Assert.Contains("3栋 103 104", sheets.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_the_same_over_the_API()
    {
        await using var site = await Site.On();
        var id = await Announced(site);
        using var owner = await Owner(site, "103");
        site.Clock.Reset(County.At("2026-10-10T09:00"));
        await owner.SignIn("user2");

        var list = JsonNode.Parse((await owner.Get("/api/v1/votes")).Text)!;
        var own = JsonNode.Parse((await owner.Get($"/api/v1/votes/{id}/own")).Text)!;
        var vote = JsonNode.Parse((await owner.Get($"/api/v1/votes/{id}")).Text)!;

        Assert.Equal(id, (string?)list["items"]![0]!["id"]);
        Assert.Equal(("3栋 103 104", 15_000), ((string?)own[0]!["units"], (int?)own[0]!["area"]));
        Assert.Equal(23_334, (int?)vote["quorum"]![0]!["needs"]);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.Get($"/api/v1/votes/{id}/list")).Status);
    }

    private static async Task<string> Drafted(Site site, string titles = Titles)
    {
        await VoteSite.Neighbourhood(site);
        using var keeper = await site.SignedIn(Role.Administrator);
        if (titles.Length > 0)
        {
            Assert.Contains("新增 4 户", (await keeper.Post("/votes/titles", new { place_text = "东湖苑", lines = titles })).Words, StringComparison.Ordinal);
        }

        var drafted = await keeper.Post("/votes/new", new
        {
            place_text = "东湖苑", item = 8, question = "是否同意安装充电桩", document = "在北门安装充电桩。", precedence = "last", mandateCap = 3,
        });
        Assert.Equal(HttpStatusCode.Found, drafted.Status);
        return site.Read(db => db.Set<Vote>().Single()).Id.ToString();
    }

    private static async Task<string> Announced(Site site)
    {
        var id = await Drafted(site);
        using var keeper = site.Visitor();
        await keeper.SignIn("user1");
        var early = await keeper.Post($"/votes/{id}/announce", new { opensOn = "2026-09-25", lastDay = "2026-10-23" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.Status);
        Assert.Equal(HttpStatusCode.Found, (await keeper.Post($"/votes/{id}/announce", new { opensOn = "2026-10-09", lastDay = "2026-10-23" })).Status);
        Assert.Contains("已公告", (await keeper.Get($"/votes/{id}")).Words, StringComparison.Ordinal);
        return id;
    }

    private static async Task<Visitor> Owner(Site site, string unit)
    {
        var (person, user) = await site.Somebody();
        await site.Do<Done>("add_owner", change =>
        {
            var place = change.Db.Set<Place>().Single(p => p.Level == PlaceLevel.Unit && p.Name == unit);
            change.Add(new Occupancy { Id = change.NewId<Occupancy>(), PersonId = person.Id, PlaceId = place.Id, PlacePath = place.Path, Kind = OccupancyKind.Owner, FirstDay = new(2026, 1, 1) });
            return Done.It;
        });
        var visitor = site.Visitor();
        await visitor.SignIn(user);
        return visitor;
    }

    [GeneratedRegex("[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
