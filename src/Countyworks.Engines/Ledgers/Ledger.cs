using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Engines.Ledgers;

/// <summary>A ledger as far as the next entry must know it.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Scope">Whose money it holds.</param>
public sealed record Ledger(Id<Ledger> Id, LedgerScope Scope)
{
    /// <summary>The number of the last entry; 0 before the first.</summary>
    public long LastSeq { get; init; }

    /// <summary>When that was recorded.</summary>
    public Instant LastRecordedAt { get; init; } = NodaConstants.UnixEpoch;

    /// <summary>The last day of the last period that was closed; null before the first close. Days up to it take no more entries.</summary>
    public LocalDate? ClosedThrough { get; init; }
}

/// <summary>What a decision about a ledger looks up. Only what is asked for need be loaded.</summary>
public interface IBook
{
    /// <summary>The ledger.</summary>
    Ledger Ledger { get; }

    /// <summary>An account; null when the ledger has none of this code.</summary>
    Account? Account(AccountCode code);

    /// <summary>The entry with a key; null when there is none.</summary>
    Entry? ByKey(string key);

    /// <summary>The entry with a number; null when there is none.</summary>
    Entry? BySeq(long seq);

    /// <summary>The entry that resolved a hold or reversed an entry; null while none did.</summary>
    long? EndedBy(long seq);

    /// <summary>An authority that holds for this ledger; null when there is none.</summary>
    Authority? Authority(Id<Authority> id);
}
