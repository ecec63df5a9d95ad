using Countyworks.Ui;

namespace Countyworks.Tests.Ui;

public sealed class The_labels_of_a_chart
{
    [Theory]
    [InlineData(4, 1, false)]
    [InlineData(6, 1, true)]
    [InlineData(8, 1, true)]
    [InlineData(12, 3, false)]
    [InlineData(36, 7, false)]
    public void Of_months_do_not_touch(int months, int every, bool hasTwoRows)
    {
        var scale = new ChartScale([.. Enumerable.Range(1, months).Select(m => $"2026-{m:00}")], [new Series("", [.. Enumerable.Repeat<decimal?>(100, months)])]);

        Assert.Equal((every, hasTwoRows), (scale.LabelEvery, scale.FullHeight > ChartScale.Height));
    }
}
