using System.Data.Common;
using Countyworks.Data.Databases;
using Countyworks.Data.Migrations;
using Countyworks.Data.Writing;
using Countyworks.Server.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Server.Health;

/// <summary>Whether the server should be sent requests, and if not, why not.</summary>
public sealed class Readiness(Database database, Writer writer, HostSettings settings, IHostApplicationLifetime lifetime)
{
    /// <summary>How long a batch may take before the writer counts as stuck.</summary>
    public static readonly TimeSpan LongestBatch = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan hopeless = TimeSpan.FromMinutes(1);

    private volatile bool isDraining;
    private volatile bool isMigrated;

    /// <summary>Whether it has come up.</summary>
    public bool IsStarted => lifetime.ApplicationStarted.IsCancellationRequested;

    /// <summary>No new requests are wanted; those that are there are finished.</summary>
    public void Drain() => isDraining = true;

    /// <summary>Whether only a restart can help. A store that is away is no such thing: it is tried again with every command.</summary>
    public bool IsHopeless => writer.BusyFor > hopeless;

    /// <summary>What stands against it: <c>draining</c>, <c>writer</c>, <c>disk</c>, <c>store</c>, <c>migrations</c>; none when it is ready.</summary>
    public IReadOnlyList<string> Reasons() => [.. Against()];

    private IEnumerable<string> Against()
    {
        if (isDraining || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            yield return "draining";
        }

        if (writer.BusyFor > LongestBatch || !writer.IsWell)
        {
            yield return "writer";
        }

        if (DiskSpace.FreeShare(settings.Data) < DiskSpace.LeastFree)
        {
            yield return "disk";
        }

        if (StoreSays() is { } wrong)
        {
            yield return wrong;
        }
    }

    private string? StoreSays()
    {
        try
        {
            if (!isMigrated)
            {
                isMigrated = new Migrator(database).Lacking().Count == 0;
                return isMigrated ? null : "migrations";
            }

            using var db = database.Read();
            return db.Database.CanConnect() ? null : "store";
        }
        catch (DbException)
        {
            return "store";
        }
        catch (InvalidOperationException)
        {
            return "migrations";
        }
    }
}
