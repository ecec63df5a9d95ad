using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Engines.Seals;

namespace Countyworks.Server.Hosting;

/// <summary>Where a district lives and where it is served.</summary>
/// <param name="District">Its code.</param>
/// <param name="Data">The directory of its files; and of its database, on SQLite.</param>
/// <param name="Urls">What to listen on, as Kestrel takes it.</param>
/// <param name="Postgres">The connection string of a PostgreSQL database; null for the embedded SQLite.</param>
public sealed record HostSettings(DistrictCode District, string Data, string Urls, string? Postgres = null)
{
    /// <summary>Whether jobs and the outbox run by themselves; tests run them by hand, for a moment they choose.</summary>
    public bool RunsWorkers { get; init; } = true;

    /// <summary>Whether every request and command has a line of JSON on standard output: where that is what a server has it for, and nobody sits there.</summary>
    public bool WritesLines { get; init; }

    /// <summary>Where the operator keeps backups, for <c>doctor</c> to look at; null when it was not said.</summary>
    public string? Backups { get; init; }

    /// <summary>How much and how slowly callers may send.</summary>
    public DoorLimits Door { get; init; } = new();

    /// <summary>The file of the SQLite database, when it lies elsewhere than in <see cref="Data"/>.</summary>
    public string? SqliteFile { get; init; }

    /// <summary>The addresses of proxies whose word on where a request comes from is taken; empty when there is none in front.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary>Only when a district is founded: the algorithms that seal its journal; null for the usual ones.</summary>
    public SealProfile? Seals { get; init; }

    /// <summary>The file of the SQLite database.</summary>
    public string File => SqliteFile ?? Path.Combine(Data, $"{District}.db");

    /// <summary>Opens the database the settings name.</summary>
    /// <param name="parts">The modules.</param>
    /// <param name="isBeside">Only to read and copy its rows, beside the server that works on it.</param>
    public Database OpenDatabase(IReadOnlyList<DataPart> parts, bool isBeside = false) => Postgres is { } connection
        ? new PostgresDatabase(District, parts, connection)
        : new SqliteDatabase(District, parts, File, isBeside);
}
