using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>What kind of asset it is.</summary>
public enum AssetKind
{
    /// <summary>A charging station (充电站).</summary>
    ChargingStation = 1,

    /// <summary>A hydropower station (水电站).</summary>
    Hydropower = 2,

    /// <summary>Shops and workshops (门面、厂房).</summary>
    Shops = 3,

    /// <summary>Land, woods, water (土地、山林、水面).</summary>
    Land = 4,

    /// <summary>Anything else (其他).</summary>
    Other = 5,
}

/// <summary>An asset the company runs.</summary>
public sealed class Asset
{
    /// <summary>Its identity.</summary>
    public required Id<Asset> Id { get; init; }

    /// <summary>The company.</summary>
    public required Id<Company> CompanyId { get; init; }

    /// <summary>Its code in the accounts: capitals, digits and hyphens.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required AssetKind Kind { get; init; }

    /// <summary>Its first day of operation.</summary>
    public required LocalDate InServiceOn { get; init; }
}
