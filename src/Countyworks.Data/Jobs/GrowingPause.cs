using NodaTime;

namespace Countyworks.Data.Jobs;

/// <summary>How long to wait after failures in a row: what is down is not helped by being asked every second.</summary>
/// <param name="First">After the first.</param>
/// <param name="Factor">How many times longer after each further one.</param>
/// <param name="Longest">Never longer than this.</param>
public sealed record GrowingPause(Duration First, int Factor, Duration Longest)
{
    /// <summary>The pause after so many failures in a row, at least one.</summary>
    public Duration After(int failures)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        var pause = First;
        for (var i = 1; i < failures && pause < Longest; i++)
        {
            pause *= Factor;
        }

        return Duration.Min(pause, Longest);
    }
}
