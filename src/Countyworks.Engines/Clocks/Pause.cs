using NodaTime;

namespace Countyworks.Engines.Clocks;

/// <summary>
/// A time in which a clock stands still. In days it leaves out the day it begins, up to but not including the day it ends;
/// so a pause ended on the day it began changes nothing. In hours it leaves out exactly its own length.
/// </summary>
public sealed record Pause
{
    /// <exception cref="ArgumentOutOfRangeException">It ends before it begins.</exception>
    public Pause(Instant from, Instant? until, string reason)
    {
        if (until < from)
        {
            throw new ArgumentOutOfRangeException(nameof(until), until, "A pause ends after it begins.");
        }

        (From, Until, Reason) = (from, until, reason);
    }

    /// <summary>When it begins (inclusive).</summary>
    public Instant From { get; }

    /// <summary>When it ends (exclusive); null while it is open.</summary>
    public Instant? Until { get; }

    /// <summary>The code of one of the rule's <see cref="ClockRule.PauseReasons"/>.</summary>
    public string Reason { get; }
}
