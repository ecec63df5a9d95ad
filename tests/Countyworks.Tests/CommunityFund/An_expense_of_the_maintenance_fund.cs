using System.Net;
using Countyworks.Core.Posts;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Neighbourhood.HappinessBill;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Deliberation;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.CommunityFund;

public sealed class An_expense_of_the_maintenance_fund
{
    [Theory, EveryEngine]
    public async Task Is_held_invoiced_and_paid_out_of_its_own_ledger_by_a_vote_under_item_5(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        var fund = given.Fund;
        var expense = await given.Do((given.Ask(250_000, Purpose.Lifts) with { OfMaintenance = true }).In);

        Assert.True(expense.NeedsOwners);
        Assert.Equal("expense_needs_owners", await given.Refused(new SayToExpense(expense.Id, true).In, given.Members[0]));
        Assert.Equal("decision_of_other_matter", await given.Refused(new GrantExpense(expense.Id, given.Vote).In));
        var vote = await given.Voted(Consent.MaintenanceItem);
        var held = await given.Do(new GrantExpense(expense.Id, vote).In);
        Assert.Equal(Money.FromFen(79_750_000), given.County.Read(db => FundCall.FreeCash(db, fund.MaintenanceId)));
        await given.Do(new EnterInvoice(expense.Id, Money.FromFen(240_000), FundGiven.Paper).In);
        await given.Do(new PayExpense(expense.Id, FundGiven.Paper).In);

        Assert.Equal(ExpenseStage.Held, held.Stage);
        Assert.Equal(79_760_000, given.County.Read(db => FundCall.Balance(db, fund.MaintenanceId, FundAccounts.MaintenanceBank).NetFen));
        Assert.Equal(-79_760_000, given.County.Read(db => FundCall.Balance(db, fund.MaintenanceId, FundAccounts.Maintenance).NetFen));
        Assert.Equal(Money.Zero, given.County.Read(db => Budgets.Line(db, fund.Id, 2026, Purpose.Lifts).Actual));
        var line = given.County.Read(db => MonthBill.Read(db, fund, new(2026, 11, 1))).Lines.Single(l => l.Flow == Flow.Expense);
        Assert.Equal((Purse.Maintenance, Money.FromFen(-240_000), vote.Reference), (line.Purse, line.Sum, line.Decision));
        Assert.Empty(given.Wrong());
    }

    [Theory, EveryEngine]
    public async Task Is_for_repair_and_renewal_alone_and_is_carried_by_one_vote_once(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        AskExpense Ask(Purpose purpose) => given.Ask(100_000, purpose) with { OfMaintenance = true };

        Assert.Equal("maintenance_other_purpose", await given.Refused(Ask(Purpose.Security).In));
        var (first, second) = (await given.Do(Ask(Purpose.Lifts).In), await given.Do(Ask(Purpose.FireSafety).In));
        var vote = await given.Voted(Consent.MaintenanceItem);
        await given.Do(new GrantExpense(first.Id, vote).In);

        Assert.Equal("decision_used", await given.Refused(new GrantExpense(second.Id, vote).In));
        Assert.Equal("decision_must_be_vote", await given.Refused(new GrantExpense(second.Id, new Decision("会议纪要", FundGiven.Paper)).In));
    }

    [Fact]
    public async Task Takes_no_more_than_the_budget_that_was_voted_on()
    {
        await using var county = await County.On(Engine.Sqlite);
        var given = await DeliberationGiven.In(county);
        var (_, vote) = await given.Decided();
        var fund = await county.Do("open_fund", change => new OpenFund(given.Votes.Neighbourhood.Id, Money.FromFen(1), Money.Zero, Money.Zero, null).In(change, Caller.Operator));
        async Task<string?> Granted(long fen)
        {
            var asked = await county.Do("ask", change => new AskExpense(fund.Id, Purpose.IncomeCost, "灭火器", "消防公司", Money.FromFen(fen), FundGiven.Paper, IncomeKind.Piles).In(change, Caller.Operator));
            return (await county.Try("grant", change => new GrantExpense(asked.Id, new Decision(vote.Number)).In(change, Caller.Operator))).Refusal?.Code;
        }

        Assert.Equal("quote_above_voted", await Granted(860_001));
        Assert.Equal("fund_cash_short", await Granted(860_000));
    }

    [Theory, EveryEngine]
    public async Task Is_asked_for_by_a_form_and_over_the_API(Engine engine)
    {
        await using var site = await Site.On(engine);
        var fund = await FundSite.Opened(site);
        using var treasurer = await site.SignedIn(Role.Treasurer);
        using var program = await new Client(site.Address).As((await site.Somebody(false, Role.Treasurer)).UserName);
        using var leader = await new Client(site.Address).As((await site.Somebody(false, Role.Leader)).UserName);
        var path = $"funds/{fund}/expenses";

        var asked = await treasurer.Upload($"/funds/{fund}/expenses/new", "paper", "quote.pdf", "%PDF-1.7"u8.ToArray(), new { purpose = "lifts", costOf = "", ofMaintenance = "true", what = "大修电梯", vendor = "电梯公司", quote = "100" });
        Assert.Equal(HttpStatusCode.Found, asked.Status);
        Assert.Contains("第五项", (await treasurer.Get(asked.Location!)).Words, StringComparison.Ordinal);

        var paper = (await program.PostFile("quote.pdf", "%PDF-1.7 2"u8.ToArray()))["id"];
        var wish = new { purpose = "lifts", what = "换钢丝绳", vendor = "电梯公司", quoteFen = 10_000, paper, ofMaintenance = true };
        Assert.Equal(HttpStatusCode.Forbidden, (await leader.Post(path, wish)).Status);
        var made = await program.Post(path, wish);
        Assert.Equal((HttpStatusCode.Created, "true", "asked"), (made.Status, made["needsOwners"], made["stage"]));
        Assert.Equal((HttpStatusCode.BadRequest, "maintenance_other_purpose"), (await program.Post(path, new { purpose = "office", what = "纸", vendor = "店", quoteFen = 1, paper, ofMaintenance = true })).Refusal);
        Assert.Equal((HttpStatusCode.BadRequest, "decision_unknown"), (await program.Post($"{path}/{made["id"]}/grant", new { decision = "决-2026-000009" })).Refusal);
        Assert.Equal((HttpStatusCode.Conflict, "expense_not_held"), (await program.Post($"{path}/{made["id"]}/invoice", new { fen = 1, paper })).Refusal);
        Assert.Equal("dropped", (await program.Post($"{path}/{made["id"]}/drop", new { }))["stage"]);
        Assert.Equal(2, (await program.Get(path)).Json.AsArray().Count);
    }
}
