using Countyworks.Core.Places;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>A billing run: all units of a fund are billed for a period, each exactly once. One that was cut off is taken up where it stopped.</summary>
public sealed class BillingRun
{
    /// <summary>The fund.</summary>
    public required Id<Fund> FundId { get; init; }

    /// <summary>The first day of the period, the first of a month.</summary>
    public required LocalDate Since { get; init; }

    /// <summary>Its months.</summary>
    public required int Months { get; init; }

    /// <summary>The day the bills are due.</summary>
    public required LocalDate DueOn { get; init; }

    /// <summary>The number of the last unit that was looked at.</summary>
    public int LastUnit { get; set; }

    /// <summary>When every unit was; null while it runs.</summary>
    public Instant? FinishedAt { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}

/// <summary>A bill of a unit, with the rule it was made by.</summary>
public sealed class FundBill
{
    /// <summary>Its identity.</summary>
    public required Id<FundBill> Id { get; init; }

    /// <summary>The fund.</summary>
    public required Id<Fund> FundId { get; init; }

    /// <summary>The unit.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>The first day of its period.</summary>
    public required LocalDate Since { get; init; }

    /// <summary>Its months.</summary>
    public required int Months { get; init; }

    /// <summary>The area it was made for, in 0.01 m².</summary>
    public required long Area { get; init; }

    /// <summary>The use it was made for.</summary>
    public required UnitUse Use { get; init; }

    /// <summary>The price it was made by, in fen for a square metre and a month.</summary>
    public required long PriceFen { get; init; }

    /// <summary>How much, in fen.</summary>
    public required long Fen { get; init; }

    /// <summary>The day it is due.</summary>
    public required LocalDate DueOn { get; init; }

    /// <summary>Its entry in the ledger of the fees.</summary>
    public required long EntrySeq { get; init; }

    /// <summary>What was laid to it, waived of it included; in fen.</summary>
    public long LaidFen { get; set; }

    /// <summary>The day its owners were reminded of it, as far as they have an account; null before.</summary>
    public LocalDate? RemindedOn { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }

    /// <summary>What is still open of it, in fen.</summary>
    public long OpenFen => Fen - LaidFen;
}

/// <summary>How money came in.</summary>
public enum PaymentMeans
{
    /// <summary>Cash at the desk 现金.</summary>
    Cash = 1,

    /// <summary>A transfer to the joint account 转账.</summary>
    Transfer = 2,

    /// <summary>By a provider of payments 线上支付.</summary>
    Provider = 3,

    /// <summary>Out of the unit's dividend 分红抵扣.</summary>
    Dividend = 4,
}

/// <summary>A payment of a unit.</summary>
public sealed class FundPayment
{
    /// <summary>Its identity.</summary>
    public required Id<FundPayment> Id { get; init; }

    /// <summary>The number of its receipt: 收-2026-000001.</summary>
    public required string Number { get; init; }

    /// <summary>The fund.</summary>
    public required Id<Fund> FundId { get; init; }

    /// <summary>The unit.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>The day it came.</summary>
    public required LocalDate ReceivedOn { get; init; }

    /// <summary>How much, in fen.</summary>
    public required long Fen { get; init; }

    /// <summary>How.</summary>
    public required PaymentMeans Means { get; init; }

    /// <summary>Made by whoever took it, unlike any other's: the same key is the same payment.</summary>
    public required string Key { get; init; }

    /// <summary>What is paid ahead by it, in fen.</summary>
    public required long AheadFen { get; init; }

    /// <summary>Its entry in the ledger of the fees.</summary>
    public required long EntrySeq { get; init; }

    /// <summary>The day it was returned by the bank, or moved to another home; null while it stands.</summary>
    public LocalDate? ReturnedOn { get; set; }

    /// <summary>The payment of another home it was before it was moved; null for one that was taken for this home.</summary>
    public Id<FundPayment>? MovedFromId { get; init; }

    /// <summary>Why it was moved; the owners of both homes read it.</summary>
    public string? MovedWhy { get; init; }

    /// <summary>SHA-256 of what shows that it had to be.</summary>
    public byte[]? MovedPaper { get; init; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }

    /// <summary>Whether a bank can return it.</summary>
    public bool CameByBank => Means is PaymentMeans.Transfer or PaymentMeans.Provider;
}

/// <summary>Out of what a bill was settled.</summary>
public enum LaidFrom
{
    /// <summary>A payment.</summary>
    Payment = 1,

    /// <summary>What was paid ahead.</summary>
    Ahead = 2,

    /// <summary>Nothing: it was waived.</summary>
    Waiver = 3,
}

/// <summary>A sum laid to a bill.</summary>
public sealed class BillShare
{
    /// <summary>Its identity.</summary>
    public required Id<BillShare> Id { get; init; }

    /// <summary>The fund.</summary>
    public required Id<Fund> FundId { get; init; }

    /// <summary>The bill.</summary>
    public required Id<FundBill> BillId { get; init; }

    /// <summary>The payment; null for what was paid ahead or waived.</summary>
    public Id<FundPayment>? PaymentId { get; init; }

    /// <summary>Out of what.</summary>
    public required LaidFrom Source { get; init; }

    /// <summary>How much, in fen.</summary>
    public required long Fen { get; init; }

    /// <summary>The day it counts for.</summary>
    public required LocalDate LaidOn { get; init; }

    /// <summary>Its entry in the ledger of the fees.</summary>
    public required long EntrySeq { get; init; }

    /// <summary>The day it was taken back; null while it stands.</summary>
    public LocalDate? EndedOn { get; set; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}
