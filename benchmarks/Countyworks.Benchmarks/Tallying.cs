using System.Diagnostics;
using System.Globalization;
using Countyworks.Engines.Ballots;
using Countyworks.Kernel;

namespace Countyworks.Benchmarks;

/// <summary>How long a million ballots take to be counted; the best of a few runs, as the machine has other things to do.</summary>
internal static class Tallying
{
    private const int Owners = 1_000_000, Runs = 5;
    private static readonly TimeSpan limit = TimeSpan.FromSeconds(1);

    public static int Run()
    {
        var names = Enumerable.Range(0, Owners).Select(i => string.Create(CultureInfo.InvariantCulture, $"owner {i:D7}")).ToArray();
        RollUnit[] units = [.. names.Select((name, i) => new RollUnit(name, Area.FromHundredths(5_000 + (i % 9_000)), [name]))];
        Ballot[] ballots = [.. names.Select((name, i) => new Ballot(name, (Choice)(1 + (i % 3)), i))];
        new Random(1).Shuffle(ballots);
        var (making, roll) = Best(() => Roll.Of(units).Value);
        var (counting, tally) = Best(() => Tally.Of(roll, Counting.Voices(roll, ballots).Value, VoteRule.Special));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{tally.Heads.Participating:#,##0} ballots counted in {counting.TotalSeconds:0.000} s (limit {limit.TotalSeconds:0} s); their roll made in {making.TotalSeconds:0.000} s"));
        return counting > limit ? 1 : 0;
    }

    private static (TimeSpan, T) Best<T>(Func<T> run)
    {
        var (best, result) = (TimeSpan.MaxValue, default(T)!);
        for (var i = 0; i < Runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            result = run();
            var took = Stopwatch.GetElapsedTime(start);
            best = took < best ? took : best;
        }

        return (best, result);
    }
}
