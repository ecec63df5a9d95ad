using Countyworks.Core.Places;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>A closed month, with the rates as they were then.</summary>
public sealed class FundMonth
{
    /// <summary>The fund.</summary>
    public required Id<Fund> FundId { get; init; }

    /// <summary>Its last day.</summary>
    public required LocalDate Through { get; init; }

    /// <summary>Arrears of the year's beginning, less what was waived of them; in fen.</summary>
    public required long ArrearsFen { get; init; }

    /// <summary>What was collected on them this year.</summary>
    public required long ArrearsCollectedFen { get; init; }

    /// <summary>What was billed this year, less what was waived of it.</summary>
    public required long BilledFen { get; init; }

    /// <summary>What was collected on this year's bills.</summary>
    public required long CollectedFen { get; init; }

    /// <summary>SHA-256 over the lists behind them.</summary>
    public required byte[] ListHash { get; init; }

    /// <summary>When it was closed.</summary>
    public required Instant At { get; init; }
}

/// <summary>A closed year and its surplus.</summary>
public sealed class FundYear
{
    /// <summary>The fund.</summary>
    public required Id<Fund> FundId { get; init; }

    /// <summary>The year.</summary>
    public required int Year { get; init; }

    /// <summary>What was left of the fees and is in the bank, in fen.</summary>
    public required long FeesFen { get; init; }

    /// <summary>The net common income, in fen.</summary>
    public required long CommonFen { get; init; }

    /// <summary>What of it had to fill up the maintenance fund, in fen.</summary>
    public required long TopUpFen { get; init; }

    /// <summary>When it was closed.</summary>
    public required Instant At { get; init; }

    /// <summary>The dividend, in fen; 0 while none is declared.</summary>
    public long DividendFen { get; set; }

    /// <summary>What decided it.</summary>
    public Id<Authority>? AuthorityId { get; set; }

    /// <summary>The entry of the dividend.</summary>
    public long? EntrySeq { get; set; }

    /// <summary>The root of the sum tree over the shares; binds their sum.</summary>
    public byte[]? ShareRoot { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }

    /// <summary>What could be distributed, in fen.</summary>
    public long SurplusFen => FeesFen + CommonFen - TopUpFen;
}

/// <summary>A unit's share in a dividend.</summary>
public sealed class DividendShare
{
    /// <summary>The fund.</summary>
    public required Id<Fund> FundId { get; init; }

    /// <summary>The year.</summary>
    public required int Year { get; init; }

    /// <summary>The unit.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>Its place among the leaves of the sum tree, from 0.</summary>
    public required int Leaf { get; init; }

    /// <summary>The area it was measured by, in 0.01 m².</summary>
    public required long Area { get; init; }

    /// <summary>The share, in fen.</summary>
    public required long Fen { get; init; }

    /// <summary>The day it was credited or paid out; null while it is owed.</summary>
    public LocalDate? TakenOn { get; set; }

    /// <summary>Whether it was set against bills; else it was paid out.</summary>
    public bool IsCredited { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}
