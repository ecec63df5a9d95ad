using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using static Countyworks.Engines.Tests.LedgerTests.LedgerGiven;

namespace Countyworks.Engines.Tests.LedgerTests;

public sealed class Entering_into_a_ledger
{
    private readonly LedgerGiven given = new();

    [Fact]
    public void Books_the_bill_of_July_and_its_payment_as_the_rules_print_them()
    {
        var charge = Billing.Charge(Area.FromHundredths(16021), Money.FromFen(185), 1).Value;
        given.Do(EntryOrder.Post("bill", Day, Leg.Debit(Receivable, charge.Fen), Leg.Credit(Fees, charge.Fen)));
        given.Do(EntryOrder.Post("paid", Day, Leg.Debit(Bank, charge.Fen), Leg.Credit(Receivable, charge.Fen)));

        Assert.Equal((29638, 0, -29638), (given.Of(Bank).NetFen, given.Of(Receivable).NetFen, given.Of(Fees).NetFen));
        Assert.Empty(given.Check());
    }

    public static TheoryData<string, Leg[]> LegsThatAreNoEntry => new()
    {
        { "legs_too_few", [] },
        { "legs_too_few", [Leg.Debit(Bank, 1)] },
        { "leg_not_positive", [Leg.Debit(Bank, 0), Leg.Credit(Fees, 0)] },
        { "leg_not_positive", [Leg.Debit(Bank, -5), Leg.Credit(Fees, -5)] },
        { "leg_twice", [Leg.Debit(Bank, 5), Leg.Debit(Bank, 5), Leg.Credit(Fees, 10)] },
        { "legs_too_large", [Leg.Debit(Bank, long.MaxValue), Leg.Debit(Receivable, 1), Leg.Credit(Fees, long.MaxValue)] },
        { "entry_unbalanced", [Leg.Debit(Bank, 6), Leg.Credit(Fees, 5)] },
        { "entry_unbalanced", [Leg.Debit(Bank, 5), Leg.Debit(Receivable, 5)] },
        { "ledger_account_unknown", [Leg.Debit("Assets:Bank:Elsewhere", 5), Leg.Credit(Fees, 5)] },
    };

    [Theory, MemberData(nameof(LegsThatAreNoEntry))]
    public void Refuses_legs_that_are_no_entry(string code, Leg[] legs) => Assert.Equal(code, given.Refused(EntryOrder.Post("k", Day, legs)));

    [Theory]
    [InlineData("Bank"), InlineData("Assets"), InlineData("Assets:"), InlineData("assets:Bank"), InlineData("Assets:银行"), InlineData("Assets:Bank Joint"), InlineData("Assets:Bank\n"), InlineData("Equity:Own")]
    public void Knows_no_account_that_a_program_which_checks_us_could_not_read(string code) => Assert.Equal("account_code_invalid", AccountCode.Parse(code).Refusal?.Code);

    [Fact]
    public void Keeps_members_money_in_funds_and_liabilities() =>
        Assert.Equal("member_money_wrong_root", Account.Open("Assets:Bank:Owners", "x", isMemberMoney: true).Refusal?.Code);

    [Theory]
    [InlineData("", "", "missing")]
    [InlineData("   ", "", "missing")]
    [InlineData("a\0b", "", "ledger_text_invalid")]
    [InlineData("a\nb", "", "ledger_text_invalid")]
    [InlineData("a", "x\0", "ledger_text_invalid")]
    [InlineData("a", "two\nlines 🏠 \uFFFD", null)]
    public void Takes_keys_and_memos_that_every_database_keeps(string key, string memo, string? code) =>
        Assert.Equal(code, given.Refused(EntryOrder.Post(key, Day, Leg.Debit(Bank, 5), Leg.Credit(Fees, 5)) with { Memo = memo }));

    [Fact]
    public void Takes_no_half_characters() => Assert.Equal("ledger_text_invalid", given.Refused(EntryOrder.Post("k" + '\uD800', Day, Leg.Debit(Bank, 5), Leg.Credit(Fees, 5))));

    [Fact]
    public void Answers_the_same_key_and_body_with_the_first_result_and_enters_nothing()
    {
        var order = EntryOrder.Post("k", Day, Leg.Debit(Bank, 5), Leg.Credit(Fees, 5));
        var (first, again) = (given.Try(order).Value, given.Try(order with { Legs = [Leg.Credit(Fees, 5), Leg.Debit(Bank, 5)] }).Value);

        Assert.Equal((first.Entry, true, 1), (again.Entry, again.IsRepeat, given.Book.Entries.Count));
    }

    [Fact]
    public void Refuses_the_same_key_with_another_body()
    {
        given.Do(EntryOrder.Post("k", Day, Leg.Debit(Bank, 5), Leg.Credit(Fees, 5)));
        var why = given.Try(EntryOrder.Post("k", Day, Leg.Debit(Bank, 6), Leg.Credit(Fees, 6))).Refusal!;

        Assert.Equal(("ledger_key_reused", RefusalKind.Conflict), (why.Code, why.Kind));
    }

    [Fact]
    public void Refuses_a_day_to_come_and_a_day_of_a_closed_period()
    {
        given.Book.Close(Day.PlusDays(-1));

        Assert.Equal("effective_date_future", given.Refused(EntryOrder.Post("a", Day.PlusDays(1), Leg.Debit(Bank, 5), Leg.Credit(Fees, 5))));
        Assert.Equal("period_closed", given.Refused(EntryOrder.Post("b", Day.PlusDays(-1), Leg.Debit(Bank, 5), Leg.Credit(Fees, 5))));
        Assert.Null(given.Refused(EntryOrder.Post("c", Day, Leg.Debit(Bank, 5), Leg.Credit(Fees, 5))));
    }

    [Fact]
    public void Counts_the_day_of_the_county_and_not_of_Greenwich() =>
        Assert.Null(given.Refused(EntryOrder.Post("a", Day, Leg.Debit(Bank, 5), Leg.Credit(Fees, 5)), At("2026-07-01", 0)));

    [Fact]
    public void Is_not_moved_back_in_time_by_a_clock_that_was_set_back()
    {
        given.Receive(5);
        var entry = given.Do(EntryOrder.Post("a", Day, Leg.Debit(Bank, 5), Leg.Credit(Fees, 5)), Now - NodaTime.Duration.FromHours(3));

        Assert.Equal((Now, 2), (entry.RecordedAt, entry.Seq));
    }

    [Fact]
    public void Takes_a_dividend_to_three_thousand_units()
    {
        var parts = Enumerable.Range(1, 3000).Select(n => Account.Open($"Liabilities:Dividend:U{n:0000}", "u", true).Value).ToList();
        parts.ForEach(a => given.Book.Open(a));
        given.Receive(3000);

        Assert.Null(given.Refused(ByVote(EntryOrder.Post("d", Day, [Leg.Debit(Repairs, 3000), .. parts.Select(p => Leg.Credit(p.Code.Text, 1))]))));
        Assert.Empty(given.Check());
    }

    [Fact]
    public void Refuses_a_balance_that_no_number_holds()
    {
        given.Do(EntryOrder.Post("a", Day, Leg.Debit(Bank, long.MaxValue), Leg.Credit(Fees, long.MaxValue)));

        Assert.Equal("balance_too_large", given.Refused(EntryOrder.Post("b", Day, Leg.Debit(Bank, 1), Leg.Credit(Fees, 1))));
    }
}
