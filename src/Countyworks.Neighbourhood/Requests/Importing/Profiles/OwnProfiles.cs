using System.Text.Json;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Importing.Profiles;

/// <summary>A profile the county made on the mapping page.</summary>
public sealed class StoredProfile
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The <see cref="ImportProfile"/> as JSON.</summary>
    public required string Profile { get; set; }

    /// <summary>When it was last changed.</summary>
    public required Instant At { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}

/// <summary>The county's own profiles.</summary>
public static class OwnProfiles
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<ImportProfile> Read(DistrictDb db) =>
        [.. db.Set<StoredProfile>().OrderBy(p => p.Name).Select(p => p.Profile).AsEnumerable().Select(json => JsonSerializer.Deserialize<ImportProfile>(json, Json.Options)!)];

    /// <summary>All of them, read from a database of their own.</summary>
    public static IReadOnlyList<ImportProfile> Read(Database database)
    {
        using var db = database.Read();
        return Read(db);
    }
}
