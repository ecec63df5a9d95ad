using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Tests.LedgerTests;

public sealed class The_money_of_a_neighbourhood
{
    [Theory]
    [InlineData(16021, 185, 1, 29638)]
    [InlineData(0, 185, 12, 0)]
    [InlineData(8953, 185, 12, 198756)]
    [InlineData(1, 99, 1, 0)]
    public void A_charge_is_area_times_price_times_months_rounded_down(long area, long price, int months, long fen) =>
        Assert.Equal(fen, Billing.Charge(Area.FromHundredths(area), Money.FromFen(price), months).Value.Fen);

    [Theory]
    [InlineData(long.MaxValue, long.MaxValue, 1000, "charge_too_large")]
    [InlineData(100, -1, 1, "charge_invalid")]
    [InlineData(100, 1, -1, "charge_invalid")]
    public void A_charge_that_is_none_is_refused(long area, long price, int months, string code) =>
        Assert.Equal(code, Billing.Charge(Area.FromHundredths(area), Money.FromFen(price), months).Refusal?.Code);

    [Theory]
    [InlineData(1, 29638)]
    [InlineData(16, 15297)]
    [InlineData(31, 956)]
    public void A_month_begun_at_handover_is_charged_by_day(int day, long fen) =>
        Assert.Equal(fen, Billing.ChargeFrom(Area.FromHundredths(16021), Money.FromFen(185), new(2026, 7, day)).Value.Fen);

    [Theory]
    [InlineData("2026-07-02", ArrearsAge.NotDue)]
    [InlineData("2026-07-01", ArrearsAge.UpTo30Days)]
    [InlineData("2026-06-01", ArrearsAge.UpTo30Days)]
    [InlineData("2026-05-31", ArrearsAge.UpTo90Days)]
    [InlineData("2026-04-02", ArrearsAge.UpTo90Days)]
    [InlineData("2026-04-01", ArrearsAge.UpTo365Days)]
    [InlineData("2025-07-01", ArrearsAge.UpTo365Days)]
    [InlineData("2025-06-30", ArrearsAge.Older)]
    [InlineData("2024-02-29", ArrearsAge.Older)]
    public void A_debt_has_an_age(string due, ArrearsAge age) =>
        Assert.Equal(age, new OpenBill("1", NodaTime.Text.LocalDatePattern.Iso.Parse(due).Value, Money.FromFen(1)).AgeOn(new(2026, 7, 1)));

    private static readonly OpenBill[] Bills =
        [new("b", new(2026, 3, 1), Money.FromFen(100)), new("a", new(2026, 1, 1), Money.FromFen(100)), new("c", new(2026, 2, 1), Money.FromFen(100))];

    [Theory]
    [InlineData(150, null, "a100 c50", 0)]
    [InlineData(150, "b", "b100 a50", 0)]
    [InlineData(350, null, "a100 c100 b100", 50)]
    [InlineData(1, null, "a1", 0)]
    public void A_payment_goes_to_the_oldest_bill_unless_the_payer_names_one(long fen, string? named, string laid, long ahead)
    {
        var result = OpenBill.Lay(Money.FromFen(fen), Bills, named).Value;
        Assert.Equal((laid, ahead), (string.Join(' ', result.Laid.Select(l => $"{l.Bill.Id}{l.Paid.Fen}")), result.Ahead.Fen));
    }

    [Fact]
    public void A_payment_of_nothing_or_for_no_bill_is_refused()
    {
        Assert.Equal("payment_not_positive", OpenBill.Lay(Money.Zero, Bills).Refusal?.Code);
        Assert.Equal("bill_unknown", OpenBill.Lay(Money.FromFen(1), Bills, "z").Refusal?.Code);
    }

    [Fact]
    public void Collecting_has_three_rates()
    {
        var rates = new CollectionRates(new(Yuan(120_000), Yuan(500_000)), new(Yuan(1_860_000), Yuan(2_000_000)));
        Assert.Equal(("24.00%", "93.00%", "79.20%"), (rates.Arrears.ToString(), rates.Current.ToString(), rates.Combined.ToString()));
    }

    [Theory]
    [InlineData(0, 0, "n/a")]
    [InlineData(99_999, 100_000, "99.99%")]
    [InlineData(9_999_999, 10_000_000, "99.99%")]
    [InlineData(7, 7, "100.00%")]
    [InlineData(1, 2_000, "0.05%")]
    public void A_rate_is_never_rounded_up(long collected, long owed, string shown) =>
        Assert.Equal(shown, new CollectionRate(Money.FromFen(collected), Money.FromFen(owed)).ToString());

    [Fact]
    public void Remuneration_is_a_part_of_all_receipts_so_far_and_does_not_drift()
    {
        var contract = Remuneration.Of("receipts", 800, Money.Zero).Value;
        var posted = Money.Zero;
        foreach (var receipts in new[] { 18555L, 37110L, 55665L })
        {
            posted += contract.Due(Money.FromFen(receipts), posted);
        }

        Assert.Equal(4453, posted.Fen);
    }

    [Theory]
    [InlineData("billed", 200_000_000, 16_000_000)]
    [InlineData("receipts", 186_000_000, 14_880_000)]
    public void Remuneration_differs_by_its_base(string basis, long soFar, long due) =>
        Assert.Equal(due, Remuneration.Of(basis, 800, Money.Zero).Value.Due(Money.FromFen(soFar), Money.Zero).Fen);

    [Theory]
    [InlineData("spending", 800, null, null, "remuneration_base_unknown")]
    [InlineData("receipts", 10_001, null, null, "remuneration_rate_invalid")]
    [InlineData("receipts", -1, null, null, "remuneration_rate_invalid")]
    [InlineData("receipts", 800, 5L, 6L, "remuneration_limits_crossed")]
    public void Remuneration_that_pays_for_cost_or_makes_no_sense_is_refused(string basis, int rate, long? cap, long? least, string code) =>
        Assert.Equal(code, Remuneration.Of(basis, rate, Money.Zero, Fen(cap), Fen(least)).Refusal?.Code);

    [Theory]
    [InlineData(100_000, 5_000L, null, 5_000)]
    [InlineData(100_000, null, 9_000L, 9_000)]
    [InlineData(100_000, null, null, 8_000)]
    public void Remuneration_has_a_cap_and_a_least(long soFar, long? cap, long? least, long due) =>
        Assert.Equal(due, Remuneration.Of("receipts", 800, Money.Zero, Fen(cap), Fen(least)).Value.Due(Money.FromFen(soFar), Money.Zero).Fen);

    [Theory]
    [InlineData(80_000_000, 12_000_101, 6_000_051)]
    [InlineData(89_999_999, 12_000_101, 6_000_051)]
    [InlineData(90_000_000, 12_000_101, 0)]
    [InlineData(80_000_000, -5, 0)]
    [InlineData(80_000_000, 1, 1)]
    public void Common_income_fills_up_a_low_fund_first(long balance, long net, long least) =>
        Assert.Equal(least, new TopUpRule(30, 50).Least(Yuan(3_000_000), Money.FromFen(balance), Money.FromFen(net)).Fen);

    [Fact]
    public void A_village_takes_its_reserve_of_this_years_income_and_distributes_the_rest()
    {
        var result = VillageResult.Of(Money.FromFen(38_645_127), Money.FromFen(1_200_355), 2000).Value;
        Assert.Equal((7_729_025, 32_116_457), (result.Reserve.Fen, result.Distributable.Fen));
    }

    [Theory]
    [InlineData(-1, 500), InlineData(0, 500), InlineData(100, -100)]
    public void A_village_distributes_nothing_in_a_loss(long net, long undistributed) =>
        Assert.Equal("distribution_in_a_loss", VillageResult.Of(Money.FromFen(net), Money.FromFen(undistributed), 2000).Refusal?.Code);

    [Theory]
    [InlineData(1000, 100, 300, -700, 600, 3000L)]
    [InlineData(0, 0, 300, 300, -300, null)]
    [InlineData(1000, 0, -1, -1001, 1001, -10L)]
    [InlineData(3, 0, -1, -4, 4, -3334L)]
    public void A_line_of_a_budget_is_not_upset_by_nothing_planned_or_money_back(long budget, long held, long actual, long variance, long available, long? used)
    {
        var line = new BudgetLine(Money.FromFen(budget), Money.FromFen(held), Money.FromFen(actual));
        Assert.Equal((variance, available, used), (line.Variance.Fen, line.Available.Fen, line.UsedBasisPoints));
    }

    private static Money Yuan(long yuan) => Money.FromFen(yuan * 100);

    private static Money? Fen(long? fen) => fen is { } known ? Money.FromFen(known) : null;
}
