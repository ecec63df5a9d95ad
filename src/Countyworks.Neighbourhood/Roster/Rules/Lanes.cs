using NodaTime;

namespace Countyworks.Neighbourhood.Roster.Rules;

/// <summary>Lays what overlaps side by side.</summary>
public static class Lanes
{
    /// <summary>The lane of each stretch, from 0: the first in which nothing before it is still going on. In the order given, which must be by start.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<Interval> stretches)
    {
        List<Instant> ends = [];
        var lanes = new List<int>(stretches.Count);
        foreach (var stretch in stretches)
        {
            var lane = ends.FindIndex(end => end <= stretch.Start);
            if (lane < 0)
            {
                lane = ends.Count;
                ends.Add(stretch.End);
            }
            else
            {
                ends[lane] = stretch.End;
            }

            lanes.Add(lane);
        }

        return lanes;
    }
}
