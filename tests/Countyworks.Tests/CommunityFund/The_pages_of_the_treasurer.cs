using System.Net;
using Countyworks.Core.Books;
using Countyworks.Core.Posts;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Neighbourhood.CommunityFund.Pages;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Tests.CommunityFund;

/// <summary>What a treasurer does by forms, besides taking money and closing months.</summary>
public sealed class The_pages_of_the_treasurer
{
    private static readonly byte[] Paper = "%PDF-1.7"u8.ToArray();

    [Theory, EveryEngine]
    public async Task Take_back_what_the_bank_returned_and_not_what_came_in_cash(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (fund, treasurer) = await Billed(site);
        await treasurer.Post($"/funds/{fund}/pay", new { unit = "3栋101", sum = "200", means = "transfer", on = "2026-09-24", payer = "" });
        await treasurer.Post($"/funds/{fund}/pay", new { unit = "3栋102", sum = "50", means = "cash", on = "2026-09-24", payer = "" });
        var payments = site.Read(db => db.Set<FundPayment>().OrderBy(p => p.EntrySeq).ToList());
        string Of(int i) => $"/funds/{fund}/payments/{payments[i].Id}";

        Assert.NotNull((await treasurer.Get(Of(0))).Page.QuerySelector($"a[href='{Of(0)}/return']"));
        Assert.Null((await treasurer.Get(Of(1))).Page.QuerySelector($"a[href='{Of(1)}/return']"));
        Assert.NotNull((await treasurer.Post($"{Of(0)}/return", new { })).Page.QuerySelector(".errors a[href='#paper']"));
        Assert.Equal(HttpStatusCode.Found, (await treasurer.Upload($"{Of(0)}/return", "paper", "notice.pdf", Paper, new { })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await treasurer.Upload($"{Of(1)}/return", "paper", "notice.pdf", Paper, new { })).Status);

        Assert.NotEmpty((await treasurer.Get(Of(0))).Page.QuerySelectorAll(".note.bad, .note"));
        Assert.Equal([20_000, 0, 5_000], site.Read(db => db.Set<FundBill>().OrderBy(b => b.EntrySeq).AsEnumerable().Select(b => b.OpenFen).ToList()));
        treasurer.Dispose();
    }

    [Theory, EveryEngine]
    public async Task Waive_a_bill_by_a_vote_alone(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (fund, treasurer) = await Billed(site);
        var bill = site.Read(db => db.Set<FundBill>().OrderBy(b => b.EntrySeq).First().Id);
        var path = $"/funds/{fund}/bills/{bill}/waive";

        Assert.NotNull((await treasurer.Get($"/funds/{fund}/homes/1")).Page.QuerySelector($"a[href='{path}']"));
        Assert.Equal("200.00", (await treasurer.Get(path)).Page.QuerySelector("[name=sum]")!.GetAttribute("value"));
        foreach (var (sum, decision, field) in new[] { ("200.01", "决-2026-000001", "sum"), ("0", "决-2026-000001", "sum"), ("200", "", "decision"), ("200", "会议纪要", "decision"), ("200", "决-2026-000001", "decision") })
        {
            var refused = await treasurer.Post(path, new { sum, decision });
            Assert.Equal((decision, HttpStatusCode.UnprocessableEntity), (decision, refused.Status));
            Assert.NotNull(refused.Page.QuerySelector($".errors a[href='#{field}']"));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await treasurer.Get($"/funds/{fund}/bills/{new string('0', 32)}/waive")).Status);
        treasurer.Dispose();
    }

    [Theory]
    [InlineData("3栋 502", true)]
    [InlineData("3-502", true)]
    [InlineData("3栋502", true)]
    [InlineData("502", true)]
    [InlineData("3栋", true)]
    [InlineData("1-502", false)]
    [InlineData("3-02", false)]
    [InlineData("13", false)]
    public void Find_a_home_as_people_say_it(string typed, bool isFound) => Assert.Equal(isFound, HomeReader.IsMeant("3栋 502", typed));

    [Theory, EveryEngine]
    public async Task Say_what_a_home_is_used_as_and_from_when_it_is_charged(Engine engine)
    {
        await using var site = await Site.On(engine);
        var fund = await FundSite.Opened(site);
        using var treasurer = await site.SignedIn(Role.Treasurer);
        await site.Do("set_price", change => new SetPrice(Id<Fund>.Parse(fund, null), UnitUse.Shop, new(2026, 9, 1), Money.FromFen(400), new Decision("合同", FundGiven.Paper)).In(change, Caller.Operator));

        Assert.Contains("3栋 102", (await treasurer.Get($"/funds/{fund}/homes")).Words, StringComparison.Ordinal);
        Assert.Contains("3栋 102", (await treasurer.Get($"/funds/{fund}/homes?q=3-102")).Words, StringComparison.Ordinal);
        Assert.Contains("没有找到这一户", (await treasurer.Get($"/funds/{fund}/homes?q=9-999")).Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await treasurer.Post($"/funds/{fund}/homes/2", new { use = "castle", chargedFrom = "" })).Status);
        Assert.Equal(HttpStatusCode.Found, (await treasurer.Post($"/funds/{fund}/homes/2", new { use = "shop", chargedFrom = "2026-09-16" })).Status);
        await treasurer.Post($"/funds/{fund}/billing", new { since = "2026-09-01", months = 1, dueOn = "2026-09-30", sure = "true" });

        Assert.Equal(5_000, site.Read(db => db.Set<FundBill>().Single(b => b.Use == UnitUse.Shop).Fen));
        Assert.Contains("50.00", (await treasurer.Get($"/funds/{fund}/homes/2")).Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await treasurer.Get($"/funds/{fund}/homes/4")).Status);
    }

    [Theory, EveryEngine]
    public async Task Bank_the_cash_and_pay_the_manager_no_more_than_there_is(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (fund, treasurer) = await Billed(site);
        foreach (var (way, before) in new[] { ("cash", "pay"), ("manager", "close") })
        {
            var empty = (await treasurer.Get($"/funds/{fund}/{way}")).Page;
            Assert.Null(empty.QuerySelector("[name=sum]"));
            Assert.NotNull(empty.QuerySelector($".empty a[href='/funds/{fund}/{before}']"));
        }

        await treasurer.Post($"/funds/{fund}/pay", new { unit = "3栋101", sum = "1250.00", means = "cash", on = "2026-09-24", payer = "" });
        await treasurer.Post($"/funds/{fund}/remuneration", new { }, $"/funds/{fund}/close");

        foreach (var (way, there, more) in new[] { ("cash", "1250.00", "1250.01"), ("manager", "100.00", "100.01") })
        {
            var path = $"/funds/{fund}/{way}";
            Assert.Equal(there, (await treasurer.Get(path)).Page.QuerySelector("[name=sum]")!.GetAttribute("value"));
            var refused = await treasurer.Upload(path, "paper", "slip.pdf", Paper, new { sum = more });
            Assert.Equal((way, HttpStatusCode.Conflict), (way, refused.Status));
            Assert.Equal(more, refused.Page.QuerySelector("[name=sum]")!.GetAttribute("value"));
            Assert.NotNull((await treasurer.Post(path, new { sum = there })).Page.QuerySelector(".errors a[href='#paper']"));
            Assert.Equal((way, HttpStatusCode.Found), (way, (await treasurer.Upload(path, "paper", "slip.pdf", Paper, new { sum = there })).Status));
        }

        var today = new LocalDate(2026, 9, 24);
        Assert.Equal((0, 115_000), site.Read(db => MonthBalances.Of(db, db.Set<Fund>().Single(), today)) is var after ? (after.Till.Fen, after.Joint.Fen) : default);
        treasurer.Dispose();
    }

    [Theory, EveryEngine]
    public async Task Lead_from_an_error_to_the_field_of_the_form_that_was_sent(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (fund, treasurer) = await Billed(site);

        foreach (var form in new[] { "years", "dividend" })
        {
            var page = (await treasurer.Post($"/funds/{fund}/{form}", new { year = "2025", decision = "" }, $"/funds/{fund}/years")).Page;
            var ids = page.QuerySelectorAll("[id]").Select(e => e.Id).ToList();
            Assert.Equal(ids.Distinct(), ids);
            var field = page.QuerySelector(page.QuerySelectorAll(".errors a").Last().GetAttribute("href")!)!;
            Assert.Equal(("decision", $"/funds/{fund}/{form}"), (field.GetAttribute("name"), field.Closest("form")!.GetAttribute("action")));
            Assert.NotNull(page.QuerySelector($"label[for='{field.Id}']"));
        }

        treasurer.Dispose();
    }

    [Theory, EveryEngine]
    public async Task Come_back_in_another_language_or_size_after_an_error(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (fund, treasurer) = await Billed(site);

        foreach (var (form, page) in new[] { ("pay", "pay"), ("dividend", "years") })
        {
            var refused = (await treasurer.Post($"/funds/{fund}/{form}", new { }, $"/funds/{fund}/{page}")).Page;
            Assert.NotNull(refused.QuerySelector(".errors"));
            Assert.NotNull(refused.QuerySelector(".prefs noscript"));
            foreach (var link in refused.QuerySelectorAll(".prefs a[href^='/preferences?']"))
            {
                var back = (await treasurer.Get(link.GetAttribute("href")!)).Location!;
                Assert.Equal(form == page ? $"/funds/{fund}/{form}" : $"/funds/{fund}", back);
                Assert.Null((await treasurer.Get(back)).Page.QuerySelector(".prefs noscript"));
            }
        }

        treasurer.Dispose();
    }

    [Theory, EveryEngine]
    public async Task Give_each_home_its_dividend_once(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (fund, treasurer) = await Billed(site);
        await Declared(site);
        var list = $"/funds/{fund}/years/2025/dividend";

        Assert.Equal(2, (await treasurer.Get(list)).Page.QuerySelectorAll("tbody tr").Length);
        Assert.NotNull((await treasurer.Post($"{list}/1", new { })).Page.QuerySelector(".errors a[href='#way']"));
        Assert.Equal(HttpStatusCode.Found, (await treasurer.Upload($"{list}/1", "paper", "word.pdf", Paper, new { way = "credit" })).Status);
        Assert.Equal(HttpStatusCode.Found, (await treasurer.Upload($"{list}/2", "paper", "receipt.pdf", Paper, new { way = "pay_out" })).Status);

        Assert.Null((await treasurer.Get($"{list}/1")).Page.QuerySelector("[name=way]"));
        Assert.Equal([(true, 700L), (false, 300L)], site.Read(db => db.Set<DividendShare>().OrderBy(s => s.Leaf).AsEnumerable().Where(s => s.TakenOn is not null).Select(s => (s.IsCredited, s.Fen)).ToList()));
        Assert.Equal(20_000 - 700, site.Read(db => db.Set<FundBill>().OrderBy(b => b.EntrySeq).First().OpenFen));
        Assert.Equal(HttpStatusCode.NotFound, (await treasurer.Get($"{list}/3")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await treasurer.Get($"/funds/{fund}/years/2024/dividend")).Status);
        treasurer.Dispose();
    }

    [Theory, EveryEngine]
    public async Task Show_the_newest_and_lead_to_the_rest(Engine engine)
    {
        await using var site = await Site.On(engine);
        var (fund, treasurer) = await Billed(site);
        for (var month = new LocalDate(2026, 10, 1); month.Year < 2028; month = month.PlusMonths(1))
        {
            await treasurer.Post($"/funds/{fund}/billing", new { since = LocalDatePattern.Iso.Format(month), months = 1, dueOn = "2027-12-31", sure = "true" });
        }

        await site.Do<Done>("close_months", change =>
        {
            for (var month = 1; month <= 13; month++)
            {
                change.Add(new FundMonth
                {
                    FundId = Id<Fund>.Parse(fund, null), Through = new LocalDate(2025, 8, 31).PlusMonths(month), ArrearsFen = 0, ArrearsCollectedFen = 0, BilledFen = 0, CollectedFen = 0, ListHash = [], At = change.Now,
                });
            }

            return Done.It;
        });

        Assert.Equal((6, 16), (await Rows("homes/1"), await Rows("homes/1?all=true")));
        Assert.Equal((20, 16), (await Rows("bills?through=2027-12-31"), await Rows("bills?through=2027-12-31&page=2")));
        Assert.Equal((12, 1), (await Rows("close"), await Rows("close?page=2")));
        Assert.NotNull((await treasurer.Get($"/funds/{fund}/homes/1")).Page.QuerySelector($"a[href='/funds/{fund}/homes/1?all=true']"));
        Assert.NotNull((await treasurer.Get($"/funds/{fund}/close")).Page.QuerySelector(".pager a[rel=next]"));
        treasurer.Dispose();

        async Task<int> Rows(string path) => (await treasurer.Get($"/funds/{fund}/{path}")).Page.QuerySelectorAll("tbody tr").Length;
    }

    private static async Task<(string Fund, Visitor Treasurer)> Billed(Site site)
    {
        var fund = await FundSite.Opened(site);
        var treasurer = await site.SignedIn(Role.Treasurer);
        await treasurer.Post($"/funds/{fund}/billing", new { since = "2026-09-01", months = 1, dueOn = "2026-09-30", sure = "true" });
        return (fund, treasurer);
    }

    // A dividend of 10.00 yuan for 2025, as a vote declares it: 7.00 and 3.00 yuan owed to two homes.
    private static Task Declared(Site site) => site.Do<Done>("declare_dividend", change =>
    {
        var fund = change.Db.Set<Fund>().Single();
        var authority = change.Db.Set<FundContract>().Single().AuthorityId;
        long[] shares = [700, 300];
        var units = change.Db.Set<FundUnit>().Where(u => u.Number <= shares.Length).OrderBy(u => u.Number).ToList();
        foreach (var unit in units)
        {
            _ = new OpenLedgerAccount(fund.FeesId, FundAccounts.Dividend(unit.Number), "dividend", false).In(change).Value;
        }

        var legs = units.Zip(shares).Select(pair => Leg.Credit(FundAccounts.Dividend(pair.First.Number), pair.Second));
        _ = new MakeEntry(fund.FeesId, EntryOrder.Post("dividend 2025", new(2026, 9, 24), [Leg.Debit(FundAccounts.Bank, shares.Sum()), .. legs])).In(change).Value;
        change.Add(new FundYear
        {
            FundId = fund.Id, Year = 2025, FeesFen = shares.Sum(), CommonFen = 0, TopUpFen = 0, At = change.Now, DividendFen = shares.Sum(), AuthorityId = authority, EntrySeq = 1, ShareRoot = FundGiven.Paper.ToArray(),
        });
        foreach (var (leaf, (unit, fen)) in units.Zip(shares).Index())
        {
            change.Add(new DividendShare { FundId = fund.Id, Year = 2025, PlaceId = unit.PlaceId, Leaf = leaf, Area = 1, Fen = fen });
        }

        return Done.It;
    });
}
