using System.Globalization;

namespace Countyworks.Ui;

/// <summary>How a chart is drawn.</summary>
public enum ChartKind
{
    /// <summary>Lines: how something goes over time.</summary>
    Line = 0,

    /// <summary>Bars: how things compare.</summary>
    Bar = 1,
}

/// <summary>One line, or one colour of bars.</summary>
/// <param name="Name">What it counts.</param>
/// <param name="Values">A value for each label; null where there is none, which leaves a gap.</param>
public sealed record Series(string Name, IReadOnlyList<decimal?> Values);

/// <summary>Where things go on a small chart of 640 × 240, with values from 0 or below up to a round number.</summary>
internal sealed class ChartScale
{
    public const int Width = 640;
    public const int Height = 240;
    public const int Top = 12;
    public const int Right = 632;
    public const int Bottom = 208;
    private const int Ticks = 4;
    private const int MostLabels = 8;
    private const double BarShare = 0.7;
    private const int LeastLeft = 56;
    private const int Gap = 8;
    private const int DigitWidth = 12;   // of the letters of a phone, the largest
    private const int SignWidth = 21;
    private const int LabelGap = 24;
    private const int SecondRow = 28;

    private readonly int count;
    private readonly int widest;
    private readonly int series;
    private readonly decimal low;
    private readonly decimal high;

    public ChartScale(IReadOnlyList<string> labels, IReadOnlyList<Series> series)
    {
        count = Math.Max(1, labels.Count);
        widest = labels.Select(label => label.Sum(sign => sign < '\u2E80' ? DigitWidth : SignWidth)).DefaultIfEmpty().Max();
        this.series = Math.Max(1, series.Count);
        var values = series.SelectMany(one => one.Values).OfType<decimal>().Append(0).ToList();
        Step = RoundStep((values.Max() - values.Min()) / Ticks);
        low = Math.Floor(values.Min() / Step) * Step;
        high = Math.Max(Math.Ceiling(values.Max() / Step) * Step, low + Step);
        Left = Math.Max(LeastLeft, Gap + (DigitWidth * Grid().Max(value => Label(value).Length)));
    }

    /// <summary>Where the lines of the grid begin: behind the longest of their labels.</summary>
    public int Left { get; }

    /// <summary>Where their labels end.</summary>
    public int LabelRight => Left - Gap;

    /// <summary>The distance of two lines of the grid: 1, 2 or 5 times a power of ten.</summary>
    public decimal Step { get; }

    /// <summary>Every so many labels is written, so that they don't run into each other. Where some are left out anyway, so many are that the rest stand in one row.</summary>
    public int LabelEvery => count <= MostLabels ? 1 : Math.Max(((count - 1) / MostLabels) + 1, (int)Math.Ceiling((widest + LabelGap) / Slot));

    /// <summary>How high the chart is: with a second row where the labels are wider than their places.</summary>
    public int FullHeight => Height + (IsStaggered ? SecondRow : 0);

    /// <summary>How far below the chart a label stands: every other one in the second row, if there is one.</summary>
    public string Below(int index) => Text(Bottom + (IsStaggered && index / LabelEvery % 2 == 1 ? SecondRow : 0));

    public IEnumerable<decimal> Grid()
    {
        for (var value = low; value <= high; value += Step)
        {
            yield return value;
        }
    }

    public string X(int index) => Text(Left + ((index + 0.5) * Slot));

    public string Y(decimal value) => Text(YOf(value));

    public string BarX(int index, int ofSeries) => Text(Left + ((index + ((1 - BarShare) / 2)) * Slot) + (ofSeries * BarThickness));

    public string BarWidth => Text(Math.Max(1, BarThickness - 1));

    public string BarY(decimal value) => Text(Math.Min(YOf(value), YOf(0)));

    public string BarHeight(decimal value) => Text(Math.Abs(YOf(value) - YOf(0)));

    /// <summary>The path of a line, begun anew after each gap.</summary>
    public string Line(IReadOnlyList<decimal?> values) => string.Concat(values.Select((value, index) =>
        value is { } known ? $"{(index == 0 || values[index - 1] is null ? 'M' : 'L')}{X(index)} {Y(known)}" : ""));

    public static string Label(decimal value) => value.ToString("#,##0.##", CultureInfo.InvariantCulture);

    private bool IsStaggered => widest + LabelGap > Slot * LabelEvery;

    private double Slot => (Right - Left) / (double)count;

    private double BarThickness => Slot * BarShare / series;

    private double YOf(decimal value) => Bottom - ((double)((value - low) / (high - low)) * (Bottom - Top));

    private static string Text(double position) => position.ToString("0.#", CultureInfo.InvariantCulture);

    private static decimal RoundStep(decimal rough)
    {
        if (rough <= 0)
        {
            return 1;
        }

        var power = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)rough)));
        return (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
    }
}
