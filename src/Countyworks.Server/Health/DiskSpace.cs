namespace Countyworks.Server.Health;

/// <summary>How much room a disk has.</summary>
internal static class DiskSpace
{
    /// <summary>Below this share of free room nothing is to be promised any more.</summary>
    public const double LeastFree = 0.05;

    /// <summary>The free share, from 0 to 1, of the disk on which a folder lies.</summary>
    public static double FreeShare(string folder)
    {
        var disk = new DriveInfo(Path.GetFullPath(folder));
        return disk.TotalSize > 0 ? (double)disk.AvailableFreeSpace / disk.TotalSize : 1;
    }
}
