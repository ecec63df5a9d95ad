using Countyworks.Data.Secrets;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>By what it became known that money came in.</summary>
public enum RemittanceSource
{
    /// <summary>A line of a bank's statement 银行流水.</summary>
    Bank = 1,

    /// <summary>A call of a provider of payments 线上支付.</summary>
    Provider = 2,
}

/// <summary>What became of money.</summary>
public enum RemittanceState
{
    /// <summary>Nobody said yet whose payment it is 待认领.</summary>
    Waiting = 1,

    /// <summary>It is the payment of a home 已入账.</summary>
    Taken = 2,

    /// <summary>It is no payment of a home 非缴费.</summary>
    SetAside = 3,

    /// <summary>It went out by the bank 支出: what it paid, expenses say.</summary>
    WentOut = 4,
}

/// <summary>A bank's statement that was read, and what was new in it.</summary>
public sealed class BankReading
{
    /// <summary>Its identity.</summary>
    public required Id<BankReading> Id { get; init; }

    /// <summary>The fund.</summary>
    public required Id<Fund> FundId { get; init; }

    /// <summary>The bank account, as the statement names it; empty where it names none.</summary>
    public required string Account { get; init; }

    /// <summary>Its first day.</summary>
    public required LocalDate Since { get; init; }

    /// <summary>Its last day.</summary>
    public required LocalDate Through { get; init; }

    /// <summary>What was there before, in fen.</summary>
    public required long OpeningFen { get; init; }

    /// <summary>What was there after, in fen.</summary>
    public required long ClosingFen { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public required byte[] Document { get; init; }

    /// <summary>Lines that no statement had before.</summary>
    public required int Added { get; init; }

    /// <summary>Those that were known.</summary>
    public required int Known { get; init; }

    /// <summary>When it was read.</summary>
    public required Instant At { get; init; }
}

/// <summary>
/// Money that came in, by a line of a bank's statement or a provider's call: it is kept from its arrival on, and becomes a home's payment once. So that no line of a statement is lost, what went out by
/// the bank is kept beside it.
/// </summary>
public sealed class Remittance
{
    /// <summary>Its identity.</summary>
    public required Id<Remittance> Id { get; init; }

    /// <summary>The fund.</summary>
    public required Id<Fund> FundId { get; init; }

    /// <summary>By what it became known.</summary>
    public required RemittanceSource Source { get; init; }

    /// <summary>The same key is the same money: made of all that tells a line from others, or of the provider's number. It is the key of its payment.</summary>
    public required string Key { get; init; }

    /// <summary>The day it came or went.</summary>
    public required LocalDate ReceivedOn { get; init; }

    /// <summary>How much, in fen; below zero for what went out, and for nothing else.</summary>
    public required long Fen { get; init; }

    /// <summary>Who sent or was sent it and what was written with it, sealed: <see cref="RemittanceWords"/>.</summary>
    public required string SealedWords { get; set; }

    /// <summary>The number of the key that is sealed under.</summary>
    public required int SealedUnder { get; set; }

    /// <summary>Who sent it, as a blind index: whoever paid for a home before is proposed for it again. Null where nobody is named, and for what went out.</summary>
    public byte[]? PayerIndex { get; init; }

    /// <summary>The statement it was first read in; null for a provider's call.</summary>
    public Id<BankReading>? ReadingId { get; init; }

    /// <summary>What became of it.</summary>
    public required RemittanceState State { get; set; }

    /// <summary>The payment it is; null while it is none.</summary>
    public Id<FundPayment>? PaymentId { get; set; }

    /// <summary>When it became known.</summary>
    public required Instant At { get; init; }

    /// <summary>Raised at each change.</summary>
    public int Version { get; set; }
}

/// <summary>Who sent or was sent money and what was written with it. It is kept sealed.</summary>
/// <param name="Payer">Who paid, or was paid; empty where the bank names nobody.</param>
/// <param name="Purpose">What it was said to be for.</param>
/// <param name="Reference">The bank's or the provider's own number.</param>
public sealed record RemittanceWords(string Payer, string Purpose, string Reference)
{
    private const string Table = "fund_remittance";
    private const int Limit = 300;

    /// <summary>Those of a line.</summary>
    public static RemittanceWords Of(BankLine line) => new(line.Other, line.Purpose, line.Reference);

    /// <summary>Reads them off a row.</summary>
    public static RemittanceWords Of(Remittance row, ISecrets secrets) => secrets.OpenOwn(PlaceOf(row.Id), row.SealedWords).Split('\n') is [var payer, var purpose, var reference]
        ? new(payer, purpose, reference)
        : throw new InvalidOperationException("The words of a remittance are three.");

    /// <summary>Seals them for a row.</summary>
    public string Seal(Id<Remittance> row, ISecrets secrets) => secrets.Seal(PlaceOf(row), $"{Line(Payer)}\n{Line(Purpose)}\n{Line(Reference)}");

    /// <summary>The payer as a blind index; null where nobody is named.</summary>
    public byte[]? PayerIndex(ISecrets secrets) => BankMatching.Payer(Payer) is { Length: > 0 } payer ? secrets.Index(Table, "payer", payer) : null;

    /// <summary>Never the words themselves: what is written into a log shows nobody's.</summary>
    public override string ToString() => "***";

    private static string Line(string text)
    {
        var line = string.Join(' ', string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Limit ? line : line[..Limit];
    }

    private static SecretPlace PlaceOf(Id<Remittance> row) => new(Table, "sealed_words", row.ToString());
}
