using Countyworks.Core.Places;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>How the manager of a neighbourhood is paid.</summary>
public enum FeeModel
{
    /// <summary>Lump sum 包干制: the fee is the manager's, and so is what is left or lacking.</summary>
    LumpSum = 1,

    /// <summary>Remuneration 酬金制: the fee is the owners' money, of which the manager draws an agreed part.</summary>
    Remuneration = 2,
}

/// <summary>What a unit is used as; the fee differs by it.</summary>
public enum UnitUse
{
    /// <summary>A home 住宅.</summary>
    Home = 1,

    /// <summary>A shop 商铺.</summary>
    Shop = 2,

    /// <summary>An office 办公.</summary>
    Office = 3,

    /// <summary>A parking lot or garage 车位.</summary>
    Parking = 4,
}

/// <summary>The community fund of a neighbourhood: three ledgers, for I9 of the money rules keeps fees, common income and maintenance money apart.</summary>
public sealed class Fund
{
    /// <summary>Its identity.</summary>
    public required Id<Fund> Id { get; init; }

    /// <summary>The neighbourhood.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>Its path.</summary>
    public required string PlacePath { get; init; }

    /// <summary>The first part of the codes of its ledgers: <c>xq-0001</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The ledger of the fees.</summary>
    public required Id<Ledger> FeesId { get; init; }

    /// <summary>The ledger of the common income.</summary>
    public required Id<Ledger> CommonId { get; init; }

    /// <summary>The ledger of the maintenance fund.</summary>
    public required Id<Ledger> MaintenanceId { get; init; }

    /// <summary>Up to here, and within the budget, the committee approves an expense; above it the owners vote. In fen.</summary>
    public required long CommitteeLimitFen { get; set; }

    /// <summary>What the owners first paid into the maintenance fund, in fen; 0 where it was never raised.</summary>
    public required long FirstRaisingFen { get; init; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}

/// <summary>The contract with a manager, from a month on until the next one.</summary>
public sealed class FundContract
{
    /// <summary>The fund.</summary>
    public required Id<Fund> FundId { get; init; }

    /// <summary>The first day, the first of a month.</summary>
    public required LocalDate Since { get; init; }

    /// <summary>Who manages.</summary>
    public required string Manager { get; init; }

    /// <summary>How they are paid.</summary>
    public required FeeModel Model { get; init; }

    /// <summary>Part of what; under a lump sum all receipts.</summary>
    public required RemunerationBase Base { get; init; }

    /// <summary>Hundredths of a per cent of the base.</summary>
    public required int RateBasisPoints { get; init; }

    /// <summary>The fixed sum a month, in fen; 0 for a part of a base.</summary>
    public required long FixedFen { get; init; }

    /// <summary>What allows it, in the ledger of the fees.</summary>
    public required Id<Authority> AuthorityId { get; init; }

    /// <summary>What was posted as remuneration under it, in fen.</summary>
    public long PostedFen { get; set; }

    /// <summary>Up to which day that was worked out; null before the first time.</summary>
    public LocalDate? PostedThrough { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}

/// <summary>A unit that is billed.</summary>
public sealed class FundUnit
{
    /// <summary>The fund.</summary>
    public required Id<Fund> FundId { get; init; }

    /// <summary>The unit.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>Its number in the fund's accounts, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What it is used as.</summary>
    public required UnitUse Use { get; set; }

    /// <summary>The first day it is charged for, at handover; null where it always was.</summary>
    public LocalDate? ChargedFrom { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}

/// <summary>The fee for a use, from a month on until the next one.</summary>
public sealed class FundPrice
{
    /// <summary>The fund.</summary>
    public required Id<Fund> FundId { get; init; }

    /// <summary>For which use.</summary>
    public required UnitUse Use { get; init; }

    /// <summary>The first day, the first of a month.</summary>
    public required LocalDate Since { get; init; }

    /// <summary>For a square metre and a month, in fen.</summary>
    public required long Fen { get; init; }

    /// <summary>What allows it, in the ledger of the fees.</summary>
    public required Id<Authority> AuthorityId { get; init; }
}
