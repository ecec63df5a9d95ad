using NodaTime;

namespace Countyworks.Data.Jobs;

/// <summary>Who runs a job now, so that of several servers one does; and when it is to run next.</summary>
public sealed class Lease
{
    /// <summary>How long a holder keeps it without extending it: a server that dies blocks a job for no longer.</summary>
    public static readonly Duration Time = Duration.FromMinutes(1);

    /// <summary>Characters of an error that are kept.</summary>
    public const int ErrorLimit = 500;

    private static readonly GrowingPause AfterFailure = new(Duration.FromSeconds(10), 3, Duration.FromHours(1));

    /// <summary>The job.</summary>
    public required string Job { get; init; }

    /// <summary>The server that holds it.</summary>
    public required string Holder { get; set; }

    /// <summary>Until when; from then on anybody may take it.</summary>
    public required Instant Until { get; set; }

    /// <summary>The moment it is due again.</summary>
    public Instant NextRunAt { get; set; }

    /// <summary>The moment it was last run for to its end.</summary>
    public Instant? LastRunAt { get; set; }

    /// <summary>Failures since then.</summary>
    public int Failures { get; set; }

    /// <summary>Why it failed last; null when it did not.</summary>
    public string? Error { get; set; }

    /// <summary>Whether it may be taken to run the job for <paramref name="asOf"/>.</summary>
    public bool IsDue(Instant asOf) => asOf >= NextRunAt && asOf >= Until;

    /// <summary>Whether <paramref name="holder"/> still has it.</summary>
    public bool IsHeldBy(string holder, Instant now) => Holder == holder && now < Until;

    /// <summary>Gives it to a holder, or lets the holder keep it for longer.</summary>
    public void Hold(string holder, Instant now) => (Holder, Until) = (holder, now + Time);

    /// <summary>The job ran to its end.</summary>
    public void Succeed(Instant asOf, Duration every) =>
        (Until, LastRunAt, NextRunAt, Failures, Error) = (asOf, asOf, asOf + every, 0, null);

    /// <summary>The job failed: it is tried again after a pause that grows.</summary>
    public void Fail(Instant asOf, string error)
    {
        Failures++;
        (Until, NextRunAt) = (asOf, asOf + AfterFailure.After(Failures));
        Error = error.Length <= ErrorLimit ? error : error[..ErrorLimit];
    }

    /// <summary>The server stops before the job ended: another may run it at once.</summary>
    public void GiveBack(Instant asOf) => Until = asOf;
}
