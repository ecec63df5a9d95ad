using Countyworks.Core.Places;
using Countyworks.Kernel;

namespace Countyworks.Core.Votes;

/// <summary>What the area of a unit rests on; the first there is.</summary>
public enum TitleBasis
{
    /// <summary>The land register (不动产登记).</summary>
    Register = 1,

    /// <summary>A survey (测绘).</summary>
    Survey = 2,

    /// <summary>The contract of sale (买卖合同).</summary>
    Contract = 3,
}

/// <summary>What a unit counts for in a vote (户的权属): its exclusive area, and whose buyer it is.</summary>
public sealed class UnitTitle
{
    /// <summary>The unit.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>Its path.</summary>
    public required string PlacePath { get; init; }

    /// <summary>Its exclusive area in 0.01 m².</summary>
    public required long Area { get; set; }

    /// <summary>What that rests on.</summary>
    public required TitleBasis Basis { get; set; }

    /// <summary>Which buyer: a keyed hash of the owners' code, so that units of one buyer are found and no name is kept. Units with the same are one head.</summary>
    public required byte[] Buyer { get; set; }

    /// <summary>Whether it is unsold or not handed over.</summary>
    public required bool IsWithDeveloper { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}
