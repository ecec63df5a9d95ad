using System.Diagnostics;

namespace Countyworks.Tests.Databases;

/// <summary>
/// Counts how often this process waits for an answer of one database on PostgreSQL, as Npgsql tells its listeners: a command is one round trip and a batch is one, however many statements it has.
/// <code>using var trips = RoundTrips.To(site.DatabaseName);</code>
/// </summary>
internal sealed class RoundTrips : IDisposable
{
    private readonly ActivityListener listener;
    private int count;

    private RoundTrips(string database)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = trip =>
            {
                if (trip.GetTagItem("db.query.text") is not null && trip.GetTagItem("db.namespace") as string == database)
                {
                    Interlocked.Increment(ref count);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>How often so far.</summary>
    public int Count => Volatile.Read(ref count);

    public static RoundTrips To(string database) => new(database);

    public void Dispose() => listener.Dispose();
}
