using System.Globalization;
using Countyworks.Kernel;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Tests.Ui;

public sealed class The_texts_of_the_product
{
    private static readonly Texts Texts = new(UiServices.OwnTexts);

    [Fact]
    public void Have_the_same_keys_in_both_languages() =>
        Assert.Equal(Texts.Keys(Language.Chinese).Order(), Texts.Keys(Language.English).Order());

    [Theory]
    [InlineData("zh-CN", "不能超过 1 个字，请缩短")]
    [InlineData("en", "Please keep it to 1 character")]
    public void Say_what_a_refusal_means(string language, string said) =>
        Assert.Equal(said, In(language, () => Texts.Of(Refusal.TooLong("title", 1))));

    [Theory]
    [InlineData(0, "0 days left")]
    [InlineData(1, "1 day left")]
    [InlineData(2, "2 days left")]
    public void Count_in_English_as_one_does(int days, string said) =>
        Assert.Equal(said, In("en", () => Texts.Format("time.left_days", days)));

    [Theory]
    [InlineData("zh-CN", "已暂停计时", "9月30日 周三", "9月30日 16:05", "2026年9月30日")]
    [InlineData("en", "Clock paused", "Wed 30 Sep", "30 Sep 16:05", "30 Sep 2026")]
    public void Say_days_and_times_as_people_do(string language, string text, string day, string time, string full) => In(language, () =>
    {
        var date = new LocalDate(2026, 9, 30);
        Assert.Equal(text, Texts["time.paused"]);
        Assert.Equal(day, Dates.Day(date));
        Assert.Equal(time, Dates.Time(Instant.FromUtc(2026, 9, 30, 8, 5)));
        Assert.Equal(full, Dates.DayOfYear(date));
        return true;
    });

    [Fact]
    public void Put_dates_and_enums_among_arguments_in_words() => Assert.Equal(
        "还剩 2 天 · 9月30日 周三 — 深色",
        In("zh-CN", () => Texts.Format("ui.error_line", Texts.Format("time.left_days_on", "还剩 2 天", new LocalDate(2026, 9, 30)), Theme.Dark)));

    [Fact]
    public void Show_a_key_that_nobody_wrote_in_brackets() => Assert.Equal("[no.such_key]", Texts["no.such_key"]);

    [Fact]
    public void Answer_any_other_language_in_Chinese() => Assert.Equal("返回", In("fr", () => Texts["ui.back"]));

    [Fact]
    public void Are_refused_at_start_when_a_source_lacks_a_language() =>
        Assert.ThrowsAny<Exception>(() => new Texts([new TextSource(typeof(Texts).Assembly, "Countyworks.Ui.NoSuch")]));

    private static T In<T>(string language, Func<T> act)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return act();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
