using Countyworks.Core.People;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>What the owners' money is spent for. One list for all neighbourhoods, so that they can be compared.</summary>
public enum Purpose
{
    /// <summary>Guards and gates 秩序维护.</summary>
    Security = 1,

    /// <summary>Cleaning and rubbish 保洁.</summary>
    Cleaning = 2,

    /// <summary>Green areas 绿化.</summary>
    Greening = 3,

    /// <summary>Lifts 电梯.</summary>
    Lifts = 4,

    /// <summary>Other repairs of common parts 公共维修.</summary>
    Repairs = 5,

    /// <summary>Power and water of common parts 公共水电.</summary>
    Utilities = 6,

    /// <summary>Fire safety 消防.</summary>
    FireSafety = 7,

    /// <summary>Insurance 保险.</summary>
    Insurance = 8,

    /// <summary>Office and announcements 办公与公示.</summary>
    Office = 9,

    /// <summary>Gatherings of neighbours 邻里活动.</summary>
    Gatherings = 10,

    /// <summary>What it costs to earn the common income 公共收益成本.</summary>
    IncomeCost = 11,

    /// <summary>Anything else 其他.</summary>
    Other = 12,
}

/// <summary>What common parts earn money with.</summary>
public enum IncomeKind
{
    /// <summary>Parking on common ground 停车.</summary>
    Parking = 1,

    /// <summary>Advertising 广告.</summary>
    Advertising = 2,

    /// <summary>Charging piles 充电桩.</summary>
    Piles = 3,

    /// <summary>Rent of common rooms 场地出租.</summary>
    Rent = 4,

    /// <summary>Anything else 其他.</summary>
    Other = 5,
}

/// <summary>Where an expense stands.</summary>
public enum ExpenseStage
{
    /// <summary>Asked for; those who decide have not decided.</summary>
    Asked = 1,

    /// <summary>Decided; its money is held.</summary>
    Held = 2,

    /// <summary>The invoice came; what was held above it is free.</summary>
    Invoiced = 3,

    /// <summary>Paid.</summary>
    Paid = 4,

    /// <summary>Refused by the committee.</summary>
    Refused = 5,

    /// <summary>Not needed any more; what was held is free.</summary>
    Dropped = 6,
}

/// <summary>An expense, from the request to its payment.</summary>
public sealed class FundExpense
{
    /// <summary>Its identity.</summary>
    public required Id<FundExpense> Id { get; init; }

    /// <summary>Its number: 支-2026-000001.</summary>
    public required string Number { get; init; }

    /// <summary>The fund.</summary>
    public required Id<Fund> FundId { get; init; }

    /// <summary>The year whose budget it burdens.</summary>
    public required int Year { get; init; }

    /// <summary>What for.</summary>
    public required Purpose Purpose { get; init; }

    /// <summary>The income it is a cost of; null where fees pay it.</summary>
    public IncomeKind? CostOf { get; init; }

    /// <summary>Whether the maintenance fund pays it.</summary>
    public bool OfMaintenance { get; init; }

    /// <summary>What, in words; published.</summary>
    public required string What { get; init; }

    /// <summary>Who is paid; a firm, published.</summary>
    public required string Vendor { get; init; }

    /// <summary>The quote, in fen.</summary>
    public required long QuoteFen { get; init; }

    /// <summary>SHA-256 of the quote.</summary>
    public required byte[] QuoteHash { get; init; }

    /// <summary>The day it was asked for.</summary>
    public required LocalDate AskedOn { get; init; }

    /// <summary>Whether the owners decide; else the committee does.</summary>
    public required bool NeedsOwners { get; init; }

    /// <summary>Where it stands.</summary>
    public required ExpenseStage Stage { get; set; }

    /// <summary>What allows it; null before the decision.</summary>
    public Id<Authority>? AuthorityId { get; set; }

    /// <summary>The hold; null before the decision.</summary>
    public long? HoldSeq { get; set; }

    /// <summary>The invoice, in fen; null before it came.</summary>
    public long? InvoiceFen { get; set; }

    /// <summary>SHA-256 of the invoice.</summary>
    public byte[]? InvoiceHash { get; set; }

    /// <summary>The entry of the invoice.</summary>
    public long? InvoiceSeq { get; set; }

    /// <summary>The day of the invoice.</summary>
    public LocalDate? InvoicedOn { get; set; }

    /// <summary>The entry of the payment.</summary>
    public long? PaidSeq { get; set; }

    /// <summary>The day it was paid.</summary>
    public LocalDate? PaidOn { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }

    /// <summary>The ledger of a fund it is paid from.</summary>
    public Id<Ledger> LedgerOf(Fund fund) => OfMaintenance ? fund.MaintenanceId : CostOf is null ? fund.FeesId : fund.CommonId;
}

/// <summary>What a member of the committee says to an expense; said once.</summary>
public sealed class ExpenseVoice
{
    /// <summary>The expense.</summary>
    public required Id<FundExpense> ExpenseId { get; init; }

    /// <summary>Who.</summary>
    public required Id<Person> PersonId { get; init; }

    /// <summary>Whether in favour.</summary>
    public required bool IsYes { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }
}

/// <summary>A line of a year's budget.</summary>
public sealed class FundBudget
{
    /// <summary>The fund.</summary>
    public required Id<Fund> FundId { get; init; }

    /// <summary>The year.</summary>
    public required int Year { get; init; }

    /// <summary>What for.</summary>
    public required Purpose Purpose { get; init; }

    /// <summary>How much, in fen.</summary>
    public required long Fen { get; init; }

    /// <summary>What decided it, in the ledger of the fees.</summary>
    public required Id<Authority> AuthorityId { get; init; }
}
