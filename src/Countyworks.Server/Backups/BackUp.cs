using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;
using NodaTime;

namespace Countyworks.Server.Backups;

/// <summary>
/// Copies a district into one file, beside the server that works on it: rows as they are at one moment, then the files of its folder.
/// Files are kept before the rows that speak of them and only ever added, so none is missing. A file of that name is a whole backup, or there is none.
/// </summary>
/// <param name="Settings">The district.</param>
/// <param name="File">Where to.</param>
/// <param name="Passphrase">Encrypts it; null to leave it readable.</param>
public sealed record BackUp(HostSettings Settings, string File, Passphrase? Passphrase = null)
{
    // The database, copied as rows; what is not kept yet; copies the program made aside.
    private static readonly string[] LeftOut = [".db", ".db-wal", ".db-shm", ".db.lock"];

    /// <summary>Makes it. Refuses <c>backup_exists</c> (file) and <c>backup_unwritable</c> (file, why).</summary>
    public async Task<Outcome<BackupManifest>> Run(Instant now, CancellationToken cancellation)
    {
        if (System.IO.File.Exists(File))
        {
            return new Refusal("backup_exists") { Kind = RefusalKind.Conflict }.With("file", File);
        }

        var aside = File + ".partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(File))!);
            var manifest = await Write(aside, now, cancellation);
            System.IO.File.Move(aside, File);
            return manifest;
        }
        catch (Exception noPlace) when (noPlace is IOException or UnauthorizedAccessException)
        {
            return new Refusal("backup_unwritable").With("file", File).With("why", noPlace.Message);
        }
        finally
        {
            if (System.IO.File.Exists(aside))
            {
                System.IO.File.Delete(aside);
            }
        }
    }

    private async Task<BackupManifest> Write(string aside, Instant now, CancellationToken cancellation)
    {
        var rows = Directory.CreateDirectory(aside + ".rows");
        try
        {
            await using var database = Settings.OpenDatabase(CountyHost.Parts, isBeside: true);
            await database.CopyRowsTo(rows.FullName, cancellation);
            await using var file = ForOwnerOnly(aside);
            BackupManifest manifest;
            await using (var encrypted = Passphrase?.Over(file))
            await using (var packed = new GZipStream(encrypted ?? file, CompressionLevel.Fastest, leaveOpen: true))
            await using (var archive = new TarWriter(packed, leaveOpen: true))
            {
                manifest = await Fill(archive, database, rows, now, cancellation);
            }

            file.Flush(flushToDisk: true);
            return manifest;
        }
        finally
        {
            rows.Delete(recursive: true);
        }
    }

    private static FileStream ForOwnerOnly(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private async Task<BackupManifest> Fill(TarWriter archive, Database database, DirectoryInfo rows, Instant now, CancellationToken cancellation)
    {
        var members = new List<BackupMember>();
        foreach (var (folder, path) in Below(rows.FullName, BackupManifest.Rows).Concat(Below(Settings.Data, BackupManifest.Folder).Where(f => IsTaken(f.File))))
        {
            members.Add(await Add(archive, folder, path, cancellation));
        }

        var manifest = new BackupManifest(
            BackupManifest.CurrentFormat, typeof(BackUp).Assembly.GetName().Version!.ToString(3), Settings.District.Value, database.Engine, now, members);
        using var text = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, Json.Options));
        await archive.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, BackupManifest.Name) { DataStream = text }, cancellation);
        return manifest;
    }

    private static async Task<BackupMember> Add(TarWriter archive, string file, string path, CancellationToken cancellation)
    {
        await using var content = System.IO.File.OpenRead(file);
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
        content.Position = 0;
        await archive.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = content }, cancellation);
        return new BackupMember(path, content.Length, sha256);
    }

    private static IEnumerable<(string File, string Path)> Below(string folder, string prefix) =>
        from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        select (file, prefix + Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'));

    private bool IsTaken(string file) =>
        !LeftOut.Any(ending => file.EndsWith(ending, StringComparison.Ordinal))
        && !file.Contains(".db.before-", StringComparison.Ordinal)
        && !Path.GetRelativePath(Settings.Data, file).StartsWith("incoming" + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
