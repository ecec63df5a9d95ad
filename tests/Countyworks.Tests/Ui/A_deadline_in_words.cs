using System.Globalization;
using Countyworks.Kernel;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Tests.Ui;

public sealed class A_deadline_in_words
{
    private static readonly Texts Texts = new(UiServices.OwnTexts);

    [Theory]
    [InlineData("2026-09-28T15:00", "2026-10-01T00:00", "还剩 2 天 · 9月30日 周三", Tone.Active)]
    [InlineData("2026-09-29T23:59", "2026-10-01T00:00", "还剩 1 天 · 9月30日 周三", Tone.Active)]
    [InlineData("2026-09-30T00:00", "2026-10-01T00:00", "今天 24:00", Tone.Warning)]
    [InlineData("2026-09-28T15:00", "2026-09-28T17:00", "今天 17:00", Tone.Warning)]
    [InlineData("2026-09-28T16:59", "2026-09-28T17:00", "今天 17:00", Tone.Warning)]
    [InlineData("2026-09-28T17:00", "2026-09-28T17:00", "逾期 1 分钟", Tone.Bad)]
    [InlineData("2026-09-28T17:59", "2026-09-28T17:00", "逾期 59 分钟", Tone.Bad)]
    [InlineData("2026-09-28T18:00", "2026-09-28T17:00", "逾期 1 小时", Tone.Bad)]
    [InlineData("2026-09-29T17:00", "2026-09-28T17:00", "逾期 1 天", Tone.Bad)]
    public void Says_what_is_left_from_the_day_of_the_county(string now, string at, string said, Tone tone)
    {
        CultureInfo.CurrentUICulture = Language.Chinese.Culture();
        var due = new Due(At("2026-09-24T16:30"), At(at), At(now));

        Assert.Equal(said, due.InWords(Texts));
        Assert.Equal(tone, due.Tone);
    }

    [Theory]
    [InlineData("2026-09-28T16:59", Tone.Good)]
    [InlineData("2026-09-28T17:00", Tone.Quiet)]
    public void Is_green_only_when_met_before_it_ran_out(string met, Tone tone) => Assert.Equal(
        tone,
        (new Due(At("2026-09-24T16:30"), At("2026-09-28T17:00"), At("2026-10-08T09:00")) { MetAt = At(met) }).Tone);

    [Theory]
    [InlineData(186, 190, "97.89%")]
    [InlineData(9999, 10000, "99.99%")]
    [InlineData(7, 7, "100.00%")]
    [InlineData(0, 7, "0.00%")]
    [InlineData(0, 0, "—")]
    public void A_rate_is_a_hundred_per_cent_only_when_it_is_all(long part, long whole, string said) =>
        Assert.Equal(said, new Rate(part, whole).ToString());

    private static Instant At(string local) =>
        CountyTime.At(NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value);
}
