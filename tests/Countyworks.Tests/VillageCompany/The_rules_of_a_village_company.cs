using Countyworks.Kernel;
using Countyworks.Neighbourhood.VillageCompany.Rules;
using NodaTime;

namespace Countyworks.Tests.VillageCompany;

public sealed class The_rules_of_a_village_company
{
    private static readonly LocalDate Day = new(2026, 1, 1);

    [Fact]
    public void Distribute_the_year_of_the_worked_example_to_the_fen()
    {
        var register = Register([.. Enumerable.Repeat(1000L, 7), 500, 500, 250]);

        var plan = DividendPlan.Of(Money.FromFen(38_645_127), Money.FromFen(1_200_355), 2000, register).Value;

        Assert.Equal((7_729_025L, 32_116_457L, 3_892_903L), (plan.Reserve.Fen, plan.Distributable.Fen, plan.PerShare.Fen));
        Assert.Equal([3_892_903L, 1_946_451, 973_225], plan.Lines.Select(l => l.Amount.Fen).Distinct());
        Assert.Equal((32_116_448L, 9L), (plan.Paid.Fen, plan.Carry.Fen));
    }

    [Fact]
    public void Give_equal_shares_equal_money_whatever_the_sum_and_lose_no_fen()
    {
        var random = new Random(10);
        for (var round = 0; round < 500; round++)
        {
            var register = Register([.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => 250L * random.Next(1, 9))]);
            var plan = DividendPlan.Of(Money.FromFen(random.NextInt64(1, 100_000_000)), Money.FromFen(random.Next(0, 1_000_000)), random.Next(0, 9_000), register).Value;

            Assert.All(plan.Lines.GroupBy(l => l.MilliShares), equal => Assert.Single(equal.Select(l => l.Amount).Distinct()));
            Assert.Equal(plan.Distributable, Money.Sum(plan.Lines.Select(l => l.Amount)) + plan.Carry);
            Assert.True(plan.Carry >= Money.Zero && plan.Carry.Fen < plan.Lines.Count);
        }
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(-1, 100_000)]
    [InlineData(100, -100)]
    public void Distribute_nothing_of_a_loss(long net, long undistributed) =>
        Assert.Equal("distribution_in_a_loss", DividendPlan.Of(Money.FromFen(net), Money.FromFen(undistributed), 2000, Register([1000])).Refusal?.Code);

    [Fact]
    public void Distribute_nothing_to_nobody() => Assert.Equal("weights_missing", DividendPlan.Of(Money.FromFen(100), Money.Zero, 0, Register([])).Refusal?.Code);

    [Fact]
    public void Count_the_register_to_the_end_of_its_day()
    {
        ShareStep[] steps = [new("0001", Day, 1000), new("0002", Day, 500), new("0001", Day.PlusDays(9), -500), new("0002", Day.PlusDays(10), -500)];

        Assert.Empty(ShareRegister.On(steps, Day.PlusDays(-1)).Lines);
        Assert.Equal([new("0001", 1000), new("0002", 500)], ShareRegister.On(steps, Day).Lines);
        Assert.Equal([new("0001", 500), new("0002", 500)], ShareRegister.On(steps, Day.PlusDays(9)).Lines);
        Assert.Equal([new ShareLine("0001", 500)], ShareRegister.On(steps, Day.PlusDays(10)).Lines);
        Assert.NotEqual(ShareRegister.On(steps, Day).Root, ShareRegister.On(steps, Day.PlusDays(9)).Root);
    }

    [Theory]
    [InlineData(0, 5, null, "shares_unchanged")]
    [InlineData(1000, 5, 5, "register_frozen")]
    [InlineData(1000, 5, 4, null)]
    [InlineData(-1001, 20, null, "shares_short")]
    [InlineData(-600, 5, null, "shares_short")]
    [InlineData(-500, 5, null, null)]
    [InlineData(-1, -1, null, "shares_short")]
    public void Let_nobody_hold_less_than_nothing_nor_change_what_was_frozen(long milli, int day, int? frozen, string? code)
    {
        // 1000 from the first day, 500 of them gone from the tenth.
        ShareStep[] steps = [new("0001", Day, 1000), new("0001", Day.PlusDays(10), -500)];

        Assert.Equal(day == 20 && milli == -1001 ? "shares_short" : code, ShareRegister.Check(steps, new("0001", Day.PlusDays(day), milli), frozen is { } days ? Day.PlusDays(days) : null)?.Code);
    }

    [Theory]
    [InlineData("1", 1000)]
    [InlineData("0.25", 250)]
    [InlineData("-0.5", -500)]
    [InlineData("0.0005", null)]
    [InlineData("一股", null)]
    [InlineData("1e3", null)]
    public void Read_shares_in_thousandths(string text, int? milli) => Assert.Equal(milli, ShareRegister.Parse(text, "shares") is { Refusal: null } read ? (int)read.Value : null);

    [Fact]
    public void Show_every_day_of_a_month_also_those_without_money()
    {
        BookedAmount[] booked =
        [
            new(new(2026, 8, 31), true, Money.FromFen(1)), new(new(2026, 9, 1), true, Money.FromFen(200)), new(new(2026, 9, 1), true, Money.FromFen(-50)),
            new(new(2026, 9, 1), false, Money.FromFen(30)), new(new(2026, 9, 30), false, Money.FromFen(70)), new(new(2026, 10, 1), true, Money.FromFen(1)),
        ];

        var result = DailyResult.Of(booked, new(2026, 9, 1), new(2026, 9, 30));

        Assert.Equal(30, result.Days.Count);
        Assert.Equal((150L, 30L, 120L), (result.Days[0].Revenue.Fen, result.Days[0].Cost.Fen, result.Days[0].Net.Fen));
        Assert.Equal((150L, 100L, 50L), (result.Revenue.Fen, result.Cost.Fen, result.Net.Fen));
    }

    [Theory]
    [InlineData("2026-08-01", "2026-08-31")]
    [InlineData("2026-08-15", "2026-09-14")]
    [InlineData("2026-01-31", "2026-02-27")]
    public void End_the_first_month_before_the_same_day_of_the_next(string first, string last) =>
        Assert.Equal(last, DailyResult.FirstMonthEnds(NodaTime.Text.LocalDatePattern.Iso.Parse(first).Value).ToString("uuuu-MM-dd", null));

    [Theory]
    [InlineData("郴州安达电力工程有限公司", null, 0, true)]
    [InlineData("郴州 安达电力工程有限公司 ", null, 0, true)]
    [InlineData("郴州安达电力工程公司", null, 0, false)]
    [InlineData("改了名的公司", "91431003MA4L000008", 0, true)]
    [InlineData("郴州安达电力工程有限公司", "91431003MA4L000016", 0, false)]
    [InlineData("郴州安达电力工程有限公司", null, -1, false)]
    [InlineData("郴州安达电力工程有限公司", null, 30, true)]
    [InlineData("郴州安达电力工程有限公司", null, 31, false)]
    public void Flag_a_contract_with_whoever_was_related_on_its_day(string name, string? code, int day, bool isFlagged)
    {
        KnownParty[] parties = [new("张三", null, Day, null), new("郴州安达电力工程有限公司", "91431003MA4L000008", Day, Day.PlusDays(30))];

        Assert.Equal(isFlagged ? [1] : [], RelatedParties.Among(parties, name, code, Day.PlusDays(day)));
    }

    private static ShareRegister Register(IReadOnlyList<long> milliShares) =>
        ShareRegister.On(milliShares.Select((milli, i) => new ShareStep($"{i:0000}", Day, milli)), Day);
}
