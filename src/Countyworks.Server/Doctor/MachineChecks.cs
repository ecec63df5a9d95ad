using System.Globalization;
using Countyworks.Core.Secrets;
using Countyworks.Core.Seals;
using Countyworks.Server.Health;
using NodaTime;

namespace Countyworks.Server.Doctor;

/// <summary>What is asked of the machine: room, rights, a disk that keeps what it promised, a clock.</summary>
internal static class MachineChecks
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OfOthers = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    // What a disk of the nineties did; below it ten people who press a button wait for each other.
    private const double SlowestDisk = 30;

    // No disk is so quick: it answers before it has written.
    private const double UnbelievableDisk = 200_000;

    private const int FewestFiles = 4096;

    private static readonly TimeSpan measured = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan mostSkew = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan mostStep = TimeSpan.FromMilliseconds(200);

    public static Seen Folder(Patient patient)
    {
        var path = patient.Folder.Path;
        try
        {
            var probe = patient.Folder.Below($".doctor-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return new("folder", path, new Finding("folder_unwritable", path, closed.Message));
        }

        return IsOpen(path, OfOthers)
            ? new("folder", path, new Finding("folder_open", path) { IsAdvice = true })
            : new("folder", path);
    }

    public static Seen Keys(Patient patient)
    {
        var keys = patient.Folder.Below("keys");
        string[] secret = [patient.Folder.Below(SealKeys.SecretFile), keys, .. Directory.Exists(keys) ? Directory.EnumerateFiles(keys, KeyFile.FileName) : []];
        return new("keys", null, [.. secret.Where(path => Path.Exists(path) && IsOpen(path, ~Own)).Select(path => new Finding("key_open", path))]);
    }

    private static bool IsOpen(string path, UnixFileMode to) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & to) != UnixFileMode.None;

    public static Seen Disk(Patient patient)
    {
        var free = DiskSpace.FreeShare(patient.Folder.Path);
        var said = free.ToString("P0", CultureInfo.InvariantCulture);
        return free < DiskSpace.LeastFree ? new("disk", said, new Finding("disk_full", said, patient.Folder.Path)) : new("disk", said);
    }

    /// <summary>How often a second something reaches the disk for certain, and whether the clock ran meanwhile as clocks do.</summary>
    public static IEnumerable<Seen> DiskAndClock(Patient patient)
    {
        var probe = patient.Folder.Below($".doctor-{Environment.ProcessId}");
        var (clock, wall, started, syncs) = (TimeProvider.System, TimeProvider.System.GetUtcNow(), TimeProvider.System.GetTimestamp(), 0);
        DateTimeOffset written;
        try
        {
            using (var file = new FileStream(probe, FileMode.Create, FileAccess.Write))
            {
                var page = new byte[4096];
                for (; clock.GetElapsedTime(started) < measured; syncs++)
                {
                    file.Write(page);
                    file.Flush(flushToDisk: true);
                }
            }

            written = new DateTimeOffset(File.GetLastWriteTimeUtc(probe));
        }
        finally
        {
            File.Delete(probe);
        }

        var (took, passed) = (clock.GetElapsedTime(started), clock.GetUtcNow() - wall);
        yield return Disk(syncs / took.TotalSeconds);
        yield return Clock(clock.GetUtcNow() - written, passed - took);
    }

    private static Seen Disk(double rate)
    {
        var said = rate.ToString("#,0", CultureInfo.InvariantCulture) + "/s";
        return rate < SlowestDisk ? new("fsync", said, new Finding("disk_slow", said))
            : rate > UnbelievableDisk ? new("fsync", said, new Finding("disk_forgetful", said))
            : new("fsync", said);
    }

    private static Seen Clock(TimeSpan skew, TimeSpan step)
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"{skew.TotalSeconds:0.00} s, {step.TotalMilliseconds:0} ms; {DateTimeZoneProviders.Tzdb.VersionId}");
        return skew.Duration() > mostSkew ? new("clock", said, new Finding("clock_skewed", skew.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)))
            : step.Duration() > mostStep ? new("clock", said, new Finding("clock_stepping", (int)step.TotalMilliseconds))
            : new("clock", said);
    }

    public static Seen OpenFiles(Patient patient)
    {
        const string limits = "/proc/self/limits";
        const string name = "Max open files";
        if (!File.Exists(limits))
        {
            return new("open_files", null);
        }

        var words = File.ReadLines(limits).First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return int.TryParse(words[0], CultureInfo.InvariantCulture, out var most) && most < FewestFiles
            ? new("open_files", words[0], new Finding("files_few", most, FewestFiles) { IsAdvice = true })
            : new("open_files", words[0]);
    }
}
