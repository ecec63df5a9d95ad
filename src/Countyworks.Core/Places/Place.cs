using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Places;

/// <summary>How far down the tree a place is.</summary>
public enum PlaceLevel
{
    /// <summary>The district or county itself (县区).</summary>
    District = 1,

    /// <summary>A street or town (街道、镇、乡).</summary>
    Street = 2,

    /// <summary>A village or community (村、社区).</summary>
    Community = 3,

    /// <summary>A residential compound (小区).</summary>
    Neighbourhood = 4,

    /// <summary>A building (栋).</summary>
    Building = 5,

    /// <summary>A unit: a dwelling or a shop, a "door" (户).</summary>
    Unit = 6,
}

/// <summary>A place of the tree, from the district down to a unit.</summary>
public sealed class Place
{
    /// <summary>Its identity.</summary>
    public required Id<Place> Id { get; init; }

    /// <summary>The place it lies in; null for the district.</summary>
    public Id<Place>? ParentId { get; init; }

    /// <summary>How far down it is.</summary>
    public required PlaceLevel Level { get; init; }

    /// <summary>
    /// The way down to it: codes of division, then local numbers, each ended by a slash: <c>431003/001/003/0007/</c>.
    /// A place lies within another if its path begins with the other's.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>The statistical code of its division (GB/T 2260 and below); null below communities.</summary>
    public string? Code { get; init; }

    /// <summary>Its own name, without those above it.</summary>
    public required string Name { get; set; }

    /// <summary>The name's pinyin without tones and spaces, and its initials, for search by typing: <c>suyuanlushequ sylsq</c>.</summary>
    public required string Pinyin { get; set; }

    /// <summary>Degrees north, WGS 84; null when not known.</summary>
    public double? Latitude { get; set; }

    /// <summary>Degrees east, WGS 84; null when not known.</summary>
    public double? Longitude { get; set; }

    /// <summary>When it was ended: it keeps its past, and is found no more. Null while it lasts.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}
