using System.Data.Common;
using Countyworks.Core.Modules;
using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Countyworks.Server.Hosting;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Server.Doctor;

/// <summary>An installation that is looked at, beside the server that may work on it.</summary>
/// <param name="Settings">As its file says.</param>
/// <param name="Database">For reading alone.</param>
/// <param name="Now">The moment it is looked at.</param>
internal sealed record Patient(HostSettings Settings, Database Database, Instant Now)
{
    /// <summary>The district's folder.</summary>
    public DataFolder Folder { get; } = new(Settings.Data);

    /// <summary>The file of the database; null on PostgreSQL.</summary>
    public string? SqliteFile => Settings.Postgres is null ? Settings.File : null;

    /// <summary>Reads.</summary>
    public T Read<T>(Func<DistrictDb, T> read)
    {
        using var db = Database.Read();
        return read(db);
    }

    /// <summary>The first column of what a statement answers, as texts.</summary>
    public IReadOnlyList<string> Ask(string sql) => Read<IReadOnlyList<string>>(db =>
    {
        var connection = db.Database.GetDbConnection();
        db.Database.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture) ?? "");
        }

        return rows;
    });

    /// <summary>Whether a server works on it now: jobs that rest and messages that wait say something only then.</summary>
    public bool IsServed => SqliteFile is { } file
        ? IsHeld(file + ".lock")
        : Ask("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()") is not ["0"];

    private static bool IsHeld(string file)
    {
        try
        {
            using var free = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
