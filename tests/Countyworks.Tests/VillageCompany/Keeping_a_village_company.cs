using Countyworks.Data.Journal;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using NodaTime;

namespace Countyworks.Tests.VillageCompany;

public sealed class Keeping_a_village_company
{
    [Theory, EveryEngine]
    public async Task Computes_the_collectives_part_from_what_was_paid_in(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await CompanyGiven.In(county);

        Assert.Equal("100.00%", Share(new(2026, 1, 1)));
        Assert.Equal(50_000_000, given.Net(given.Company.LedgerId, CompanyBooks.Bank));

        await given.Do(change => new AddHolding(given.Company.Id, "张三", HolderKind.Other, Money.FromFen(1), new(2026, 2, 1)).In(change, given.Keeper));
        Assert.Equal("100.00%", Share(new(2026, 1, 31)));
        Assert.Equal("99.99%", Share(new(2026, 2, 1)));
        Assert.Equal("—", Share(new(2025, 1, 1)));

        string Share(LocalDate day) => county.Read(db => Holding.OfCollective(db.Set<Holding>().ToList(), day)).ToString();
    }

    [Theory, EveryEngine]
    public async Task Spends_by_a_contract_no_more_than_it_says_nor_than_there_is(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await CompanyGiven.In(county);
        var contract = await given.Signed();
        LocalDate day = new(2026, 9, 1);

        Assert.Equal("cost_contract_missing", (await given.Book(BookingKind.Cost, day, 100)).Refusal?.Code);
        Assert.Null((await given.Book(BookingKind.Cost, day, 9_999_999, contract.Id)).Refusal);
        Assert.Equal("authority_exceeded", (await given.Book(BookingKind.Cost, day, 2, contract.Id)).Refusal?.Code);
        Assert.Null((await given.Book(BookingKind.Revenue, day, 500)).Refusal);
        Assert.Equal("bank_short", (await given.Book(BookingKind.Cost, day, 90_000_000, contract.Id)).Refusal?.Code);
        Assert.Equal("settlement_too_much", (await given.Book(BookingKind.Settlement, day, 1)).Refusal?.Code);
        Assert.Equal("amount_not_positive", (await given.Book(BookingKind.Revenue, day, 0)).Refusal?.Code);
        Assert.Equal("date_before_founding", (await given.Book(BookingKind.Revenue, new(2024, 12, 31), 1)).Refusal?.Code);
        Assert.Equal("effective_date_future", (await given.Book(BookingKind.Revenue, new(2026, 9, 25), 1)).Refusal?.Code);
        var sums = county.Read(db => CompanyBooks.Booked(db, given.Company.LedgerId, day, day))["CD01"].ToDictionary(b => b.IsRevenue, b => b.Amount.Fen);
        Assert.Equal((500L, 9_999_999L), (sums[true], sums[false]));
        Assert.Empty(given.Wrong());
    }

    [Theory, EveryEngine]
    public async Task Takes_a_wrong_booking_back_once_and_leaves_both_entries(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await CompanyGiven.In(county);
        LocalDate day = new(2026, 9, 1);
        var revenue = (await given.Book(BookingKind.Revenue, day, 700)).Value.Entry.Seq;
        var cost = (await given.Book(BookingKind.Cost, day, 300, (await given.Signed()).Id)).Value.Entry.Seq;

        Assert.Null((await Undo(revenue)).Refusal);
        Assert.Null((await Undo(cost)).Refusal);

        Assert.Equal("ledger_key_reused", (await Undo(cost, new(2026, 9, 3))).Refusal?.Code);
        Assert.Equal("entry_unknown", (await Undo(1)).Refusal?.Code);
        Assert.Equal(50_000_000, given.Net(given.Company.LedgerId, CompanyBooks.Bank));
        Assert.Equal(0, county.Read(db => CompanyBooks.Booked(db, given.Company.LedgerId, day, new(2026, 9, 30)))["CD01"].Sum(b => b.Amount.Fen));
        Assert.Empty(given.Wrong());

        Task<Outcome<Entered>> Undo(long entry, LocalDate? on = null) =>
            given.Try(change => new ReverseBooking(given.Company.Id, entry, on ?? new(2026, 9, 2), "重复入账", CompanyGiven.Paper).In(change, given.Keeper));
    }

    [Theory, EveryEngine]
    public async Task Flags_a_contract_with_a_related_party_also_one_declared_later(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await CompanyGiven.In(county);
        var contract = await given.Signed("安达公司");
        var other = await given.Signed("不相干公司");

        await given.Do(change => new DeclareRelatedParty(given.Company.Id, "安达公司", null, Relation.TheirEnterprise, new(2026, 1, 1), null).In(change, given.Keeper));

        var parties = county.Read(db => db.Set<RelatedParty>().ToList());
        Assert.Equal(Relation.TheirEnterprise, Assert.Single(contract.With(parties)).Relation);
        Assert.Empty(other.With(parties));
    }

    [Theory, EveryEngine]
    public async Task Freezes_the_register_of_a_day_and_changes_nothing_before_it(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await CompanyGiven.In(county);
        await given.Members(1000, 500, 250);

        var frozen = await given.Do(change => new FreezeRegister(given.Company.Id, new(2026, 6, 30)).In(change, given.Keeper));

        Assert.Equal((3, 1750L), (frozen.Holders, frozen.MilliShares));
        Assert.Equal("register_frozen", (await Shares("0001", new(2026, 6, 30), -1000)).Refusal?.Code);
        Assert.Equal("shares_short", (await Shares("0001", new(2026, 7, 1), -1001)).Refusal?.Code);
        Assert.Null((await Shares("0001", new(2026, 7, 1), -1000)).Refusal);
        Assert.Equal("member_unknown", (await Shares("0009", new(2026, 7, 1), 1)).Refusal?.Code);
        Assert.Equal("register_frozen", (await given.Try(change => new FreezeRegister(given.Company.Id, new(2026, 6, 30)).In(change, given.Keeper))).Refusal?.Code);
        Assert.Equal(frozen.Root, county.Read(db => FreezeRegister.Read(db, given.Company.Id, new(2026, 6, 30))).Root.ToArray());
        Assert.Equal(750, county.Read(db => FreezeRegister.Read(db, given.Company.Id, new(2026, 7, 1))).MilliShares);

        Task<Outcome<ShareChange>> Shares(string member, LocalDate on, long milli) => given.Try(change => new ChangeShares(given.Company.Id, member, on, milli, ShareReason.Transferred).In(change, given.Keeper));
    }

    [Theory, EveryEngine]
    public async Task Measures_a_decision_by_all_members_of_the_register(Engine engine)
    {
        await using var county = await County.On(engine);
        var given = await CompanyGiven.In(county);
        await given.Members(1000, 1000, 1000, 1000, 1000, 1000);
        await given.Do(change => new EndMembership(given.Company.Id, "0006", new(2025, 12, 31)).In(change, given.Keeper));

        var decision = await given.Decided(yes: 4);

        Assert.Equal((5, true), (decision.Eligible, decision.Tally.IsPassed));
        Assert.False((await given.Decided(yes: 3)).Tally.IsPassed);
        Assert.Equal("assembly_notice_too_short", (await Try(new(2026, 1, 14), 5, 5, 0)).Refusal?.Code);
        Assert.Equal("assembly_count_wrong", (await Try(new(2026, 1, 15), 6, 5, 0)).Refusal?.Code);
        Assert.Equal("assembly_count_wrong", (await Try(new(2026, 1, 15), 5, 5, 1)).Refusal?.Code);
        Assert.Equal("delegates_may_not_decide", (await Try(new(2026, 1, 15), 5, 5, 0, item: 8, delegates: 9)).Refusal?.Code);

        Task<Outcome<AssemblyDecision>> Try(LocalDate held, int present, int yes, int no, int item = 7, int? delegates = null) =>
            given.Try(change => new RecordDecision(given.Company.Id, item, "是否同意", new(2026, 1, 5), held, delegates, present, yes, no, CompanyGiven.Paper).In(change, given.Keeper));
    }

    [Theory, EveryEngine]
    public async Task Distributes_what_the_company_paid_and_gives_equal_shares_equal_money(Engine engine)
    {
        await using var county = await County.On(engine, "2027-02-01T09:00");
        var given = await CompanyGiven.In(county);
        await given.Members([.. Enumerable.Repeat(1000L, 7), 500, 500, 250]);
        await given.Do(change => new FreezeRegister(given.Company.Id, new(2026, 12, 31)).In(change, given.Keeper));
        var decision = await given.Decided();
        Assert.Null((await given.Book(BookingKind.Revenue, new(2026, 8, 1), 40_000_000)).Refusal);
        var company = given.Company;

        Assert.Equal("member_money_short", (await Pay(40_000_001)).Refusal?.Code);
        Assert.Null((await Pay(38_645_127)).Refusal);
        Assert.Equal("company_year_closed", (await Pay(1)).Refusal?.Code);
        Assert.Equal("company_year_closed", (await given.Book(BookingKind.Revenue, new(2026, 12, 31), 1)).Refusal?.Code);

        // The company paid in 2027, so it is the collective's income of 2027; what it had before is undistributed.
        await given.Do(change => new Core.Books.MakeEntry(company.CollectiveLedgerId, EntryOrder.Post("opening", new(2027, 1, 1), Leg.Debit(CompanyBooks.CollectiveBank, 1_200_355), Leg.Credit(CompanyBooks.Undistributed, 1_200_355))).In(change));
        Assert.Equal("year_not_over", (await Declare(2027, decision)).Refusal?.Code);
        county.Now("2028-01-20T09:00");
        Assert.Equal("decision_other_item", (await Declare(2027, await given.Decided(item: 5))).Refusal?.Code);
        Assert.Equal("resolution_not_passed", (await Declare(2027, await given.Decided(yes: 6))).Refusal?.Code);
        Assert.Equal("distribution_in_a_loss", (await Declare(2026, decision)).Refusal?.Code);
        var dividend = (await Declare(2027, decision)).Value;

        Assert.Equal((7_729_025L, 32_116_448L, 3_892_903L, 9L), (dividend.ReserveFen, dividend.PaidFen, dividend.PerShareFen, dividend.CarryFen));
        Assert.Equal([3_892_903L, 1_946_451, 973_225], county.Read(db => db.Set<DividendPart>().Select(p => p.Fen).Distinct().ToList()).OrderDescending());
        Assert.Equal(-9, given.Net(company.CollectiveLedgerId, CompanyBooks.Undistributed));
        Assert.Equal((-7_729_025L, -32_116_448L), (given.Net(company.CollectiveLedgerId, CompanyBooks.Reserve), given.Net(company.CollectiveLedgerId, CompanyBooks.Dividends)));
        Assert.Equal("payout_too_much", (await Out(32_116_449)).Refusal?.Code);
        Assert.Null((await Out(32_000_000)).Refusal);
        Assert.Equal(-116_448, given.Net(company.CollectiveLedgerId, CompanyBooks.Dividends));
        Assert.Equal("dividend_distributed", (await Declare(2027, decision)).Refusal?.Code);
        Assert.Equal(1, county.Read(db => db.Set<FactRow>().Count(f => f.Kind == "village_dividend_declared")));
        Assert.Empty(given.Wrong());

        Task<Outcome<Company>> Pay(long fen) => given.Try(change => new PayProfit(company.Id, 2026, Money.FromFen(fen), new(2027, 2, 1), decision.Id, CompanyGiven.Paper).In(change, given.Keeper));

        Task<Outcome<Entered>> Out(long fen) => given.Try(change => new PayOut(company.Id, new(2028, 1, 20), Money.FromFen(fen), CompanyGiven.Paper).In(change, given.Keeper));

        Task<Outcome<Dividend>> Declare(int year, AssemblyDecision by) => given.Try(change => new DeclareDividend(company.Id, year, new(2026, 12, 31), by.Id).In(change, given.Keeper));
    }

    [Theory, EveryEngine]
    public async Task Refuses_what_is_wrong_and_shows_nobody_what_is_not_theirs(Engine engine)
    {
        await using var county = await County.On(engine);
        var right = CompanyGiven.Founding(county);
        foreach (var (wish, code) in new (FoundCompany, string)[]
        {
            (right with { Village = county.Street.Id }, "not_found"),
            (right with { Name = " " }, "missing"),
            (right with { CreditCode = "91431003MA4L5C7X81" }, "credit_code_check"),
            (right with { FoundedOn = new(2026, 9, 25) }, "date_future"),
            (right with { ReserveBasisPoints = 10_001 }, "out_of_range"),
        })
        {
            Assert.Equal(code, (await county.Try("found", change => wish.In(change, county.Dispatcher))).Refusal?.Code);
        }

        Assert.Equal("not_found", (await county.Try("found", change => right.In(change, county.Handler))).Refusal?.Code);
        var given = await CompanyGiven.In(county);
        Assert.Equal("company_exists", (await county.Try("found", change => right.In(change, county.Dispatcher))).Refusal?.Code);
        Assert.Equal("asset_code_invalid", (await given.Try(change => new AddAsset(given.Company.Id, "站", "x", AssetKind.Shops, new(2026, 1, 1)).In(change, given.Keeper))).Refusal?.Code);
        Assert.Equal("asset_exists", (await given.Try(change => new AddAsset(given.Company.Id, "CD01", "x", AssetKind.Shops, new(2026, 1, 1)).In(change, given.Keeper))).Refusal?.Code);
        Assert.Equal("not_found", (await county.Try("x", change => new AddAsset(given.Company.Id, "X", "x", AssetKind.Shops, new(2026, 1, 1)).In(change, county.Handler))).Refusal?.Code);
        Assert.Equal("resolution_not_passed", (await given.Try(change => new SignContract(given.Company.Id, "a", null, "b", Money.FromFen(1), new(2026, 1, 1), default(Id<AssemblyDecision>), CompanyGiven.Paper).In(change, given.Keeper))).Refusal?.Code);
    }
}
