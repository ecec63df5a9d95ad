using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Core.Votes;
using Countyworks.Core.Web;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Deliberation;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Deliberation;

/// <summary>From the topic to the report, by forms as people fill them.</summary>
public sealed class The_pages_of_a_proposal
{
    [Theory, EveryEngine]
    public async Task Lead_from_the_topic_to_the_report(Engine engine)
    {
        await using var site = await Site.On(engine);
        var neighbourhood = await Neighbourhood(site);
        using var author = await Owner(site, "101");
        using var neighbour = await Owner(site, "102");
        using var keeper = await site.SignedIn(Role.Dispatcher);
        var (expertPerson, expertName) = await site.Somebody();
        using var expert = site.Visitor();
        await expert.SignIn(expertName);

        var page = (await author.Post("/deliberation/new", new { place = neighbourhood.Id, title = "装充电桩", text = "没处充电。" })).Location!;
        var id = page.Split('/')[^1];
        Assert.Contains("0 人附议", (await neighbour.Get(page)).Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await neighbour.Post(page + "/second", from: page)).Status);
        Assert.Equal(HttpStatusCode.Found, (await Deed(keeper, $"/proposals/{id}", "take_up")).Status);

        var first = Version("每度电服务费不高于五角。", "");
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.Send(page + "/write", first, await Token(neighbour, page))).Status);
        Assert.Equal(HttpStatusCode.Found, (await author.Post(page + "/write", first)).Status);
        Assert.Equal(HttpStatusCode.Found, (await neighbour.Post(page + "/comments", new { text = "支持。" }, page)).Status);
        Assert.Equal(HttpStatusCode.Found, (await neighbour.Post(page + "/concern", new { text = "二楼会不会有烟？" })).Status);
        Assert.Equal(HttpStatusCode.Found, (await keeper.Post(page + "/experts", new { user = expertName, field = "消防工程师" })).Status);
        Assert.Contains("还有 1 条", (await keeper.Get(page + "/disclose")).Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await keeper.Post(page + "/disclose", from: page)).Status);
        var answerAt = (await expert.Get(page)).Page.QuerySelectorAll("a[href$='/answer']").Single().GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.Found, (await expert.Post(answerAt, new { text = "离楼体八米，没有影响。" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.Get(answerAt)).Status);
        Assert.Contains("消防工程师", (await neighbour.Get(page)).Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await neighbour.Post(answerAt.Replace("/answer", "/close", StringComparison.Ordinal), from: page)).Status);
        Assert.Equal(HttpStatusCode.Found, (await author.Post(page + "/write", Version("每度电服务费不高于三角。", "邻居嫌贵"))).Status);

        using var anybody = site.Visitor();
        var compared = (await anybody.Get(page + "/compare?from=1&to=2")).Page;
        Assert.Equal(("五", "三"), (Without(compared, "del"), Without(compared, "ins")));
        var canonical = (await anybody.Get(page + "/versions/2.txt")).Text;
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))), (await anybody.Get(page + "/versions/2")).Words, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Found, (await keeper.Post(page + "/disclose")).Status);
        Assert.Contains("10月2日", (await anybody.Get(page)).Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await keeper.Post(page + "/vote", new { opensOn = "2026-10-10", lastDay = "2026-10-24" }, page)).Status);
        site.Clock.Reset(County.At("2026-10-02T09:00"));
        await keeper.SignIn("user3");
        Assert.Equal(HttpStatusCode.Found, (await keeper.Post(page + "/vote", new { opensOn = "2026-10-17", lastDay = "2026-10-31" })).Status);
        var vote = site.Read(db => db.Set<Vote>().Single());
        Assert.Contains("一致", (await anybody.Get(page)).Words, StringComparison.Ordinal);
        Assert.Contains($"/votes/{vote.Id}", (await anybody.Get(page)).Text, StringComparison.Ordinal);
        Assert.Contains(page, (await anybody.Get($"/votes/{vote.Id}")).Text, StringComparison.Ordinal);

        site.Clock.Reset(County.At("2026-10-20T09:00"));
        foreach (var user in new[] { "user1", "user2" })
        {
            using var owner = site.Visitor();
            await owner.SignIn(user);
            Assert.Contains("去投票", (await owner.Get(page)).Words, StringComparison.Ordinal);
            var head = (await owner.Get($"/votes/{vote.Id}/ballot")).Page.QuerySelector("[name=head]")!.GetAttribute("value");
            Assert.Contains("投票成功", (await owner.Post($"/votes/{vote.Id}/ballot", new { head, choice = "yes" })).Words, StringComparison.Ordinal);
        }

        site.Clock.Reset(County.At("2026-11-01T00:00"));
        await site.Do("close", change => new CloseVote(vote.Id).In(change));
        await DeliberationJobs.Publish.Run(site.Services, site.Clock.GetCurrentInstant(), TestContext.Current.CancellationToken);
        Assert.Contains("通过", (await anybody.Get(page)).Words, StringComparison.Ordinal);
        await keeper.SignIn("user3");
        Assert.Equal(HttpStatusCode.Found, (await keeper.Post(page + "/file", new { text = "安装充电桩" }, page + "/execute")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await keeper.Post(page + "/report", new { text = "已启用" })).Status);
        Assert.Equal(HttpStatusCode.Found, (await keeper.Upload(page + "/report", "files", "竣工.png", Picture, new { text = "十个桩已启用。" })).Status);

        var end = await anybody.Get(page);
        Assert.Contains("十个桩已启用。", end.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await anybody.Get(end.Page.QuerySelector(".files a")!.GetAttribute("href")!)).Status);
        Assert.DoesNotContain("[", end.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offer_the_next_step_only_where_it_would_be_taken_and_else_say_what_is_missing()
    {
        await using var site = await Site.On();
        var (page, author) = await Raised(site);
        using var keeper = await site.SignedIn(Role.Dispatcher);
        var (_, expertName) = await site.Somebody();
        using var expert = site.Visitor();
        await expert.SignIn(expertName);
        await Deed(keeper, page.Replace("/deliberation/", "/proposals/", StringComparison.Ordinal), "take_up");
        await author.Post(page + "/write", Version("正文。", ""));
        await author.Post(page + "/concern", new { text = "会不会吵？" });
        await keeper.Post(page + "/experts", new { user = expertName, field = "消防工程师" });

        await Offered("/disclose", false, "还有 1 条疑问没有专家答复");
        await expert.Post((await expert.Get(page)).Page.QuerySelector("a[href$='/answer']")!.GetAttribute("href")!, new { text = "不会。" });
        await Offered("/disclose", true, "");
        await keeper.Post(page + "/disclose");
        await Offered("/vote", false, "最早 10月2日");
        site.Clock.Reset(County.At("2026-10-02T09:00"));
        await keeper.SignIn("user2");
        await Offered("/vote", true, "");
        author.Dispose();

        async Task Offered(string step, bool isOffered, string why)
        {
            var (proposal, form) = (await keeper.Get(page), await keeper.Get(page + step));
            Assert.Equal((isOffered, isOffered), (proposal.Page.QuerySelector($"main a[href$='{step}']") is not null, form.Page.QuerySelector($"main form[action$='{step}']") is not null));
            Assert.Contains(why, proposal.Words, StringComparison.Ordinal);
            Assert.Contains(why, form.Words, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Say_why_in_the_place_of_a_concern_that_would_be_refused()
    {
        await using var site = await Site.On();
        var (page, author) = await Raised(site);
        var (_, name) = await site.Somebody();
        using var stranger = site.Visitor();
        await stranger.SignIn(name);

        var (open, strange) = (await author.Get(page + "/concern"), await stranger.Get(page + "/concern"));
        await author.Post(page + "/withdraw", new { reason = "自己解决了" }, from: page);
        var ended = await author.Get(page + "/concern");

        Assert.Equal((true, false, false), (HasForm(open), HasForm(strange), HasForm(ended)));
        Assert.Contains("只有本小区的业主、租户和工作人员可以参加。", strange.Words, StringComparison.Ordinal);
        Assert.Contains("本件已进入下一阶段", ended.Words, StringComparison.Ordinal);
        author.Dispose();

        static bool HasForm(Answer answer) => answer.Page.QuerySelector("main form[action$='/concern']") is not null;
    }

    [Fact]
    public async Task Are_led_on_and_moderated_over_the_API()
    {
        await using var site = await Site.On();
        var (page, author) = await Raised(site);
        author.Dispose();
        var path = $"proposals/{page.Split('/')[^1]}";
        var (_, expertName) = await site.Somebody();
        using var writer = await new Client(site.Address).As("user1");
        using var expert = await new Client(site.Address).As(expertName);
        using var keeper = await new Client(site.Address).As((await site.Somebody(false, Role.Dispatcher)).UserName);
        using var web = await site.SignedIn(Role.Dispatcher);
        await Deed(web, "/" + path, "take_up");
        object Wish(string text, int after) => new
        {
            title = "是否同意安装充电桩", item = 8, part = "北门东侧十个车位", text, why = "改了", after, budget = new[] { new { name = "灭火器", amountFen = 860_000, source = "commonIncome", isYearly = false } },
        };

        foreach (var line in new object?[] { null, new { name = "灭火器", amountFen = long.MaxValue, source = "owners", isYearly = false } })
        {
            Assert.Equal((HttpStatusCode.BadRequest, "cost_invalid"), (await writer.Post(path + "/versions", new { title = "甲", item = 8, part = "乙", text = "丙", budget = new[] { line, line } })).Refusal);
        }

        var first = await writer.Post(path + "/versions", Wish("正文。", 0));
        Assert.Equal("1", first.Status == HttpStatusCode.OK ? first["number"] : first.Text);
        Assert.Equal((HttpStatusCode.Conflict, "changed_meanwhile"), (await writer.Post(path + "/versions", Wish("另文。", 0))).Refusal);
        Assert.Equal(HttpStatusCode.NoContent, (await keeper.Post(path + "/experts", new { userName = expertName, field = "消防工程师" })).Status);
        var concern = (await writer.Post(path + "/said", new { kind = "concern", text = "会不会吵？" }))["id"];
        Assert.Equal((HttpStatusCode.Conflict, "concerns_unanswered"), (await keeper.Post(path + "/disclose", new { })).Refusal);
        Assert.Equal((HttpStatusCode.Forbidden, "not_an_expert"), (await writer.Post($"{path}/said/{concern}/answers", new { text = "不会。" })).Refusal);
        var answer = (await expert.Post($"{path}/said/{concern}/answers", new { text = "不会。" }))["id"];
        Assert.Equal(HttpStatusCode.Forbidden, (await writer.Post($"{path}/said/{answer}/hide", new { reason = "untrue", words = "不属实" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await keeper.Post($"{path}/said/{answer}/hide", new { reason = "untrue", words = "不属实" })).Status);
        Assert.Equal("不属实", (string?)(await writer.Get(path)).Json["said"]![1]!["hiddenWords"]);
        Assert.Equal(HttpStatusCode.NoContent, (await keeper.Post($"{path}/said/{answer}/show", new { })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await writer.Post($"{path}/said/{concern}/close", new { })).Status);
        Assert.Equal("2026-10-02", (await keeper.Post(path + "/disclose", new { }))["firstVoteDay"]);
        Assert.Equal((HttpStatusCode.Conflict, "disclosure_too_short"), (await keeper.Post(path + "/vote", new { opensOn = "2026-10-17", lastDay = "2026-10-31" })).Refusal);
    }

    [Theory, EveryEngine]
    public async Task Take_drawings_over_the_API_as_the_form_does(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (page, author) = await Raised(site);
        author.Dispose();
        var path = $"proposals/{page.Split('/')[^1]}";
        using var writer = await new Client(site.Address).As("user1");
        using var stranger = await new Client(site.Address).As((await site.Somebody()).UserName);
        using var web = await site.SignedIn(Role.Dispatcher);
        await Deed(web, "/" + path, "take_up");
        async Task<string> Kept(string name) => (await writer.PostFile(name, Encoding.UTF8.GetBytes(name)))["id"];
        object Wish(int after, params string[] files) => new { title = "是否同意安装充电桩", item = 8, part = "北门", text = "正文。", why = "改了", after, budget = Array.Empty<object>(), files };
        string[] Drawings(int number) => site.Read(db => db.Set<ProposalFile>().Where(f => f.Number == number).OrderBy(f => f.Ordinal).Select(f => f.Name).ToArray());
        var (plan, view) = (await Kept("plan.txt"), await Kept("view.txt"));

        Assert.Equal((HttpStatusCode.BadRequest, "file_absent"), (await writer.Post(path + "/versions", Wish(0, Guid.Empty.ToString("N")))).Refusal);
        Assert.Equal((HttpStatusCode.BadRequest, "too_many_files"), (await writer.Post(path + "/versions", Wish(0, [.. Enumerable.Repeat(plan, 11)]))).Refusal);
        Assert.NotEqual(HttpStatusCode.OK, (await stranger.Post(path + "/versions", Wish(0, plan))).Status);
        Assert.Equal("1", (await writer.Post(path + "/versions", Wish(0, plan)))["number"]);
        Assert.Equal("2", (await writer.Post(path + "/versions", Wish(1, view)))["number"]);

        Assert.Equal(["plan.txt"], Drawings(1));
        Assert.Equal(["plan.txt", "view.txt"], Drawings(2));
        var hung = site.Read(db => db.Set<ProposalFile>().First(f => f.Number == 1).FileId).ToString();
        Assert.Equal((HttpStatusCode.BadRequest, "file_absent"), (await writer.Post(path + "/versions", Wish(2, hung))).Refusal);
    }

    [Fact]
    public async Task Hide_a_neighbours_name_and_what_a_moderator_hid_but_say_why()
    {
        await using var site = await Site.On();
        var (page, _) = await Raised(site);
        using var neighbour = await Owner(site, "102");
        await neighbour.Post(page + "/comments", new { text = "楼上姓李的电话是139。" }, page);
        using var moderator = await site.SignedIn(Role.DutyOfficer);
        var hide = (await moderator.Get(page)).Page.QuerySelectorAll("a[href$='/hide']").Single().GetAttribute("href")!;

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await moderator.Post(hide, new { reason = "personal_data", words = "" })).Status);
        Assert.Equal(HttpStatusCode.Found, (await moderator.Post(hide, new { reason = "personal_data", words = "含他人电话" })).Status);

        using var anybody = site.Visitor();
        var seen = (await anybody.Get(page)).Words;
        Assert.DoesNotContain("姓李的", seen, StringComparison.Ordinal);
        Assert.Contains("含他人个人信息", seen, StringComparison.Ordinal);
        Assert.Contains("含他人电话", seen, StringComparison.Ordinal);
        Assert.Contains("张**（业主）", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("张user", seen, StringComparison.Ordinal);
        Assert.Contains("姓李的", (await neighbour.Get(page)).Words, StringComparison.Ordinal);
        Assert.Contains("姓李的", (await moderator.Get(page)).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuse_bad_forms_filled_as_they_were()
    {
        await using var site = await Site.On();
        var (page, author) = await Raised(site);
        using var keeper = await site.SignedIn(Role.Dispatcher);
        await Deed(keeper, page.Replace("/deliberation/", "/proposals/", StringComparison.Ordinal), "take_up");

        var half = await author.Post(page + "/write", new { title = "是否同意", item = 8, part = "无", text = "正文", cost_1 = "灭火器", amount_1 = "八百", after = 0 });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, half.Status);
        Assert.Contains("八百", half.Text, StringComparison.Ordinal);
        Assert.Contains("灭火器", half.Text, StringComparison.Ordinal);
        var empty = await author.Post(page + "/concern", new { text = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
        var topic = await author.Post("/deliberation/new", new { place = "", title = "甲", text = "乙丙丁" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, topic.Status);
        Assert.Contains("乙丙丁", topic.Text, StringComparison.Ordinal);
        author.Dispose();
    }

    [Fact]
    public async Task Give_a_poster_whose_code_opens_the_page()
    {
        await using var site = await Site.On();
        var (page, author) = await Raised(site);
        author.Dispose();
        using var anybody = site.Visitor();

        var poster = await anybody.Get(page + "/poster");

        Assert.Contains(page, poster.Words, StringComparison.Ordinal);
        Assert.StartsWith("data:image/png;base64,", poster.Page.QuerySelector("img.qr")!.GetAttribute("src"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_the_same_over_the_API()
    {
        await using var site = await Site.On();
        var (page, author) = await Raised(site);
        var id = page.Split('/')[^1];
        using var neighbour = await Owner(site, "102");
        using var json = new StringContent("""{"kind":"concern","text":"会不会吵？"}""", Encoding.UTF8, "application/json");

        Assert.Equal(HttpStatusCode.OK, (await neighbour.Send(HttpMethod.Post, $"/api/v1/proposals/{id}/said", json)).Status);
        var second = JsonNode.Parse((await neighbour.Send(HttpMethod.Post, $"/api/v1/proposals/{id}/seconds")).Text)!;
        var whole = JsonNode.Parse((await author.Get($"/api/v1/proposals/{id}")).Text)!;

        Assert.Equal(1, (int?)second["seconds"]);
        Assert.Equal(("会不会吵？", "open"), ((string?)whole["said"]![0]!["text"], (string?)whole["said"]![0]!["state"]));
        Assert.DoesNotContain("张user", whole.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(id, (string?)JsonNode.Parse((await author.Get("/api/v1/proposals")).Text)!["items"]![0]!["id"]);
        author.Dispose();
    }

    [Fact]
    public async Task Erase_what_a_person_said_when_their_account_ends()
    {
        await using var site = await Site.On();
        var (page, author) = await Raised(site);
        author.Dispose();
        using var neighbour = await Owner(site, "102");
        await neighbour.Post(page + "/comments", new { text = "我住三楼的话。" }, page);
        Assert.Contains("我住三楼的话。", (await neighbour.Get("/my/data")).Words, StringComparison.Ordinal);

        var person = site.Read(db => db.Set<Contribution>().Single().PersonId);
        await site.Do<Done>("erase", change => Core.OwnData.EraseOwnData.In(change, person, [new DeliberationOwnData(site.Get<Countyworks.Ui.Texts>())]));

        using var anybody = site.Visitor();
        Assert.DoesNotContain("我住三楼的话。", (await anybody.Get(page)).Text, StringComparison.Ordinal);
    }

    private static async Task<(string Page, Visitor Author)> Raised(Site site)
    {
        var neighbourhood = await Neighbourhood(site);
        var author = await Owner(site, "101");
        return ((await author.Post("/deliberation/new", new { place = neighbourhood.Id, title = "装充电桩", text = "没处充电。" })).Location!, author);
    }

    private static async Task<Place> Neighbourhood(Site site)
    {
        var community = site.Read(db => db.Set<Place>().Where(p => p.Level == PlaceLevel.Community).OrderBy(p => p.Path).First());
        var neighbourhood = await site.Do("add_place", change => new AddPlace(community.Id, PlaceLevel.Neighbourhood, "东湖苑").In(change, Caller.Operator));
        var building = await site.Do("add_place", change => new AddPlace(neighbourhood.Id, PlaceLevel.Building, "3栋").In(change, Caller.Operator));
        await site.Do("add_units", change => new AddUnits(building.Id, 1, 3).In(change, Caller.Operator));
        await site.Do("import_titles", change => new ImportTitles(
            neighbourhood.Id, [.. new[] { "101", "102", "103" }.Select(u => new TitleLine("3栋", u, Area.FromHundredths(10_000), TitleBasis.Register, u, false))]).In(change, Caller.Operator, site.Get<Core.Secrets.KeyRing>()));
        site.Get<Cached<PlaceTree>>().Forget();
        return neighbourhood;
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

    private static object Version(string text, string why) => new
    {
        title = "是否同意安装充电桩", item = 8, part = "北门东侧十个车位", text, why, cost_1 = "灭火器", amount_1 = "8600", source_1 = "common_income", after = why.Length == 0 ? 0 : 1,
    };

    private static async Task<Answer> Deed(Visitor visitor, string path, string deed)
    {
        var version = (await visitor.Get(path)).Page.QuerySelector("input[name=version]")?.GetAttribute("value");
        return await visitor.Post($"{path}/{deed}", new { version }, from: path);
    }

    private static async Task<string> Token(Visitor visitor, string path) => (await visitor.Get(path)).Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private static string Without(AngleSharp.Html.Dom.IHtmlDocument page, string tag) => string.Concat(page.QuerySelector($".compared {tag}")!.ChildNodes.Skip(1).Select(n => n.TextContent));

    private static byte[] Picture { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");
}
