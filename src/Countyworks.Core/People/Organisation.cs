using Countyworks.Core.Places;
using Countyworks.Kernel;

namespace Countyworks.Core.People;

/// <summary>What an organisation is in the county's affairs.</summary>
public enum OrganisationKind
{
    /// <summary>A department of the district (部门).</summary>
    Department = 1,

    /// <summary>A street or town government (街道办、镇政府).</summary>
    Street = 2,

    /// <summary>A village or community committee (村、社区).</summary>
    Community = 3,

    /// <summary>A public utility: water, power, gas (公用企业).</summary>
    Utility = 4,

    /// <summary>A property manager (物业).</summary>
    PropertyManager = 5,
}

/// <summary>An organisation; as the holder of a matter it is its unit (承办单位).</summary>
public sealed class Organisation
{
    /// <summary>Its identity.</summary>
    public required Id<Organisation> Id { get; init; }

    /// <summary>Its full name.</summary>
    public required string Name { get; set; }

    /// <summary>What it is.</summary>
    public required OrganisationKind Kind { get; init; }

    /// <summary>The organisation it answers to; null at the top.</summary>
    public Id<Organisation>? ParentId { get; set; }

    /// <summary>The place it is responsible for.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>The path of that place.</summary>
    public required string PlacePath { get; init; }

    /// <summary>A stable short name in Latin letters, unique, by which imports and routing tables name it; null when none was given.</summary>
    public string? Code { get; set; }

    /// <summary>Whether it may be given matters today.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}
