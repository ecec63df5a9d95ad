using System.Net;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Core.Seals;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.CommunityFund;

/// <summary>From opening a fund to the public bill, by forms as people fill them.</summary>
public sealed class The_pages_of_a_fund
{
    private static readonly Digest Paper = TreeHash.Sha256.Leaf("paper"u8);

    [Theory, EveryEngine]
    public async Task Lead_from_a_bill_to_a_payment_its_receipt_and_a_closed_month(Engine engine)
    {
        await using var site = await Site.On(engine);
        var fund = await Opened(site);
        using var treasurer = await site.SignedIn(Role.Treasurer);

        Assert.Equal(HttpStatusCode.Found, (await treasurer.Post($"/funds/{fund}/billing", new { since = "2026-09-01", months = 1, dueOn = "2026-09-30" })).Status);
        var wrong = await treasurer.Post($"/funds/{fund}/pay", new { unit = "9栋 999", sum = "200", means = "cash", on = "2026-09-24", payer = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("没有这一户", wrong.Words, StringComparison.Ordinal);
        Assert.Contains("9栋 999", wrong.Text, StringComparison.Ordinal);
        foreach (var (sum, on, field) in new[] { ("-5", "2026-09-24", "sum"), ("5", "2099-01-01", "on") })
        {
            var refused = await treasurer.Post($"/funds/{fund}/pay", new { unit = "3栋101", sum, means = "cash", on, payer = "" });
            Assert.NotNull(refused.Page.QuerySelector($".errors a[href='#{field}']"));
            Assert.DoesNotContain('[', refused.Page.QuerySelector(".errors")!.TextContent);
        }

        Assert.Equal(HttpStatusCode.Found, (await treasurer.Post($"/funds/{fund}/pay", new { unit = "3栋101", sum = "250.00", means = "cash", on = "2026-09-24", payer = "" })).Status);
        var payment = site.Read(db => db.Set<FundPayment>().Single());
        var receipt = await treasurer.Get($"/funds/{fund}/payments/{payment.Id}");
        Assert.Contains("250.00", receipt.Words, StringComparison.Ordinal);
        Assert.Contains("预存", receipt.Words, StringComparison.Ordinal);
        Assert.Contains("66.66%", (await treasurer.Get($"/funds/{fund}")).Words, StringComparison.Ordinal);
        Assert.Contains("3栋 101", (await treasurer.Get($"/funds/{fund}/bills?of=current")).Words, StringComparison.Ordinal);

        site.Clock.Reset(County.At("2026-10-02T09:00"));
        await treasurer.SignIn("user2");
        var early = await treasurer.Post($"/funds/{fund}/close", new { joint = "0", till = "250", common = "0", maintenance = "0", difference = "", why = "" });
        Assert.Contains("未计提", early.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await treasurer.Post($"/funds/{fund}/remuneration", new { }, $"/funds/{fund}/close")).Status);
        await site.Get<Sealer>().Run(site.Clock.GetCurrentInstant());
        Assert.Equal(HttpStatusCode.Found, (await treasurer.Post($"/funds/{fund}/close", new { joint = "0", till = "250", common = "0", maintenance = "0", difference = "", why = "" })).Status);
        Assert.Contains("2026年9月30日", (await treasurer.Get($"/funds/{fund}")).Words, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Show_everybody_what_came_in_and_nobody_else_what_a_home_owes(Engine engine)
    {
        await using var site = await Site.On(engine);
        var fund = await Opened(site);
        using var treasurer = await site.SignedIn(Role.Treasurer);
        await treasurer.Post($"/funds/{fund}/billing", new { since = "2026-09-01", months = 1, dueOn = "2026-09-30" });
        await treasurer.Post($"/funds/{fund}/pay", new { unit = "3栋101", sum = "250.00", means = "transfer", on = "2026-09-24", payer = "" });
        var income = await site.Do("take_income", change => new TakeIncome(Id<Fund>.Parse(fund, null), IncomeKind.Parking, Money.FromFen(123_456), new(2026, 9, 20), "北门停车", Paper, "k").In(change, Caller.Operator));
        await site.Get<Sealer>().Run(site.Clock.GetCurrentInstant());
        using var anybody = site.Visitor();

        var page = await anybody.Get($"/happiness/{fund}?month=2026-09");
        Assert.Contains("1,484.56", page.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("3栋", page.Words, StringComparison.Ordinal);
        Assert.NotEmpty((await anybody.Get($"/happiness/{fund}/poster?month=2026-09")).Page.QuerySelectorAll("article.poster img.qr"));
        var journal = (await anybody.Get($"/happiness/{fund}/fees.journal?month=2026-09")).Text;
        Assert.DoesNotContain("U0000", journal, StringComparison.Ordinal);
        Assert.Contains("Assets:Bank:Joint  0 FEN == 25000 FEN", journal, StringComparison.Ordinal);
        Assert.Contains("1234.56", (await anybody.Get($"/happiness/{fund}/month.csv?month=2026-09")).Text, StringComparison.Ordinal);

        Assert.Contains("北门停车", (await anybody.Get($"/happiness/{fund}/entries/common/{income}")).Words, StringComparison.Ordinal);
        var proof = ProofFile.Read((await anybody.Get($"/happiness/{fund}/entries/common/{income}/proof.json")).Text).Then(file => file.Check());
        Assert.True(proof.IsDone(out _, out _));
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.Get($"/happiness/{fund}/entries/fees/1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.Get($"/happiness/{fund}/entries/fees/1/proof.json")).Status);

        using var owner = await Owner(site, "101");
        var mine = await owner.Get($"/happiness/{fund}/mine");
        Assert.Contains("3栋 101", mine.Words, StringComparison.Ordinal);
        Assert.Contains("250.00", mine.Words, StringComparison.Ordinal);
        using var stranger = await site.SignedIn();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/happiness/{fund}/mine")).Status);
    }

    [Fact]
    public async Task Take_each_line_of_a_banks_statement_once()
    {
        await using var site = await Site.On();
        var fund = await Opened(site);
        using var treasurer = await site.SignedIn(Role.Treasurer);
        await treasurer.Post($"/funds/{fund}/billing", new { since = "2026-09-01", months = 1, dueOn = "2026-09-30" });
        var file = System.Text.Encoding.UTF8.GetBytes("交易日期,收入金额,支出金额,余额,交易流水号,对方户名,摘要\n2026-09-20,200.00,,200.00,r1,张三,3栋101 物业费\n2026-09-21,50.00,,250.00,r2,李四,物业费\n");

        var read = await treasurer.Upload($"/funds/{fund}/bank", "file", "statement.csv", file, new { });
        Assert.Contains("张三", read.Words, StringComparison.Ordinal);
        Assert.Equal("3栋 101", read.Page.QuerySelector("[name=unit_1]")!.GetAttribute("value"));
        Assert.True(string.IsNullOrEmpty(read.Page.QuerySelector("[name=unit_2]")!.GetAttribute("value")));
        var lines = new { key_1 = "bank r1", on_1 = "2026-09-20", fen_1 = "20000", other_1 = "张三", purpose_1 = "3栋101 物业费", unit_1 = "3栋 101", key_2 = "bank r2", on_2 = "2026-09-21", fen_2 = "5000", other_2 = "李四", purpose_2 = "物业费", unit_2 = "" };
        Assert.Contains("已入账 1 笔", (await treasurer.Post($"/funds/{fund}/bank/take", lines, $"/funds/{fund}/bank")).Words, StringComparison.Ordinal);
        await treasurer.Post($"/funds/{fund}/bank/take", lines, $"/funds/{fund}/bank");

        Assert.Equal(20_000, site.Read(db => db.Set<FundPayment>().Single()).Fen);
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(HandOverPackage.Write(site.Get<Data.Databases.Database>(), site.Read(db => db.Set<Fund>().Single()))));
        Assert.Equal(10, zip.Entries.Count + 1);
        Assert.Contains("3栋 102,U00002,Home,50.00,0.00", new StreamReader(zip.GetEntry("homes.csv")!.Open()).ReadToEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("张三", (await treasurer.Upload($"/funds/{fund}/bank", "file", "statement.csv", file, new { })).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remind_an_owner_of_an_open_bill_once()
    {
        await using var site = await Site.On();
        var fund = await Opened(site);
        using var treasurer = await site.SignedIn(Role.Treasurer);
        await treasurer.Post($"/funds/{fund}/billing", new { since = "2026-09-01", months = 1, dueOn = "2026-09-30" });
        using var owner = await Owner(site, "101");
        site.Clock.Reset(County.At("2026-10-30T09:00"));

        await FundReminders.RunAsync(site.Services, site.Clock.GetCurrentInstant(), default);
        await FundReminders.RunAsync(site.Services, site.Clock.GetCurrentInstant(), default);

        var notice = site.Read(db => db.Set<Core.Notices.Notice>().Where(n => n.Key == "notice.fund_reminder").ToList());
        Assert.Single(notice);
    }

    private static async Task<string> Opened(Site site)
    {
        var community = site.Read(db => db.Set<Place>().Where(p => p.Level == PlaceLevel.Community).OrderBy(p => p.Path).First());
        var neighbourhood = await site.Do("add_place", change => new AddPlace(community.Id, PlaceLevel.Neighbourhood, "东湖苑").In(change, Caller.Operator));
        var building = await site.Do("add_place", change => new AddPlace(neighbourhood.Id, PlaceLevel.Building, "3栋").In(change, Caller.Operator));
        await site.Do("add_units", change => new AddUnits(building.Id, 1, 3).In(change, Caller.Operator));
        site.Get<Core.Web.Cached<PlaceTree>>().Forget();
        using var administrator = await site.SignedIn(Role.Administrator);
        await administrator.Post("/votes/titles", new { place_text = "东湖苑", lines = "楼栋,户号,面积,业主\n3栋,101,100,a\n3栋,102,25,b\n3栋,103,25,c" });
        var opened = await administrator.Post("/funds", new { place_text = "东湖苑", committeeLimit = "5000", firstRaising = "" });
        Assert.Equal(HttpStatusCode.Found, opened.Status);
        var fund = site.Read(db => db.Set<Fund>().Single());
        var since = new NodaTime.LocalDate(2026, 9, 1);
        await site.Do("set_contract", change => new SetContract(fund.Id, since, "东湖物业", FeeModel.Remuneration, "receipts", 800, Money.Zero, new Decision("合同", Paper)).In(change, Caller.Operator));
        await site.Do("set_price", change => new SetPrice(fund.Id, UnitUse.Home, since, Money.FromFen(200), new Decision("合同", Paper)).In(change, Caller.Operator));
        return fund.Id.ToString();
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
}
