using System.Net;
using System.Text.Json;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Core.Seals;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.CommunityFund;

/// <summary>From opening a fund to the public bill, by forms as people fill them.</summary>
public sealed class The_pages_of_a_fund
{
    [Theory, EveryEngine]
    public async Task Lead_from_a_bill_to_a_payment_its_receipt_and_a_closed_month(Engine engine)
    {
        await using var site = await Site.On(engine);
        var fund = await FundSite.Opened(site);
        using var treasurer = await site.SignedIn(Role.Treasurer);

        Assert.Null((await treasurer.Get($"/funds/{fund}/billing?billed=2026-09-01")).Page.QuerySelector(".note"));
        var hasty = await treasurer.Post($"/funds/{fund}/billing", new { since = "2026-09-01", months = 1, dueOn = "2026-09-30" });
        Assert.NotNull(hasty.Page.QuerySelector(".errors a[href='#sure']"));
        Assert.Empty(site.Read(db => db.Set<FundBill>().ToList()));
        var billed = await treasurer.Post($"/funds/{fund}/billing", new { since = "2026-09-01", months = 1, dueOn = "2026-09-30", sure = "true" });
        Assert.Equal(HttpStatusCode.Found, billed.Status);
        Assert.Contains("已出账：3 张账单", (await treasurer.Get(billed.Location!)).Page.QuerySelector(".note[autofocus]")!.TextContent, StringComparison.Ordinal);
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
        Assert.Null((await treasurer.Get($"/funds/{fund}/close")).Page.QuerySelector("[autofocus]"));
        var early = await treasurer.Post($"/funds/{fund}/close", new { joint = "0", till = "250", common = "0", maintenance = "0", difference = "", why = "" });
        Assert.Contains("未计提", early.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await treasurer.Post($"/funds/{fund}/remuneration", new { }, $"/funds/{fund}/close")).Status);
        await site.Get<Sealer>().Run(site.Clock.GetCurrentInstant());
        Assert.Equal("joint", (await treasurer.Get($"/funds/{fund}/close?closed=2026-09-30")).Page.QuerySelector("[autofocus]")?.Id);
        var counted = await treasurer.Post($"/funds/{fund}/close", new { joint = "0", till = "249", common = "0", maintenance = "0", difference = "", why = "" });
        Assert.Contains("现金账面 ¥250.00，清点 ¥249.00", counted.Page.QuerySelector(".errors a[href='#till']")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await treasurer.Post($"/funds/{fund}/close", new { joint = "1", till = "250", common = "0", maintenance = "0", difference = "", why = "" })).Page.QuerySelector(".errors a[href='#joint']"));
        var closed = await treasurer.Post($"/funds/{fund}/close", new { joint = "0", till = "250", common = "0", maintenance = "0", difference = "", why = "" });
        Assert.Equal($"/funds/{fund}/close?closed=2026-09-30", closed.Location);
        var said = (await treasurer.Get(closed.Location!)).Page.QuerySelectorAll("[autofocus]").Single();
        Assert.Contains("已结账至 2026年9月30日", said.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/happiness/{fund}?month=2026-09", said.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("2026年9月30日", (await treasurer.Get($"/funds/{fund}")).Words, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Show_everybody_what_came_in_and_nobody_else_what_a_home_owes(Engine engine)
    {
        await using var site = await Site.On(engine);
        var fund = await FundSite.Opened(site);
        using var treasurer = await site.SignedIn(Role.Treasurer);
        await treasurer.Post($"/funds/{fund}/billing", new { since = "2026-09-01", months = 1, dueOn = "2026-09-30", sure = "true" });
        await treasurer.Post($"/funds/{fund}/pay", new { unit = "3栋101", sum = "250.00", means = "transfer", on = "2026-09-24", payer = "" });
        var income = await site.Do("take_income", change => new TakeIncome(Id<Fund>.Parse(fund, null), IncomeKind.Parking, Money.FromFen(123_456), new(2026, 9, 20), "北门停车", FundGiven.Paper, "k").In(change, Caller.Operator));
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
        var names = JsonDocument.Parse((await anybody.Get($"/happiness/{fund}/entries/common/{income}")).Page.QuerySelector("cw-proof")!.GetAttribute("data-names")!);
        Assert.Equal("公共收益账户（银行）", names.RootElement.GetProperty(FundAccounts.CommonBank).GetString());
        var proof = ProofFile.Read((await anybody.Get($"/happiness/{fund}/entries/common/{income}/proof.json")).Text).Then(file => file.Check());
        Assert.True(proof.IsDone(out _, out _));
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.Get($"/happiness/{fund}/entries/fees/1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.Get($"/happiness/{fund}/entries/fees/1/proof.json")).Status);

        using var owner = await Owner(site, "101");
        var mine = await owner.Get($"/happiness/{fund}/mine");
        Assert.Contains("3栋 101", mine.Words, StringComparison.Ordinal);
        Assert.Contains("250.00", mine.Words, StringComparison.Ordinal);
        Assert.Contains("到东湖物业前台交现金", mine.Words, StringComparison.Ordinal);
        Assert.Contains("附言写“3栋 101”", mine.Words, StringComparison.Ordinal);
        foreach (var (reader, isOwner) in new[] { (anybody, false), (treasurer, false), (owner, true) })
        {
            var front = (await reader.Get("/")).Page;
            Assert.Equal(isOwner, front.QuerySelector($"main a[href='/happiness/{fund}/mine']") is not null);
            Assert.Equal(reader != anybody, front.QuerySelector("main a[href='/my/notices']") is not null);
        }

        using var stranger = await site.SignedIn();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/happiness/{fund}/mine")).Status);
    }

    [Theory, EveryEngine]
    public async Task Open_a_paper_of_the_neighbourhood_to_its_owners_and_one_of_a_home_to_staff_alone(Engine engine)
    {
        await using var site = await Site.On(engine);
        var fund = await FundSite.Opened(site);
        using var treasurer = await site.SignedIn(Role.Treasurer);
        var contract = await treasurer.Upload($"/funds/{fund}/income", "paper", "contract.pdf", "%PDF-1.7"u8.ToArray(), new { kind = "parking", sum = "100", on = "2026-09-20", what = "北门停车" });
        Assert.Equal(HttpStatusCode.Found, contract.Status);
        await treasurer.Post($"/funds/{fund}/pay", new { unit = "3栋101", sum = "200", means = "transfer", on = "2026-09-24", payer = "" });
        var payment = site.Read(db => db.Set<FundPayment>().Single().Id);
        await treasurer.Upload($"/funds/{fund}/payments/{payment}/return", "paper", "notice.pdf", "%PDF-1.7 2"u8.ToArray(), new { });
        var (income, notice) = site.Read(db => (db.Set<FundPaper>().Single(p => !p.OfHome).FileId, db.Set<FundPaper>().Single(p => p.OfHome).FileId));
        var entry = $"/happiness/{fund}/entries/common/1";
        using var anybody = site.Visitor();
        using var owner = await Owner(site, "102");
        using var stranger = await site.SignedIn();

        foreach (var (reader, isAdmitted) in new[] { (anybody, false), (stranger, false), (owner, true), (treasurer, true) })
        {
            Assert.Equal(isAdmitted, (await reader.Get(entry)).Page.QuerySelector($"a[href='/files/{income}']") is not null);
            Assert.Equal(isAdmitted ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await reader.Get($"/files/{income}")).Status);
        }

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), ((await owner.Get($"/files/{notice}")).Status, (await treasurer.Get($"/files/{notice}")).Status));
    }

    [Fact]
    public async Task Take_each_line_of_a_banks_statement_once()
    {
        await using var site = await Site.On();
        var fund = await FundSite.Opened(site);
        using var treasurer = await site.SignedIn(Role.Treasurer);
        await treasurer.Post($"/funds/{fund}/billing", new { since = "2026-09-01", months = 1, dueOn = "2026-09-30", sure = "true" });
        var file = System.Text.Encoding.UTF8.GetBytes("交易日期,收入金额,支出金额,余额,交易流水号,对方户名,摘要\n2026-09-20,200.00,,200.00,r1,张三,3栋101 物业费\n2026-09-21,50.00,,250.00,r2,李四,物业费\n");

        var read = await treasurer.Upload($"/funds/{fund}/bank", "file", "statement.csv", file, new { });
        Assert.Contains("新增 2 笔", read.Words, StringComparison.Ordinal);
        Assert.Equal("1", read.Page.QuerySelector("[name=pick_1][checked]")!.GetAttribute("value"));
        Assert.Equal("later", read.Page.QuerySelector("[name=pick_2][checked]")!.GetAttribute("value"));
        string Id(int line) => read.Page.QuerySelector($"[name=id_{line}]")!.GetAttribute("value")!;
        var wrong = await treasurer.Post($"/funds/{fund}/bank/take", new { id_1 = Id(1), pick_1 = "1", home_1 = "", id_2 = Id(2), pick_2 = "later", home_2 = "9栋 9" }, $"/funds/{fund}/bank");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.NotNull(wrong.Page.QuerySelector(".errors a[href='#home_2']"));
        Assert.Equal("9栋 9", wrong.Page.QuerySelector("[name=home_2]")!.GetAttribute("value"));
        var lines = new { id_1 = Id(1), pick_1 = "1", home_1 = "", id_2 = Id(2), pick_2 = "aside", home_2 = "" };
        Assert.Contains("已入账 1 笔", (await treasurer.Post($"/funds/{fund}/bank/take", lines, $"/funds/{fund}/bank")).Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await treasurer.Post($"/funds/{fund}/bank/take", lines with { pick_2 = "later" }, $"/funds/{fund}/bank")).Status);

        Assert.Equal(20_000, site.Read(db => db.Set<FundPayment>().Single()).Fen);
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(HandOverPackage.Write(site.Get<Data.Databases.Database>(), site.Read(db => db.Set<Fund>().Single()))));
        Assert.Equal(10, zip.Entries.Count + 1);
        Assert.Contains("3栋 102,U00002,Home,50.00,0.00", new StreamReader(zip.GetEntry("homes.csv")!.Open()).ReadToEnd(), StringComparison.Ordinal);
        var again = await treasurer.Upload($"/funds/{fund}/bank", "file", "statement.csv", file, new { });
        Assert.Contains("2 笔以前已读过", again.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("张三", again.Words, StringComparison.Ordinal);
        Assert.Contains("张三", (await treasurer.Get($"/funds/{fund}/bank?of=taken")).Words, StringComparison.Ordinal);
        Assert.Contains("李四", (await treasurer.Get($"/funds/{fund}/bank?of=set_aside")).Words, StringComparison.Ordinal);
        var broken = System.Text.Encoding.UTF8.GetBytes("交易日期,收入金额,支出金额,余额\n2026-09-20,200.00,,200.00\n2026-09-21,50.00,,251.00\n");
        Assert.Contains("第 3 行", (await treasurer.Upload($"/funds/{fund}/bank", "file", "broken.csv", broken, new { })).Words, StringComparison.Ordinal);
    }

    [Theory, EveryEngine]
    public async Task Show_every_line_of_a_banks_statement_and_that_they_add_up(Engine engine)
    {
        await using var site = await Site.On(engine);
        var fund = await FundSite.Opened(site);
        using var treasurer = await site.SignedIn(Role.Treasurer);
        var file = System.Text.Encoding.UTF8.GetBytes("交易日期,收入金额,支出金额,余额,交易流水号,对方户名,摘要\n2026-09-20,200.00,,1200.00,r1,张三,物业费\n2026-09-21,,90.00,1110.00,r2,电力公司,九月电费\n");

        var read = await treasurer.Upload($"/funds/{fund}/bank", "file", "statement.csv", file, new { });
        var gone = await treasurer.Get($"/funds/{fund}/bank?of=went_out");

        Assert.Contains("新增 2 笔", read.Words, StringComparison.Ordinal);
        Assert.Contains("期初 ¥1,000.00＋收入 ¥200.00－支出 ¥90.00＝期末 ¥1,110.00", read.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("电力公司", read.Words, StringComparison.Ordinal);
        Assert.All(["电力公司", "九月电费", "¥90.00"], said => Assert.Contains(said, gone.Words, StringComparison.Ordinal));
        Assert.DoesNotContain("张三", gone.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remind_an_owner_of_an_open_bill_once()
    {
        await using var site = await Site.On();
        var fund = await FundSite.Opened(site);
        using var treasurer = await site.SignedIn(Role.Treasurer);
        await treasurer.Post($"/funds/{fund}/billing", new { since = "2026-09-01", months = 1, dueOn = "2026-09-30", sure = "true" });
        using var owner = await Owner(site, "101");
        site.Clock.Reset(County.At("2026-10-30T09:00"));

        await FundReminders.RunAsync(site.Services, site.Clock.GetCurrentInstant(), default);
        await FundReminders.RunAsync(site.Services, site.Clock.GetCurrentInstant(), default);

        var notice = site.Read(db => db.Set<Core.Notices.Notice>().Where(n => n.Key == "notice.fund_reminder").ToList());
        Assert.Single(notice);
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
