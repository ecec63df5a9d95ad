using Countyworks.Core.Books;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.CommunityFund;
using Countyworks.Tests.Databases;
using NodaTime;

namespace Countyworks.Tests.CommunityFund;

/// <summary>Bills, payments, expenses and closes of a fund, by its use cases.</summary>
public sealed class A_community_fund
{
    [Theory, EveryEngine]
    public async Task Bills_every_unit_once_however_often_the_run_is_taken_up(Engine engine)
    {
        await using var given = await FundGiven.On(engine);

        await given.Bill("2026-11-01");
        await given.Bill("2026-11-01");

        var bills = given.County.Read(db => db.Set<FundBill>().OrderBy(b => b.EntrySeq).ToList());
        Assert.Equal([20_000, 20_000, 20_000, 20_000, 20_000, 20_000, 10_000], bills.Select(b => b.Fen));
        Assert.Equal(-130_000, given.County.Read(db => BalancesOn.Read(db, given.Fund.FeesId, new(2026, 11, 1)).Net(FundAccounts.Fees)).Fen);
        Assert.Equal("billing_overlaps", await given.Refused(new StartBilling(given.Fund.Id, new(2026, 10, 1), 3, new(2026, 10, 15)).In));
        Assert.Equal("price_missing", await given.Refused(new StartBilling(given.Fund.Id, new(2026, 10, 1), 1, new(2026, 10, 15)).In));
    }

    [Theory, EveryEngine]
    public async Task Goes_on_billing_where_a_run_was_cut_off(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        var day = new LocalDate(2026, 11, 1);
        await given.Do(new StartBilling(given.Fund.Id, day, 1, new(2026, 11, 15)).In);

        var isFinished = await given.Do((change, _) => new BillBatch(given.Fund.Id, day) { Most = 3 }.In(change));
        var cutOff = given.County.Read(db => db.Set<FundBill>().Count());
        await given.Bill("2026-11-01");

        Assert.Equal((false, 3), (isFinished, cutOff));
        Assert.Equal(7, given.County.Read(db => db.Set<FundBill>().Select(b => b.PlaceId).Distinct().Count()));
        Assert.Equal(7, given.County.Read(db => db.Set<FundBill>().Count()));
        Assert.Empty(given.Wrong());
    }

    [Theory, EveryEngine]
    public async Task Lays_a_payment_to_the_oldest_bill_and_what_is_left_ahead(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        await given.Bill("2026-11-01");
        given.County.Now("2026-12-01T09:00");

        var payment = await given.Do(given.Pay(1, 50_000).In);
        await given.Bill("2026-12-01");

        Assert.Equal(30_000, payment.AheadFen);
        var shares = given.County.Read(db => db.Set<BillShare>().OrderBy(s => s.Id).Select(s => new { s.Source, s.Fen }).ToList());
        Assert.Equal([(LaidFrom.Payment, 20_000L), (LaidFrom.Ahead, 20_000L)], shares.Select(s => (s.Source, s.Fen)));
        Assert.Equal(-10_000, given.County.Read(db => BalancesOn.Read(db, given.Fund.FeesId, new(2026, 12, 1)).Net(FundAccounts.Prepaid(1))).Fen);
        Assert.Empty(given.Wrong());
    }

    [Theory, EveryEngine]
    public async Task Takes_a_payment_once_by_its_key_and_gives_it_back_when_it_bounces(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        await given.Bill("2026-11-01");
        var wish = given.Pay(2, 20_000);

        var first = await given.Do(wish.In);
        var again = await given.Do(wish.In);

        Assert.Equal(first.Number, again.Number);
        Assert.Equal("payment_key_reused", await given.Refused((wish with { Sum = Money.FromFen(1) }).In));
        Assert.Equal(("15.38%", "n/a"), Rates(given, new(2026, 11, 1)));
        await given.Do(new ReturnPayment(first.Id, FundGiven.Paper).In);
        Assert.Equal(("0.00%", "n/a"), Rates(given, new(2026, 11, 1)));
        Assert.Equal("payment_returned", await given.Refused(new ReturnPayment(first.Id, FundGiven.Paper).In));
        Assert.Equal(20_000, given.County.Read(db => db.Set<FundBill>().AsEnumerable().Max(b => b.OpenFen)));
    }

    [Theory, EveryEngine]
    public async Task Counts_neither_what_is_paid_ahead_nor_what_is_waived(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        await given.Bill("2026-11-01");
        await given.Do(given.Pay(1, 120_000).In);
        var bill = given.County.Read(db => db.Set<FundBill>().Single(b => b.Fen == 10_000));

        await given.Do(new WaiveBill(bill.Id, Money.FromFen(10_000), given.Vote).In);

        var collection = given.County.Read(db => Collection.Read(db, given.Fund.Id, new(2026, 12, 31)));
        Assert.Equal((20_000, 120_000), (collection.Rates.Current.Collected.Fen, collection.Rates.Current.Owed.Fen));
        Assert.Equal(10_000, Assert.Single(collection.Waivers).Waived.Fen);
        Assert.Equal("decision_must_be_vote", await given.Refused(new WaiveBill(given.County.Read(db => db.Set<FundBill>().OrderBy(b => b.EntrySeq).ToList()[1]).Id, Money.FromFen(1), new Decision("a paper", FundGiven.Paper)).In));
    }

    [Theory, EveryEngine]
    public async Task Tells_arrears_of_the_year_before_from_this_years_bills(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        await given.Bill("2026-11-01", 2);
        await given.Do(given.Pay(1, 40_000).In);
        given.County.Now("2027-01-01T09:00");
        await given.Bill("2027-01-01");

        await given.Do(given.Pay(2, 50_000).In);

        var rates = given.County.Read(db => Collection.Read(db, given.Fund.Id, new(2027, 12, 31)).Rates);
        Assert.Equal((40_000, 220_000, "18.18%"), (rates.Arrears.Collected.Fen, rates.Arrears.Owed.Fen, rates.Arrears.ToString()));
        Assert.Equal((10_000, 130_000, "7.69%"), (rates.Current.Collected.Fen, rates.Current.Owed.Fen, rates.Current.ToString()));
        Assert.Equal("15.38%", given.County.Read(db => Collection.Read(db, given.Fund.Id, new(2026, 12, 31)).Rates.Current.ToString()));
    }

    [Theory, EveryEngine]
    public async Task Holds_the_money_of_an_expense_until_its_invoice_and_nobody_spends_it_twice(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        await given.Bill("2026-11-01");
        await given.Do(given.Pay(1, 20_000).In);

        var expense = await given.Held(15_000);

        Assert.Equal(ExpenseStage.Held, expense.Stage);
        var other = await given.Do(given.Ask(6_000).In);
        await given.Do(new SayToExpense(other.Id, true).In, given.Members[0]);
        Assert.Equal("fund_cash_short", await given.Refused(new SayToExpense(other.Id, true).In, given.Members[1]));
        Assert.Equal("post_above_hold", await given.Refused(new EnterInvoice(expense.Id, Money.FromFen(15_001), FundGiven.Paper).In));
        await given.Do(new EnterInvoice(expense.Id, Money.FromFen(14_000), FundGiven.Paper).In);
        await given.Do(new SayToExpense(other.Id, true).In, given.Members[1]);
        await given.Do(new PayExpense(expense.Id, FundGiven.Paper).In);
        Assert.Equal("expense_not_invoiced", await given.Refused(new PayExpense(expense.Id, FundGiven.Paper).In));
        var line = given.County.Read(db => Budgets.Line(db, given.Fund.Id, 2026, Purpose.Repairs));
        Assert.Equal((14_000, 6_000, 980_000), (line.Actual.Fen, line.Held.Fen, line.Available.Fen));
        Assert.Empty(given.Wrong());
    }

    [Theory, EveryEngine]
    public async Task Lets_the_owners_decide_what_is_above_the_limit_or_outside_the_budget(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        await given.Bill("2026-11-01", 12);
        await given.Do(given.Pay(1, 2_000_000).In);

        var above = await given.Do(given.Ask(300_001).In);
        var outside = await given.Do(given.Ask(1, Purpose.Greening).In);

        Assert.True(above.NeedsOwners && outside.NeedsOwners);
        Assert.Equal("expense_needs_owners", await given.Refused(new SayToExpense(above.Id, true).In, given.Members[0]));
        Assert.Equal("decision_unknown", await given.Refused(new GrantExpense(above.Id, new Decision("决-2026-999999")).In));
        Assert.Equal("fund_cash_short", await given.Refused(new GrantExpense(above.Id, given.Vote).In));
        Assert.Equal(ExpenseStage.Held, (await given.Do(new GrantExpense(outside.Id, given.Vote).In)).Stage);
        Assert.Equal("decision_used", await given.Refused(new GrantExpense(above.Id, given.Vote).In));
    }

    [Theory, EveryEngine]
    public async Task Refuses_an_expense_when_too_many_of_the_committee_are_against_it(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        await given.Bill("2026-11-01");
        await given.Do(given.Pay(1, 20_000).In);
        var expense = await given.Do(given.Ask(100).In);

        await given.Do(new SayToExpense(expense.Id, false).In, given.Members[0]);
        Assert.Equal("expense_said", await given.Refused(new SayToExpense(expense.Id, true).In, given.Members[0]));
        var refused = await given.Do(new SayToExpense(expense.Id, false).In, given.Members[1]);

        Assert.Equal(ExpenseStage.Refused, refused.Stage);
        Assert.Equal("not_found", await given.Refused(new SayToExpense(expense.Id, true).In, given.Treasurer));
    }

    [Theory, EveryEngine]
    public async Task Pays_the_manager_by_receipts_together_and_not_each_by_itself(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        await given.Bill("2026-11-01", 12);
        var posted = new List<long>();

        for (var i = 0; i < 3; i++)
        {
            await given.Do(given.Pay(1, 18_555).In);
            posted.Add((await given.Do(new PostRemuneration(given.Fund.Id, new(2026, 11, 1)).In)).Fen);
        }

        Assert.Equal([1_484, 1_484, 1_485], posted);
        Assert.Equal(0, (await given.Do(new PostRemuneration(given.Fund.Id, new(2026, 11, 1)).In)).Fen);
        Assert.Equal("manager_owed_less", await given.Refused(new PayManager(given.Fund.Id, Money.FromFen(4_454), FundGiven.Paper, given.Key()).In));
    }

    [Theory, EveryEngine]
    public async Task Closes_a_year_fills_up_the_maintenance_fund_and_pays_a_dividend_to_the_fen(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        await given.Bill("2026-11-01", 2);
        foreach (var unit in Enumerable.Range(1, 6))
        {
            await given.Do(given.Pay(unit, 40_000, unit == 1 ? PaymentMeans.Cash : PaymentMeans.Transfer).In);
        }

        await given.Spent(30_000);
        await given.Income(IncomeKind.Parking, 12_000_101);
        given.County.Now("2026-12-01T09:00");
        await given.Close("2026-11-30");
        given.County.Now("2027-01-05T09:00");
        Assert.Equal("year_months_open", await given.Refused((change, caller) => new CloseYear(given.Fund.Id, 2026, given.Vote).In(change, caller, new FundRule())));
        await given.Close("2026-12-31");

        var year = await given.Do((change, caller) => new CloseYear(given.Fund.Id, 2026, given.Vote).In(change, caller, new FundRule()));

        // 240,000 came in, 30,000 were spent, 8% of the receipts are the manager's; the home that did not pay is no surplus.
        Assert.Equal((240_000 - 30_000 - 19_200, 12_000_101, 6_000_051), (year.FeesFen, year.CommonFen, year.TopUpFen));
        Assert.Equal("surplus_short", await given.Refused(new DeclareDividend(given.Fund.Id, 2026, Money.FromFen(year.SurplusFen + 1), given.Vote).In));
        var declared = await given.Do(new DeclareDividend(given.Fund.Id, 2026, Money.FromFen(100_000), given.Vote).In);
        var shares = given.County.Read(db => db.Set<DividendShare>().OrderBy(s => s.Leaf).ToList());
        Assert.Equal(100_000, shares.Sum(s => s.Fen));
        Assert.Equal([15_384, 15_385], shares.Take(6).Select(s => s.Fen).Distinct().Order());
        var leaves = shares.ConvertAll(s => DeclareDividend.Leaf(given.Fund, 2026, s.Leaf + 1, s.Area, s.Fen));
        Assert.True(SumTree.Check(leaves[3], 3, 7, SumTree.Path(leaves, 3).Value, new SumNode(100_000, Digest.Of(declared.ShareRoot!))).IsDone(out _, out _));
        Assert.Equal("dividend_declared", await given.Refused(new DeclareDividend(given.Fund.Id, 2026, Money.FromFen(1), given.Vote).In));

        await given.Do(new GiveDividend(given.Fund.Id, 2026, 7, IsCredited: true, FundGiven.Paper).In);
        await given.Do(new GiveDividend(given.Fund.Id, 2026, 1, IsCredited: false, FundGiven.Paper).In);
        Assert.Equal("dividend_taken", await given.Refused(new GiveDividend(given.Fund.Id, 2026, 1, IsCredited: true, FundGiven.Paper).In));
        Assert.Equal(shares[6].Fen, given.County.Read(db => db.Set<FundBill>().Single(b => b.Fen == 20_000).LaidFen));
        Assert.Empty(given.Wrong());
    }

    [Theory, EveryEngine]
    public async Task Closes_no_month_whose_bank_differs_and_takes_nothing_into_a_closed_one(Engine engine)
    {
        await using var given = await FundGiven.On(engine);
        await given.Bill("2026-11-01");
        await given.Do(given.Pay(1, 20_000).In);
        given.County.Now("2026-12-01T09:00");
        var last = new LocalDate(2026, 11, 30);
        CloseMonth Month(long joint) => new(given.Fund.Id, last, new(Money.FromFen(joint), Money.Zero, Money.Zero, Money.FromFen(80_000_000)), []);
        Func<Change, Countyworks.Core.Posts.Caller, Outcome<FundMonth>> Closing(long joint) => (change, caller) => Month(joint).In(change, caller, given.County.Database, new FundRule());

        Assert.Equal("remuneration_due", await given.Refused(Closing(20_000)));
        await given.Do(new PostRemuneration(given.Fund.Id, last).In);
        Assert.Equal("entries_not_sealed", await given.Refused(Closing(20_000)));
        await given.Seal();
        Assert.Equal("bank_differs", await given.Refused(Closing(20_001)));
        var month = await given.Do(Closing(20_000));

        Assert.Equal((20_000, 130_000), (month.CollectedFen, month.BilledFen));
        Assert.Equal("period_closed", await given.Refused((given.Pay(1, 1) with { On = last }).In));
    }

    private static (string Current, string Arrears) Rates(FundGiven given, LocalDate day)
    {
        var rates = given.County.Read(db => Collection.Read(db, given.Fund.Id, day).Rates);
        return (rates.Current.ToString(), rates.Arrears.ToString());
    }
}
