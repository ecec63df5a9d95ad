using System.Collections.Concurrent;
using Countyworks.Core.Secrets;
using Countyworks.Data.Databases;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Countyworks.Core.Web.Limits;

/// <summary>
/// The windows in which calls are counted, by name. A call costs no write: what changed is written together every few seconds and when the server stops,
/// so a crash forgets the calls of the last seconds and a restart none. Several servers count each for itself.
/// </summary>
public sealed class KeptWindows(Database database, Writer writer, KeyRing keys, IClock clock)
{
    /// <summary>No window is longer.</summary>
    public static readonly Duration Longest = Duration.FromHours(1);

    private const int BatchLimit = 2_000;
    private const int ReadLimit = 50_000;
    private const string Table = "kept_attempts";

    private readonly ConcurrentDictionary<string, KeptWindow> windows = new(StringComparer.Ordinal);

    /// <summary>The window of a name; the same for whoever asks.</summary>
    /// <param name="name">Snake_case; it names the window in the database too.</param>
    /// <param name="most">How many attempts a key has within the period.</param>
    /// <param name="period">How long an attempt counts; never more than <see cref="Longest"/>.</param>
    public KeptWindow Of(string name, int most, Duration period)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(period, Longest);
        return windows.GetOrAdd(name, _ => new KeptWindow(most, period, key => Convert.ToHexString(keys.Index(Table, name, key)), () => Read(name, period)));
    }

    /// <summary>Writes what changed, and forgets what no longer counts. Nothing is written when nothing changed.</summary>
    public async Task Keep(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var taken = windows.Select(w => (Name: w.Key, Window: w.Value, Rows: w.Value.TakeChanged(now, BatchLimit))).Where(t => t.Rows.Count > 0).ToList();
        if (taken.Count == 0)
        {
            return;
        }

        try
        {
            await writer.Run<Done>(new Envelope("keep_attempts", Actor.System, now), change =>
            {
                foreach (var (name, _, rows) in taken)
                {
                    foreach (var (keyHash, made) in rows)
                    {
                        Write(change, name, keyHash, made);
                    }
                }

                change.Execute("DELETE FROM kept_attempts WHERE district_id = @p0 AND last_at < @p1", (now - Longest).ToUnixTimeMilliseconds());
                return Done.It;
            }, cancellation);
        }
        catch
        {
            taken.ForEach(t => t.Window.PutBack(t.Rows.Select(row => row.KeyHash)));
            throw;
        }
    }

    private static void Write(Change change, string name, byte[] keyHash, IReadOnlyList<Instant> made)
    {
        if (made.Count == 0)
        {
            change.Execute("DELETE FROM kept_attempts WHERE district_id = @p0 AND name = @p1 AND key_hash = @p2", name, keyHash);
            return;
        }

        change.Execute(
            """
            INSERT INTO kept_attempts (district_id, name, key_hash, moments, last_at) VALUES (@p0, @p1, @p2, @p3, @p4)
            ON CONFLICT (district_id, name, key_hash) DO UPDATE SET moments = excluded.moments, last_at = excluded.last_at
            """,
            name, keyHash, KeptAttempts.Stored(made), made[^1].ToUnixTimeMilliseconds());
    }

    private List<KeptAttempts> Read(string name, Duration period)
    {
        var since = clock.GetCurrentInstant() - period;
        using var db = database.Read();
        return [.. db.Set<KeptAttempts>().Where(a => a.Name == name && a.LastAt > since).OrderByDescending(a => a.LastAt).ThenBy(a => a.KeyHash).Take(ReadLimit)];
    }
}

/// <summary>Writes the windows down while the server runs, and once more when it stops.</summary>
public sealed partial class KeepingWindows(KeptWindows windows, ILogger<KeepingWindows> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Try(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = new PeriodicTimer(Every);
        while (await tick.WaitForNextTickAsync(stoppingToken))
        {
            await Try(stoppingToken);
        }
    }

    private async Task Try(CancellationToken stopping)
    {
        try
        {
            await windows.Keep(stopping);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogNotKept(error);
        }
    }

    [LoggerMessage(102, LogLevel.Warning, "The counts of calls could not be written; a restart now would forget them")]
    private partial void LogNotKept(Exception error);
}
