using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Engines.Ledgers;

/// <summary>An entry as it stands in its ledger, for ever.</summary>
/// <param name="Ledger">The ledger.</param>
/// <param name="Seq">Its number there: gap-free from 1.</param>
/// <param name="RecordedAt">When it was recorded, in whole milliseconds; never before the entry before it.</param>
/// <param name="Order">What was wanted. Its legs are those of the entry: for a void, an expiry or a reversal those it found.</param>
/// <param name="BodyHash">Of the order as it came: tells the same wish from another one under the same key.</param>
public sealed record Entry(Id<Ledger> Ledger, long Seq, Instant RecordedAt, EntryOrder Order, Digest BodyHash)
{
    private const byte Version = 0x10;

    /// <summary>What it does to the accounts; posted, pending and released legs each balance.</summary>
    public IReadOnlyList<Leg> Legs { get; init; } = Order.Legs;

    /// <summary>What moved, or is held, on one side.</summary>
    public Money Amount => Money.Sum(Legs.Where(l => l.Side == Side.Debit && l.Phase == Order.Kind.MainPhase()).Select(l => l.Amount));

    /// <summary>
    /// Its canonical bytes: ledger, number, effective day, recording time, kind, what it is of, expiry, key, memo, transfer, authority, document, private part,
    /// and its legs sorted by account, side and phase. Two entries that differ in anything have different bytes.
    /// </summary>
    public ReadOnlySpan<byte> Write(EntryWriter writer) => writer.Begin(Version)
        .Id(Ledger.Value).Number(Seq).Text(LocalDatePattern.Iso.Format(Order.EffectiveOn)).Number(RecordedAt.ToUnixTimeMilliseconds()).Number((int)Order.Kind)
        .Optional(Order.Of).Optional(Order.ExpiresAt?.ToUnixTimeMilliseconds()).Text(Order.Key).Text(Order.Memo).Id(Order.Transfer)
        .Id(Order.Authority?.Value).Raw(Order.Evidence?.ToArray()).Raw(Order.Private?.ToArray()).Legs(Legs).Bytes;

    /// <summary>Its leaf, when the entries of one ledger are a tree of their own.</summary>
    public Digest Leaf() => TreeHash.Sha256.Leaf(Write(new EntryWriter()));
}

/// <summary>The parts of an entry that are written in their own way.</summary>
internal static class EntryParts
{
    public static Phase MainPhase(this EntryKind kind) => kind switch
    {
        EntryKind.Post or EntryKind.PostHold or EntryKind.Reversal => Phase.Posted,
        EntryKind.Hold => Phase.Pending,
        EntryKind.VoidHold or EntryKind.ExpireHold => Phase.Released,
    };

    public static EntryWriter Optional(this EntryWriter writer, long? number) => number is { } known ? writer.Number(known) : writer.Raw(null);

    /// <summary>How many, then account, side, phase and fen of each.</summary>
    public static EntryWriter Legs(this EntryWriter writer, IReadOnlyList<Leg> legs)
    {
        writer.Number(legs.Count);
        foreach (var leg in legs.OrderBy(l => l.Account).ThenBy(l => l.Side).ThenBy(l => l.Phase))
        {
            writer.Text(leg.Account.Text).Number((int)leg.Side).Number((int)leg.Phase).Number(leg.Amount.Fen);
        }

        return writer;
    }
}
