using System.Globalization;

namespace Countyworks.Benchmarks;

/// <summary>The thread of this process that writes, of which there is one at a time.</summary>
internal static class WriterThread
{
    /// <summary>The processor time it took so far. Linux alone tells it of a thread; elsewhere it stays zero.</summary>
    public static TimeSpan Processor()
    {
        const string tasks = "/proc/self/task";
        const double ticksASecond = 100;
        const int user = 11, system = 12;
        var writer = Directory.Exists(tasks) ? Directory.GetDirectories(tasks).FirstOrDefault(task => File.ReadAllText(Path.Combine(task, "comm")).StartsWith("writer", StringComparison.Ordinal)) : null;
        if (writer is null)
        {
            return TimeSpan.Zero;
        }

        var fields = File.ReadAllText(Path.Combine(writer, "stat")).Split(") ")[1].Split(' ');
        return new[] { fields[user], fields[system] }.Aggregate(TimeSpan.Zero, (sum, ticks) => sum + TimeSpan.FromSeconds(double.Parse(ticks, CultureInfo.InvariantCulture) / ticksASecond));
    }
}
