using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Books;

/// <summary>An entry as it is stored: added once, never changed.</summary>
public sealed class StoredEntry
{
    /// <summary>Its ledger.</summary>
    public required Id<Ledger> LedgerId { get; init; }

    /// <summary>Its number there.</summary>
    public required long Seq { get; init; }

    /// <summary>The day it counts for.</summary>
    public required LocalDate EffectiveOn { get; init; }

    /// <summary>When it was recorded.</summary>
    public required Instant RecordedAt { get; init; }

    /// <summary>What it does.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>The key it was asked for by.</summary>
    public required string Key { get; init; }

    /// <summary>The hash of the order as it came.</summary>
    public required byte[] BodyHash { get; init; }

    /// <summary>What it is for; no personal data.</summary>
    public required string Memo { get; init; }

    /// <summary>The hold it resolves or the entry it reverses.</summary>
    public long? OfSeq { get; init; }

    /// <summary>Of a hold: when its time is over.</summary>
    public Instant? ExpiresAt { get; init; }

    /// <summary>By what it is spent.</summary>
    public Id<Authority>? AuthorityId { get; init; }

    /// <summary>SHA-256 of the document it rests on.</summary>
    public byte[]? Evidence { get; init; }

    /// <summary>One for both halves of a transfer.</summary>
    public Guid? TransferId { get; init; }

    /// <summary>Its place in the journal, whose seal covers it.</summary>
    public required long FactSeq { get; init; }

    /// <summary>The row of an entry.</summary>
    public static StoredEntry Of(Entry entry, long factSeq) => new()
    {
        LedgerId = entry.Ledger,
        Seq = entry.Seq,
        EffectiveOn = entry.Order.EffectiveOn,
        RecordedAt = entry.RecordedAt,
        Kind = entry.Order.Kind,
        Key = entry.Order.Key,
        BodyHash = entry.BodyHash.ToArray(),
        Memo = entry.Order.Memo,
        OfSeq = entry.Order.Of,
        ExpiresAt = entry.Order.ExpiresAt,
        AuthorityId = entry.Order.Authority,
        Evidence = entry.Order.Evidence?.ToArray(),
        TransferId = entry.Order.Transfer,
        FactSeq = factSeq,
    };

    /// <summary>The entry of a row and its legs.</summary>
    public Entry With(IEnumerable<StoredLeg> legs)
    {
        // Bytes that were altered to be no hash must not stop a check: they are another hash.
        static Digest Hash(byte[] bytes) => Digest.TryRead(bytes, out var digest) ? digest : default;
        List<Leg> known = [.. legs.Select(l => l.Known)];
        var order = new EntryOrder(Kind, Key, EffectiveOn, known)
        {
            Of = OfSeq, ExpiresAt = ExpiresAt, Authority = AuthorityId, Evidence = Evidence is { } evidence ? Hash(evidence) : null, Memo = Memo, Transfer = TransferId,
        };
        return new Entry(LedgerId, Seq, RecordedAt, order, Hash(BodyHash));
    }
}

/// <summary>A leg as it is stored: added once, never changed.</summary>
public sealed class StoredLeg
{
    /// <summary>Its ledger.</summary>
    public required Id<Ledger> LedgerId { get; init; }

    /// <summary>Its entry.</summary>
    public required long Seq { get; init; }

    /// <summary>Its account.</summary>
    public required string Account { get; init; }

    /// <summary>Its side.</summary>
    public required Side Side { get; init; }

    /// <summary>What it does.</summary>
    public required Phase Phase { get; init; }

    /// <summary>How much, in fen.</summary>
    public required long Fen { get; init; }

    /// <summary>As decisions know it.</summary>
    public Leg Known => new(AccountCode.Of(Account), Side, Money.FromFen(Fen), Phase);

    /// <summary>The row of a leg.</summary>
    public static StoredLeg Of(Entry entry, Leg leg) => new()
    {
        LedgerId = entry.Ledger, Seq = entry.Seq, Account = leg.Account.Text, Side = leg.Side, Phase = leg.Phase, Fen = leg.Amount.Fen,
    };
}
