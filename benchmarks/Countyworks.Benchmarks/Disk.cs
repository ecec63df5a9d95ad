using System.Diagnostics;
using HdrHistogram;

namespace Countyworks.Benchmarks;

/// <summary>What the disk does alone: the unit of what is measured of writing. A disk of a shared machine is not the same from one minute to the next, so it is measured before and after.</summary>
/// <param name="Rate">4 KiB appended to a file and on disk, a second.</param>
/// <param name="P50">Half of them took no longer, in milliseconds.</param>
internal readonly record struct Disk(double Rate, double P50)
{
    private const double Quiet = 0.25;
    private const int Block = 4096;

    /// <summary>Measures the disk a folder lies on.</summary>
    public static Disk Measure(string folder, double seconds)
    {
        var path = Path.Combine(folder, "append");
        var histogram = new LongHistogram(1, TimeSpan.TicksPerMinute, 3);
        var block = new byte[Block];
        var watch = Stopwatch.StartNew();
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            for (var at = 0L; watch.Elapsed < TimeSpan.FromSeconds(seconds); at += block.Length)
            {
                var began = Stopwatch.GetTimestamp();
                RandomAccess.Write(file, block, at);
                RandomAccess.FlushToDisk(file);
                histogram.RecordValue(Math.Max(1, Stopwatch.GetElapsedTime(began).Ticks));
            }
        }

        var rate = histogram.TotalCount / watch.Elapsed.TotalSeconds;
        File.Delete(path);
        return new(rate, Milliseconds(histogram, 50));
    }

    /// <summary>Whether it was the same before and after.</summary>
    public static bool IsQuiet(double before, double after) => Math.Abs(before - after) <= Quiet * Math.Max(before, after);

    /// <summary>A percentile in milliseconds.</summary>
    public static double Milliseconds(HistogramBase histogram, double percentile) => histogram.GetValueAtPercentile(percentile) / (double)TimeSpan.TicksPerMillisecond;
}
