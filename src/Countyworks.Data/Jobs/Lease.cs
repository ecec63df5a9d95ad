using NodaTime;

namespace Countyworks.Data.Jobs;

/// <summary>Who runs a job now, so that of several servers one does.</summary>
public sealed class Lease
{
    /// <summary>The job.</summary>
    public required string Job { get; init; }

    /// <summary>The server that holds it.</summary>
    public required string Holder { get; set; }

    /// <summary>Until when; after that anybody may take it.</summary>
    public required Instant Until { get; set; }

    /// <summary>When it last ran to its end.</summary>
    public Instant? LastRunAt { get; set; }
}
