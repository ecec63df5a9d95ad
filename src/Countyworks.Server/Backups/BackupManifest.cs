using NodaTime;

namespace Countyworks.Server.Backups;

/// <summary>What a backup says of itself; its last member, written when all others are.</summary>
/// <param name="Format">Of the archive; 1.</param>
/// <param name="Version">Of the program that made it.</param>
/// <param name="District">The six digits of the district.</param>
/// <param name="Engine">Whose form the rows have: <c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="At">When the rows were as they are in it.</param>
/// <param name="Members">Everything else in it.</param>
public sealed record BackupManifest(int Format, string Version, int District, string Engine, Instant At, IReadOnlyList<BackupMember> Members)
{
    /// <summary>The format this program writes, and the only one it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Its name in the archive.</summary>
    public const string Name = "manifest.json";

    /// <summary>The folder of the rows in the archive.</summary>
    public const string Rows = "rows/";

    /// <summary>The folder of the district's files in the archive: all that its data folder holds, the database apart.</summary>
    public const string Folder = "folder/";

    /// <summary>The bytes of all members, before compression.</summary>
    public long Bytes => Members.Sum(m => m.Bytes);
}

/// <summary>A file in a backup.</summary>
/// <param name="Path">In the archive, parts divided by slashes.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Of its content, in hexadecimal.</param>
public sealed record BackupMember(string Path, long Bytes, string Sha256);
