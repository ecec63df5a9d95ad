using Countyworks.Core.Settings;
using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Core.Matters;

/// <summary>Takes the files off matters that ended long enough ago, as the kind's <see cref="Retention"/> says; what hangs on nothing is then thrown away by itself.</summary>
public static class FileRetention
{
    /// <summary>The job.</summary>
    public static readonly Job Job = new("matter_files_retention", Duration.FromHours(24), Run);

    private const int BatchLimit = 100;

    private static async Task Run(IServiceProvider services, Instant asOf, CancellationToken stopping)
    {
        var settings = services.GetRequiredService<DistrictSettings>();
        foreach (var kind in services.GetServices<MatterKind>())
        {
            var kept = settings.Get(Retention.SettingOf(kind), CountyTime.LocalDay(asOf), kind.Retention);
            var before = Retention.Before(asOf, kept.FileMonths);
            await Batches.Run(services, "drop_files", asOf, BatchLimit, change => Drop(change, kind, before), stopping);
        }
    }

    private static Outcome<int> Drop(Change change, MatterKind kind, Instant before)
    {
        var ended = (
            from matter in change.Db.Set<Matter>()
            where matter.Kind == kind.Name && matter.ClosedAt < before && change.Db.Set<MatterFile>().Any(f => f.MatterId == matter.Id)
            orderby matter.Id
            select matter.Id).Take(BatchLimit).ToList();
        foreach (var matter in ended)
        {
            var files = change.Db.Set<MatterFile>().Where(f => f.MatterId == matter).ToList();
            files.ForEach(change.Remove);
            change.Record(new FilesDropped(files.Count), matter.Value);
        }

        return ended.Count;
    }
}
