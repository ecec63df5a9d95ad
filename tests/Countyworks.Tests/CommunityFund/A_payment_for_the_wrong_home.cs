using System.Net;
using Countyworks.Core.Posts;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Neighbourhood.HappinessBill;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.CommunityFund;

public sealed class A_payment_for_the_wrong_home
{
    [Theory, EveryEngine]
    public async Task Is_taken_back_and_taken_for_the_right_one_at_once_and_both_stand_in_the_bill(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        await given.Bill("2026-11-01");
        var wrong = await given.Do(given.Pay(1, 25_000).In);
        given.County.Now("2026-11-05T09:00");

        var right = await given.Do(new MovePayment(wrong.Id, 2, "转账写错了房号", FundGiven.Paper).In);

        Assert.Equal((wrong.Id, "转账写错了房号", new NodaTime.LocalDate(2026, 11, 5)), (right.MovedFromId, right.MovedWhy, right.ReceivedOn));
        Assert.Equal((20_000, 0), (Owed(given, 1), Owed(given, 2)));
        Assert.Equal((0, -5_000), (given.County.Read(db => FundCall.Balance(db, given.Fund.FeesId, FundAccounts.Prepaid(1)).NetFen), given.County.Read(db => FundCall.Balance(db, given.Fund.FeesId, FundAccounts.Prepaid(2)).NetFen)));
        var bill = given.County.Read(db => MonthBill.Read(db, given.Fund, new(2026, 11, 1)));
        Assert.Equal((Money.FromFen(50_000), Money.FromFen(-25_000)), (bill.Lines.Single(l => l.Flow == Flow.Fees).Sum, bill.Lines.Single(l => l.Flow == Flow.Moved).Sum));
        Assert.Equal(MonthBill.Total(bill.After), MonthBill.Total(bill.Before) + bill.In - bill.Out);
        Assert.Equal(Money.FromFen(20_000), bill.Collection.Rates.Current.Collected);
        Assert.Empty(given.Wrong());
    }

    [Theory, EveryEngine]
    public async Task Is_moved_once_and_not_to_itself_and_not_once_it_was_spent_or_returned(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        var ahead = await given.Do(given.Pay(1, 20_000).In);
        MovePayment Move(FundPayment payment, int to, string why = "写错房号") => new(payment.Id, to, why, FundGiven.Paper);

        Assert.Equal("missing", await given.Refused(Move(ahead, 2, " ").In));
        Assert.Equal("payment_same_home", await given.Refused(Move(ahead, 1).In));
        Assert.Equal("not_found", await given.Refused(Move(ahead, 99).In));
        Assert.Equal("not_found", await given.Refused(Move(ahead, 2).In, given.Members[0]));
        var moved = await given.Do(Move(ahead, 2).In);
        Assert.Equal("payment_returned", await given.Refused(Move(ahead, 3).In));
        var back = await given.Do(Move(moved, 1).In);
        await given.Bill("2026-11-01");
        Assert.Equal("member_money_short", await given.Refused(Move(back, 2).In));
        Assert.Empty(given.Wrong());
    }

    [Theory, EveryEngine]
    public async Task Is_moved_by_a_form_with_its_reason_and_over_the_API(Engine engine)
    {
        await using var site = await Site.On(engine);
        var fund = await FundSite.Opened(site);
        using var treasurer = await site.SignedIn(Role.Treasurer);
        await treasurer.Post($"/funds/{fund}/billing", new { since = "2026-09-01", months = 1, dueOn = "2026-09-30", sure = "true" });
        await treasurer.Post($"/funds/{fund}/pay", new { unit = "3栋101", sum = "200", means = "transfer", on = "2026-09-24", payer = "" });
        var path = $"/funds/{fund}/payments/{site.Read(db => db.Set<FundPayment>().Single().Id)}";

        Assert.NotNull((await treasurer.Get(path)).Page.QuerySelector($"a[href='{path}/move']"));
        var refused = await treasurer.Post(path + "/move", new { unit = "9栋9", why = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal(3, refused.Page.QuerySelectorAll(".errors a").Length);
        var moved = await treasurer.Upload(path + "/move", "paper", "letter.pdf", "%PDF-1.7"u8.ToArray(), new { unit = "3栋102", why = "转账写错了房号" });
        Assert.Equal(HttpStatusCode.Found, moved.Status);
        Assert.Contains("转账写错了房号", (await treasurer.Get(moved.Location!)).Words, StringComparison.Ordinal);
        Assert.Contains("更正到他户", (await treasurer.Get(path)).Words, StringComparison.Ordinal);
        Assert.Null((await treasurer.Get(path)).Page.QuerySelector($"a[href='{path}/move']"));
        Assert.Contains("已更正到他户", (await treasurer.Get($"/funds/{fund}/homes/1")).Words, StringComparison.Ordinal);

        using var program = await new Client(site.Address).As((await site.Somebody(false, Role.Treasurer)).UserName);
        var paper = (await program.PostFile("letter.pdf", "%PDF-1.7 2"u8.ToArray()))["id"];
        var right = moved.Location![(moved.Location!.LastIndexOf('/') + 1)..];
        Assert.Equal(right, (await program.Post($"funds/{fund}/payments/{right}/move", new { unit = 3, why = "又写错了", paper }))["movedFromId"]);
        Assert.Equal((HttpStatusCode.Conflict, "payment_returned"), (await program.Post($"funds/{fund}/payments/{right}/move", new { unit = 1, why = "又写错了", paper })).Refusal);
    }

    private static long Owed(FundGiven given, int unit) => given.County.Read(db => FundCall.Balance(db, given.Fund.FeesId, FundAccounts.Receivable(unit)).NetFen);
}
