using Countyworks.Kernel;
using CsCheck;
using Xunit;

namespace Countyworks.Engines.Tests;

public sealed class Money_as_text
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("5", 500)]
    [InlineData("1602.1", 160210)]
    [InlineData("1,602.10", 160210)]
    [InlineData("¥1,602.10", 160210)]
    [InlineData("￥１６０２．１０", 160210)]
    [InlineData("-¥5", -500)]
    [InlineData("¥-5", -500)]
    [InlineData(" 5元 ", 500)]
    [InlineData("1.50000", 150)]
    [InlineData("92233720368547758.07", long.MaxValue)]
    public void Is_read_to_the_fen(string text, long fen) => Assert.Equal(fen, Money.Parse(text).Value.Fen);

    [Theory]
    [InlineData(".5", "money_unreadable")]
    [InlineData("92233720368547758.08", "money_too_large")]
    [InlineData("99999999999999999999999999999999", "money_unreadable")]
    [InlineData("1.005", "money_too_precise")]
    [InlineData("16,02", "money_unreadable")]
    [InlineData("1602,10", "money_unreadable")]
    [InlineData("1e3", "money_unreadable")]
    [InlineData("¥", "money_unreadable")]
    [InlineData("", "money_unreadable")]
    [InlineData("5元元", "money_unreadable")]
    [InlineData("$5", "money_unreadable")]
    public void Is_refused_when_it_leaves_a_doubt(string text, string code)
    {
        var refusal = Money.Parse(text, "limit").Refusal;
        Assert.Equal((code, "limit"), (refusal?.Code, refusal?.Field));
    }

    [Theory]
    [InlineData(0, "¥0.00")]
    [InlineData(1, "¥0.01")]
    [InlineData(160210, "¥1,602.10")]
    [InlineData(-500, "-¥5.00")]
    [InlineData(long.MinValue, "-¥92,233,720,368,547,758.08")]
    public void Is_written_in_yuan(long fen, string text) => Assert.Equal(text, Money.FromFen(fen).ToString());

    [Fact]
    public void Reads_back_as_the_same_sum() =>
        Gen.Long.Select(Money.FromFen).Sample(money =>
            Money.Parse(money.ToString()).Value == money && Money.Parse(money.ToPlainText()).Value == money);

    /// <summary>What people type can be anything; the answer is a sum or a refusal, never an exception.</summary>
    [Fact]
    public void Never_breaks_on_what_people_type() =>
        Gen.String[Gen.Char["0123456789.,-+¥￥元 eE()（）％𠀀"], 0, 12].Sample(text => { Money.Parse(text); Area.Parse(text); });
}

public sealed class Money_arithmetic
{
    [Fact]
    public void Adds_and_takes_away_exactly() =>
        Gen.Select(Gen.Int, Gen.Int).Sample((a, b) => (Money.FromFen(a) + Money.FromFen(b) - Money.FromFen(b)).Fen == a);

    [Fact]
    public void Sums_to_nothing_when_there_is_nothing() => Assert.Equal(Money.Zero, Money.Sum([]));

    [Fact]
    public void Throws_rather_than_wrap_round()
    {
        var most = Money.FromFen(long.MaxValue);
        Assert.Throws<OverflowException>(() => most + Money.FromFen(1));
        Assert.Throws<OverflowException>(() => most * 2);
        Assert.Throws<OverflowException>(() => -Money.FromFen(long.MinValue));
    }
}

public sealed class Area_as_text
{
    [Theory]
    [InlineData("89.53", 8953)]
    [InlineData("12,000 m²", 1200000)]
    [InlineData("89.5㎡", 8950)]
    [InlineData("89.5平方米", 8950)]
    [InlineData("0", 0)]
    public void Is_read_to_the_hundredth(string text, long hundredths) => Assert.Equal(hundredths, Area.Parse(text).Value.Hundredths);

    [Theory]
    [InlineData("-1", "area_negative")]
    [InlineData("7999.995", "area_too_precise")]
    [InlineData("m²", "area_unreadable")]
    public void Is_refused_when_it_leaves_a_doubt(string text, string code)
    {
        var refusal = Area.Parse(text, "limit").Refusal;
        Assert.Equal((code, "limit"), (refusal?.Code, refusal?.Field));
    }

    [Fact]
    public void Is_written_in_square_metres() => Assert.Equal("12,000.05 m²", Area.FromHundredths(1200005).ToString());

    [Fact]
    public void Reads_back_as_the_same_area() =>
        Gen.Long[0, long.MaxValue].Select(Area.FromHundredths).Sample(area => Area.Parse(area.ToString()).Value == area);

    [Fact]
    public void Is_never_negative() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Area.FromHundredths(1) - Area.FromHundredths(2));
}
