using Countyworks.Core.Places;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Open311.Keys;

/// <summary>What a key may do; reading what everybody may see needs none.</summary>
[Flags]
public enum KeyScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>File requests.</summary>
    File = 1,

    /// <summary>Add updates to requests.</summary>
    Update = 2,
}

/// <summary>The key of somebody's software (接口密钥). Only a hash of it is kept: it is shown once, when it is made.</summary>
public sealed class Open311Key
{
    /// <summary>Its identity.</summary>
    public required Id<Open311Key> Id { get; init; }

    /// <summary>Whose software it is.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the key, in hexadecimal: the key is 32 random letters, so nothing slower is needed.</summary>
    public required string KeyHash { get; init; }

    /// <summary>What it may do.</summary>
    public required KeyScopes Scopes { get; init; }

    /// <summary>Where it may file.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>The path of that place.</summary>
    public required string PlacePath { get; init; }

    /// <summary>How often it may write within an hour.</summary>
    public required int MostAnHour { get; init; }

    /// <summary>Since when.</summary>
    public required Instant MadeAt { get; init; }

    /// <summary>When it was ended; null while it holds.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}

/// <summary>A key was made.</summary>
public sealed record Open311KeyMade(string Name, KeyScopes Scopes, Id<Place> PlaceId) : Fact;

/// <summary>A key was ended.</summary>
public sealed record Open311KeyEnded(string Name) : Fact;
