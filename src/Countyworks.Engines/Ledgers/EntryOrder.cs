using System.Security.Cryptography;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Countyworks.Engines.Ledgers;

/// <summary>What an entry does.</summary>
public enum EntryKind
{
    /// <summary>Money moves.</summary>
    Post = 1,

    /// <summary>Money is held for a purpose until a time.</summary>
    Hold = 2,

    /// <summary>Held money, or part of it, moves; the rest is free again.</summary>
    PostHold = 3,

    /// <summary>Held money is free again, because it is not needed.</summary>
    VoidHold = 4,

    /// <summary>Held money is free again, because its time is over.</summary>
    ExpireHold = 5,

    /// <summary>What moved moves back.</summary>
    Reversal = 6,
}

/// <summary>
/// What somebody wants to be entered into a ledger. The same key with the same order is the same wish: it is entered once.
/// </summary>
/// <param name="Kind">What it does.</param>
/// <param name="Key">Made by whoever wants it; unique within the ledger, for ever; at most <see cref="KeyLimit"/> characters.</param>
/// <param name="EffectiveOn">The day it counts for.</param>
/// <param name="Legs">For posting and holding, what moves; for posting a hold, the parts that move. Void, expiry and reversal know theirs.</param>
public sealed record EntryOrder(EntryKind Kind, string Key, LocalDate EffectiveOn, IReadOnlyList<Leg> Legs)
{
    /// <summary>The longest key.</summary>
    public const int KeyLimit = 200;

    /// <summary>The longest memo.</summary>
    public const int MemoLimit = 500;

    private const byte BodyVersion = 0x20;

    /// <summary>The hold that is resolved, or the entry that is reversed, by its number.</summary>
    public long? Of { get; init; }

    /// <summary>Of a hold: when its time is over (exclusive).</summary>
    public Instant? ExpiresAt { get; init; }

    /// <summary>By what it is spent; null where nothing is.</summary>
    public Id<Authority>? Authority { get; init; }

    /// <summary>The hash of the document it rests on (invoice, bank receipt, record); null where none is needed.</summary>
    public Digest? Evidence { get; init; }

    /// <summary>What it is for, without personal data: it is published and never erased.</summary>
    public string Memo { get; init; } = "";

    /// <summary>What two ledgers move between them has one id in both; null for everything else.</summary>
    public Guid? Transfer { get; init; }

    /// <summary>Stands for what is private about it, see <see cref="Commitment"/>; null where nothing is.</summary>
    public Digest? Private { get; init; }

    /// <summary>Money moves.</summary>
    public static EntryOrder Post(string key, LocalDate on, params IReadOnlyList<Leg> legs) => new(EntryKind.Post, key, on, legs);

    /// <summary>Money is held until a time.</summary>
    public static EntryOrder Hold(string key, LocalDate on, Instant expiresAt, params IReadOnlyList<Leg> legs) => new(EntryKind.Hold, key, on, legs) { ExpiresAt = expiresAt };

    /// <summary>Held money, or part of it, moves.</summary>
    public static EntryOrder PostHold(string key, LocalDate on, long hold, params IReadOnlyList<Leg> legs) => new(EntryKind.PostHold, key, on, legs) { Of = hold };

    /// <summary>Held money is not needed.</summary>
    public static EntryOrder VoidHold(string key, LocalDate on, long hold) => new(EntryKind.VoidHold, key, on, []) { Of = hold };

    /// <summary>The time of held money is over.</summary>
    public static EntryOrder ExpireHold(string key, LocalDate on, long hold) => new(EntryKind.ExpireHold, key, on, []) { Of = hold };

    /// <summary>What moved moves back.</summary>
    public static EntryOrder Reverse(string key, LocalDate on, long entry) => new(EntryKind.Reversal, key, on, []) { Of = entry };

    /// <summary>The hash of all that is wanted, but for the key: tells the same wish from another one under the same key. The order of legs is no matter.</summary>
    public Digest BodyHash
    {
        get
        {
            var writer = new EntryWriter().Begin(BodyVersion).Number((int)Kind).Text(LocalDatePattern.Iso.Format(EffectiveOn)).Optional(Of)
                .Optional(ExpiresAt?.ToUnixTimeMilliseconds()).Id(Authority?.Value).Raw(Evidence?.ToArray()).Text(Memo).Id(Transfer).Raw(Private?.ToArray());
            return Digest.Of(SHA256.HashData(writer.Legs(Legs).Bytes));
        }
    }
}
