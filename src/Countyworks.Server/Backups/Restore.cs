using System.Data.Common;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Migrations;
using Countyworks.Kernel;
using Countyworks.Server.Hosting;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Countyworks.Server.Backups;

/// <summary>
/// Puts a backed-up district into an empty folder, and on PostgreSQL into a database that has none of its rows. Everything is read and
/// checked beside the folder first, so that a backup that is broken leaves nothing behind.
/// </summary>
/// <param name="File">The backup.</param>
/// <param name="Data">The folder; absent or empty.</param>
/// <param name="Postgres">The connection string; null for SQLite.</param>
/// <param name="Passphrase">Opens it; null when it is readable.</param>
public sealed record Restore(string File, string Data, string? Postgres = null, Passphrase? Passphrase = null)
{
    /// <summary>
    /// Restores it. Refuses, in this order: <c>district_exists</c> (data), <c>passphrase_needed</c>, <c>passphrase_wrong</c>,
    /// <c>backup_unreadable</c> (file, why), <c>backup_engine</c> (engine), <c>backup_misfit</c> (why).
    /// </summary>
    public async Task<Outcome<BackupManifest>> Run(CancellationToken cancellation)
    {
        if (Directory.Exists(Data) && Directory.EnumerateFileSystemEntries(Data).Any())
        {
            return new Refusal("district_exists") { Kind = RefusalKind.Conflict }.With("data", Data);
        }

        var aside = Directory.CreateDirectory(Path.GetFullPath(Data).TrimEnd(Path.DirectorySeparatorChar) + ".restoring");
        try
        {
            var read = await Read(aside.FullName, cancellation);
            return read.IsDone(out var manifest, out var why) ? await Take(aside.FullName, manifest, cancellation) : why;
        }
        finally
        {
            aside.Delete(recursive: true);
        }
    }

    private async Task<Outcome<BackupManifest>> Read(string aside, CancellationToken cancellation)
    {
        try
        {
            await using var file = System.IO.File.OpenRead(File);
            var isEncrypted = Passphrase.IsAskedBy(file.ReadByte());
            file.Position = 0;
            if (isEncrypted && Passphrase is null)
            {
                return new Refusal("passphrase_needed");
            }

            await using var packed = new GZipStream(isEncrypted ? Passphrase!.Under(file) : file, CompressionMode.Decompress);
            return await Unpack(packed, aside, cancellation) is { } wrong ? Unreadable(wrong) : Understood(aside);
        }
        catch (PgpException)
        {
            return new Refusal("passphrase_wrong");
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or UnauthorizedAccessException or JsonException)
        {
            return Unreadable(broken.Message);
        }
    }

    private static async Task<string?> Unpack(Stream packed, string aside, CancellationToken cancellation)
    {
        await using var archive = new TarReader(packed);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await archive.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
        {
            var target = Path.GetFullPath(Path.Combine(aside, entry.Name));
            if (entry.EntryType is not TarEntryType.RegularFile || !target.StartsWith(aside + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                return entry.Name;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await entry.ExtractToFileAsync(target, overwrite: false, cancellation);
            await using var content = System.IO.File.OpenRead(target);
            found[entry.Name] = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation));
        }

        if (!found.Remove(BackupManifest.Name))
        {
            return BackupManifest.Name;
        }

        var said = Manifest(aside).Members.ToDictionary(m => m.Path, m => m.Sha256, StringComparer.Ordinal);
        return said.Keys.Union(found.Keys).FirstOrDefault(path => said.GetValueOrDefault(path) != found.GetValueOrDefault(path));
    }

    private Outcome<BackupManifest> Understood(string aside)
    {
        var manifest = Manifest(aside);
        return manifest.Format != BackupManifest.CurrentFormat ? Unreadable($"{BackupManifest.Name}: format {manifest.Format}")
            : manifest.Engine != (Postgres is null ? "sqlite" : "postgres") ? new Refusal("backup_engine").With("engine", manifest.Engine)
            : manifest;
    }

    private static BackupManifest Manifest(string aside) =>
        JsonSerializer.Deserialize<BackupManifest>(System.IO.File.ReadAllBytes(Path.Combine(aside, BackupManifest.Name)), Json.Options)!;

    private Refusal Unreadable(string why) => new Refusal("backup_unreadable").With("file", File).With("why", why);

    private async Task<Outcome<BackupManifest>> Take(string aside, BackupManifest manifest, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(aside, BackupManifest.Folder)).FullName;
        var settings = new HostSettings(new DistrictCode(manifest.District), folder, SettingsFile.UsualUrls, Postgres);
        try
        {
            await using var database = settings.OpenDatabase(CountyHost.Parts);
            if (Postgres is not null)
            {
                new Migrator(database).Apply();
            }

            await database.TakeRowsFrom(Path.Combine(aside, BackupManifest.Rows), cancellation);
            new Migrator(database).Apply();
        }
        catch (Exception misfit) when (misfit is DbException or InvalidOperationException or InvalidDataException)
        {
            return new Refusal("backup_misfit").With("why", misfit.Message);
        }

        KeepFromOthers(new DirectoryInfo(folder));
        Directory.CreateDirectory(Data);
        Directory.Delete(Data);
        Directory.Move(folder, Data);
        return manifest;
    }

    // An archive made elsewhere knows no accounts of this machine; keys and people's names are among what it brings.
    private static void KeepFromOthers(DirectoryInfo folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (var file in folder.EnumerateFiles())
        {
            file.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        foreach (var inner in folder.EnumerateDirectories())
        {
            KeepFromOthers(inner);
        }
    }
}
