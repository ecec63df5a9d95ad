using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Neighbourhood.VillageCompany;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.VillageCompany;

/// <summary>From the founding to the dividend, by forms as people fill them.</summary>
public sealed class The_pages_of_a_village_company
{
    private static readonly byte[] Paper = Encoding.UTF8.GetBytes("会议记录：同意。\n");

    [Theory, EveryEngine]
    public async Task Lead_from_the_founding_to_a_months_bill_that_anybody_reads(Engine engine)
    {
        await using var site = await Site.On(engine);
        using var keeper = await site.SignedIn(Role.Administrator);
        var company = await Founded(site, keeper);
        var station = $"/village/assets/{site.Read(db => db.Set<Asset>().Single()).Id}";

        var looked = await keeper.Upload(station + "/sessions", "file", "9月订单.csv", Encoding.UTF8.GetBytes(
            CompanyGiven.Head + "A1,2026-09-01 08:00,2026-09-01 09:00,30.5,40.00\nA2,03/04/2026 08:00,2026-09-02 09:00,1,1\nA3,2026-09-02 08:00,2026-09-02 09:00,10,10.50\n"), new { });
        Assert.Equal(HttpStatusCode.Found, looked.Status);
        var report = await keeper.Get(looked.Location!);
        Assert.Contains("有 1 行被退回", report.Words, StringComparison.Ordinal);
        Assert.Contains("“03/04/2026 08:00”分不清月和日", report.Words, StringComparison.Ordinal);
        Assert.Contains("还没有入账", report.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await keeper.Post(looked.Location!)).Status);
        Assert.Contains("已导入并按日入账", (await keeper.Get(looked.Location!)).Words, StringComparison.Ordinal);

        using var anybody = site.Visitor();
        var page = await anybody.Get(company);
        Assert.Contains("100.00%", page.Words, StringComparison.Ordinal);
        Assert.Contains("¥50.50", page.Words, StringComparison.Ordinal);
        Assert.Contains("¥50.50", (await anybody.Get(station)).Words, StringComparison.Ordinal);
        var bill = await anybody.Get(company + "/bill?month=2026-09");
        Assert.Contains("¥40.00", bill.Words, StringComparison.Ordinal);
        Assert.Contains("¥10.50", bill.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("/files/", bill.Text, StringComparison.Ordinal);
        Assert.Contains("/files/", (await keeper.Get(company + "/bill?month=2026-09")).Text, StringComparison.Ordinal);
        Assert.Equal(3, (await anybody.Get(company + "/bill.csv?month=2026-09")).Text.TrimEnd().Split('\n').Length);
        Assert.Equal(HttpStatusCode.OK, (await anybody.Get(company + "/bill?month=nonsense")).Status);
    }

    [Fact]
    public async Task Keep_books_registers_and_flags_by_forms()
    {
        await using var site = await Site.On();
        using var keeper = await site.SignedIn(Role.Administrator);
        var company = await Founded(site, keeper);
        foreach (var i in Enumerable.Range(1, 3))
        {
            await Did(keeper, company, "member", new { number = $"000{i}", household = "001", name = "李四" + i, votesFrom = "2020-01-01" });
            await Did(keeper, company, "shares", new { number = $"000{i}", on = "2025-02-01", shares = i == 3 ? "0.5" : "1", reason = "granted" });
        }

        await Did(keeper, company, "freeze", new { day = "2026-06-30" });
        await Did(keeper, company, "party", new { name = "安达公司", code = "", relation = "relative", firstDay = "2025-01-01", lastDay = "" });
        await DidWithPaper(keeper, company, "contract", new { counterparty = "安达公司", counterpartyCode = "", subject = "场地施工", amount = "5000", signedOn = "2026-08-01", decision = "" });
        await DidWithPaper(keeper, company, "decision", new { item = 9, question = "是否同意", announcedOn = "2026-08-01", heldOn = "2026-08-12", delegates = "", present = 3, yes = 2, no = 1 });
        var (asset, contract) = (site.Read(db => db.Set<Asset>().Single()).Id, site.Read(db => db.Set<Contract>().Single()).Id);
        await DidWithPaper(keeper, company, "booking", new { asset, kind = "cost", on = "2026-09-01", amount = "1,200.50", memo = "场地施工首付款", contract });

        var register = await keeper.Get(company + "/register?on=2026-06-30");
        Assert.Contains("3 名成员持有 2.5 股", register.Words, StringComparison.Ordinal);
        Assert.Contains("已锁定", register.Words, StringComparison.Ordinal);
        var page = await keeper.Get(company + "?month=2026-09");
        Assert.Contains("关联交易，未经大会决定", page.Words, StringComparison.Ordinal);
        Assert.Contains("¥1,200.50", page.Words, StringComparison.Ordinal);
        Assert.Contains("通过", page.Words, StringComparison.Ordinal);
        using var anybody = site.Visitor();
        Assert.DoesNotContain("李四", (await anybody.Get(company)).Text, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, (await anybody.Get(company + "/register")).Status);
        var file = (await keeper.Get(company + "/bill?month=2026-09")).Page.QuerySelector("a[href^='/files/']")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.OK, (await keeper.Get(file)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.Get(file)).Status);
    }

    [Fact]
    public async Task Refuse_bad_forms_filled_as_they_were()
    {
        await using var site = await Site.On();
        using var keeper = await site.SignedIn(Role.Administrator);
        var company = await Founded(site, keeper);

        foreach (var (deed, fields, words) in new (string, object, string)[]
        {
            ("shares", new { number = "9999", on = "2026-01-01", shares = "1", reason = "granted" }, "登记簿没有这个编号"),
            ("freeze", new { day = "2026-06-30" }, "没有成员"),
            ("asset", new { code = "站一", name = "站", kind = "shops", inServiceOn = "2026-01-01" }, "编号用大写字母"),
            ("holding", new { holder = "甲", kind = "other", paidIn = "0", on = "2026-01-01" }, "金额要大于零"),
            ("dividend", new { year = "2026", recordDay = "", decision = "" }, "份额登记基准日"),
            ("party", new { name = "甲", code = "123", relation = "relative", firstDay = "2026-01-01", lastDay = "" }, "代码"),
        })
        {
            var answer = await keeper.Post($"{company}/keep/{deed}", fields);
            Assert.Equal((deed, HttpStatusCode.UnprocessableEntity), (deed, answer.Status));
            Assert.Contains(words, answer.Words, StringComparison.Ordinal);
        }

        var paperless = await keeper.Post($"{company}/keep/contract", new { counterparty = "甲公司", counterpartyCode = "", subject = "供货", amount = "1", signedOn = "2026-01-01", decision = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, paperless.Status);
        Assert.Contains("甲公司", paperless.Text, StringComparison.Ordinal);
        var station = $"/village/assets/{site.Read(db => db.Set<Asset>().Single()).Id}/sessions";
        var table = await keeper.Upload(station, "file", "x.csv", Encoding.UTF8.GetBytes("a,b\n1,2\n"), new { });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, table.Status);
        Assert.Contains("缺少列：订单编号", table.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await keeper.Get($"{company}/keep/nonsense")).Status);
    }

    [Fact]
    public async Task Are_the_same_over_the_API()
    {
        await using var site = await Site.On();
        using var keeper = await site.SignedIn(Role.Administrator);
        var id = (await Founded(site, keeper))["/village/".Length..];
        var asset = site.Read(db => db.Set<Asset>().Single()).Id;
        using var anybody = site.Visitor();

        var list = JsonNode.Parse((await anybody.Get("/api/v1/village-companies")).Text)!;
        var bill = JsonNode.Parse((await anybody.Get($"/api/v1/village-companies/{id}/bill?month=2025-01")).Text)!;

        Assert.Equal((50_000_000, 50_000_000), ((int)list[0]!["collectiveFen"]!, (int)list[0]!["capitalFen"]!));
        Assert.Equal((0, 50_000_000, 50_000_000), ((int)bill["openingFen"]!, (int)bill["closingFen"]!, (int)bill["lines"]![0]!["bankFen"]!));
        Assert.Equal(30, JsonNode.Parse((await anybody.Get($"/api/v1/village-assets/{asset}/days?month=2026-09")).Text)!.AsArray().Count);
        Assert.Equal("[]", (await anybody.Get($"/api/v1/village-companies/{id}/dividends")).Text);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anybody.Get($"/api/v1/village-companies/{id}/register")).Status);
        Assert.Equal(0, (int)JsonNode.Parse((await keeper.Get($"/api/v1/village-companies/{id}/register?on=2026-01-01")).Text)!["milliShares"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.Get($"/api/v1/village-companies/{asset}/bill")).Status);
    }

    [Fact]
    public async Task Keep_the_register_the_assemblys_decisions_and_charging_sessions_over_the_API()
    {
        await using var site = await Site.On();
        using var founder = await site.SignedIn(Role.Administrator);
        var company = $"village-companies/{(await Founded(site, founder))["/village/".Length..]}";
        var station = $"village-assets/{site.Read(db => db.Set<Asset>().Single()).Id}";
        using var keeper = await new Client(site.Address).As((await site.Somebody(false, Role.Dispatcher)).UserName);
        using var leader = await new Client(site.Address).As((await site.Somebody(false, Role.Leader)).UserName);
        var minutes = (await keeper.PostFile("会议记录.txt", Paper))["id"];
        var orders = (await keeper.PostFile("订单.csv", Encoding.UTF8.GetBytes(CompanyGiven.Head + "A1,2026-09-01 08:00,2026-09-01 09:00,30.5,40.00\nA2,03/04/2026 08:00,2026-09-02 09:00,1,1\n")))["id"];
        object Decision(int yes) => new { item = 9, question = "是否同意", announcedOn = "2026-08-01", heldOn = "2026-08-12", present = 3, yes, no = 0, minutes };

        foreach (var number in new[] { "0001", "0002", "0003" })
        {
            Assert.Equal(HttpStatusCode.Created, (await keeper.Post(company + "/members", new { number, household = "001", name = "李四", votesFrom = "2020-01-01" })).Status);
            Assert.Equal(HttpStatusCode.Created, (await keeper.Post(company + "/shares", new { number, on = "2025-02-01", milliShares = 1000, reason = "granted" })).Status);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await leader.Post(company + "/members", new { number = "0009", household = "001", name = "甲" })).Status);
        Assert.Equal("3", (await keeper.Post(company + "/register/freeze", new { day = "2026-06-30" }))["holders"]);
        Assert.Equal((HttpStatusCode.Conflict, "register_frozen"), (await keeper.Post(company + "/register/freeze", new { day = "2026-06-30" })).Refusal);
        Assert.Equal("2026-09-01", (await keeper.Post(company + "/members/0003/end", new { lastDay = "2026-09-01" }))["lastDay"]);
        Assert.Equal((HttpStatusCode.BadRequest, "file_absent"), (await keeper.Post(company + "/decisions", new { item = 9, question = "问", announcedOn = "2026-08-01", heldOn = "2026-08-12", present = 3, yes = 2, no = 0, minutes = company[18..] })).Refusal);
        var decided = await keeper.Post(company + "/decisions", Decision(2), ("Idempotency-Key", "d1"));
        Assert.Equal((HttpStatusCode.Created, "true", "3"), (decided.Status, decided["passed"], decided["eligible"]));
        Assert.Equal(decided["number"], (await keeper.Post(company + "/decisions", Decision(2), ("Idempotency-Key", "d1")))["number"]);
        Assert.Single((await keeper.Get(company + "/decisions")).Json.AsArray());

        var looked = await keeper.Post(station + "/session-imports", new { file = orders });
        Assert.Equal((HttpStatusCode.Created, "1", "1", "3"), (looked.Status, looked["added"], looked["refused"], looked.Json["refusedRows"]![0]!["line"]!.ToString()));
        var import = $"village-session-imports/{looked["id"]}";
        Assert.Equal(HttpStatusCode.Forbidden, (await leader.Get(import)).Status);
        Assert.Equal("imported", (await keeper.Post(import + "/take", new { }))["state"]);
        Assert.Equal((HttpStatusCode.Conflict, "sessions_imported"), (await keeper.Post(import + "/take", new { })).Refusal);
        Assert.Equal("4000", (await keeper.Get(import))["feeFen"]);
    }

    private static async Task<string> Founded(Site site, Visitor keeper)
    {
        var village = site.Read(db => db.Set<Place>().Where(p => p.Level == PlaceLevel.Community).OrderBy(p => p.Path).First());
        var founded = await keeper.Post("/village/new", new { place = village.Id, place_text = village.Name, name = "和平强村公司", creditCode = CompanyGiven.Code, collective = "和平村合作社", foundedOn = "2025-01-01", reserve = 20 });
        Assert.Equal(HttpStatusCode.Found, founded.Status);
        var company = founded.Location!;
        await Did(keeper, company, "holding", new { holder = "和平村合作社", kind = "collective", paidIn = "500,000", on = "2025-01-02" });
        await Did(keeper, company, "asset", new { code = "CD01", name = "国道充电站", kind = "charging_station", inServiceOn = "2026-08-01" });
        return company;
    }

    private static async Task Did(Visitor keeper, string company, string deed, object fields)
    {
        var answer = await keeper.Post($"{company}/keep/{deed}", fields);
        Assert.Equal((deed, HttpStatusCode.Found, ""), (deed, answer.Status, answer.Status == HttpStatusCode.Found ? "" : answer.Words));
    }

    private static async Task DidWithPaper(Visitor keeper, string company, string deed, object fields)
    {
        var answer = await keeper.Upload($"{company}/keep/{deed}", "document", "凭证.txt", Paper, fields);
        Assert.Equal((deed, HttpStatusCode.Found, ""), (deed, answer.Status, answer.Status == HttpStatusCode.Found ? "" : answer.Words));
    }
}
