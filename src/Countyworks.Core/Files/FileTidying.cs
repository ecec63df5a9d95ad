using Countyworks.Core.Modules;
using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Core.Files;

/// <summary>
/// Throws away what was handed in and never used: files that hang on nothing a week after they came, then contents that belong to no file,
/// their thumbnails, and what was left half received. A form may be left open for a day, so nothing that is still being written goes.
/// </summary>
public static class FileTidying
{
    /// <summary>How long a file may hang on nothing.</summary>
    public static readonly Duration KeptFor = Duration.FromDays(7);

    /// <summary>The job.</summary>
    public static readonly Job Job = new("file_tidying", Duration.FromHours(24), RunAsync);

    private const int BatchLimit = 500;

    /// <summary>One run for a moment; safe to run twice.</summary>
    public static async Task RunAsync(IServiceProvider services, Instant asOf, CancellationToken stopping)
    {
        var rules = services.GetServices<IFileAccess>().ToList();
        await Batches.Run(services, "tidy_files", asOf, BatchLimit, change => RemoveBatch(change, rules), stopping);

        var (data, before) = (services.GetRequiredService<DataFolder>(), (asOf - KeptFor).ToDateTimeUtc());
        Sweep(data.Below("incoming"), before, _ => true, stopping);
        using var db = services.GetRequiredService<Database>().Read();
        bool IsNobodys(string path) => Sha256Of(path) is not { } sha256 || !db.Set<StoredFile>().Any(f => f.Sha256 == sha256);
        Sweep(data.Below("thumbnails"), before, IsNobodys, stopping);
        Sweep(data.Below("files"), before, IsNobodys, stopping);
    }

    private static Outcome<int> RemoveBatch(Change change, List<IFileAccess> rules)
    {
        var before = change.Now - KeptFor;
        var unused = change.Db.Set<StoredFile>().Where(f => f.At < before);
        foreach (var hung in rules.Select(rule => rule.HungIn(change.Db)))
        {
            unused = unused.Where(f => !hung.Any(h => h == f.Id));
        }

        var batch = unused.OrderBy(f => f.At).ThenBy(f => f.Id).Take(BatchLimit).ToList();
        foreach (var file in batch)
        {
            change.Remove(file);
        }

        return batch.Count;
    }

    // The same content handed in again is written anew, and so is young again.
    private static void Sweep(string folder, DateTime before, Func<string, bool> isNobodys, CancellationToken stopping)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            stopping.ThrowIfCancellationRequested();
            if (File.GetLastWriteTimeUtc(path) < before && isNobodys(path) && File.GetLastWriteTimeUtc(path) < before)
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>The content a path of the store stands for; null when it is none of the store's.</summary>
    private static byte[]? Sha256Of(string path)
    {
        var name = Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileName(path);
        return name.Length == 64 && name.All(char.IsAsciiHexDigit) ? Convert.FromHexString(name) : null;
    }
}
