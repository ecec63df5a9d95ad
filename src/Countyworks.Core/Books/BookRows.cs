using Countyworks.Core.Places;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Books;

/// <summary>A ledger as it is stored; its last number and time are kept by the database itself.</summary>
public sealed class StoredLedger
{
    /// <summary>Its identity.</summary>
    public required Id<Ledger> Id { get; init; }

    /// <summary>Its code, as exports and commands name it.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whose money it holds.</summary>
    public required LedgerScope Scope { get; init; }

    /// <summary>The neighbourhood, village or county whose it is.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>When it was opened.</summary>
    public required Instant OpenedAt { get; init; }

    /// <summary>The number of its last entry; 0 before the first.</summary>
    public long LastSeq { get; init; }

    /// <summary>When that was recorded; when it was opened before the first.</summary>
    public required Instant LastRecordedAt { get; init; }

    /// <summary>The last day of the last closed period; null before the first close.</summary>
    public LocalDate? ClosedThrough { get; set; }

    /// <summary>As decisions know it.</summary>
    public Ledger Known => new(Id, Scope) { LastSeq = LastSeq, LastRecordedAt = LastRecordedAt, ClosedThrough = ClosedThrough };
}

/// <summary>An account as it is stored; its balance is kept by the database itself, leg by leg.</summary>
public sealed class StoredAccount
{
    /// <summary>Its ledger.</summary>
    public required Id<Ledger> LedgerId { get; init; }

    /// <summary>Its code.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is members' money.</summary>
    public required bool IsMemberMoney { get; init; }

    /// <summary>Whether a debit needs an authority and a document; for the database, which does not know roots.</summary>
    public required bool IsSpentByDebit { get; init; }

    /// <summary>Whether it takes no more entries.</summary>
    public bool IsEnded { get; set; }

    /// <summary>Debits that moved, in fen.</summary>
    public long DebitPosted { get; init; }

    /// <summary>Credits that moved, in fen.</summary>
    public long CreditPosted { get; init; }

    /// <summary>Debits held, in fen.</summary>
    public long DebitPending { get; init; }

    /// <summary>Credits held, in fen.</summary>
    public long CreditPending { get; init; }

    /// <summary>As decisions know it.</summary>
    public Account Known => new(AccountCode.Of(Code), Name, IsMemberMoney) { IsEnded = IsEnded, Balance = new(DebitPosted, CreditPosted, DebitPending, CreditPending) };
}

/// <summary>An authority as it is stored; what was spent and is held by it is kept by the database itself.</summary>
public sealed class StoredAuthority
{
    /// <summary>Its identity.</summary>
    public required Id<Authority> Id { get; init; }

    /// <summary>The ledger it holds for.</summary>
    public required Id<Ledger> LedgerId { get; init; }

    /// <summary>Of a transfer: the ledger that gets; null otherwise.</summary>
    public Id<Ledger>? ToLedgerId { get; init; }

    /// <summary>By what.</summary>
    public required AuthorityKind Kind { get; init; }

    /// <summary>Its number or name.</summary>
    public required string Reference { get; init; }

    /// <summary>SHA-256 of the document that says so.</summary>
    public required byte[] Document { get; init; }

    /// <summary>The most, in fen; null for no limit of its own.</summary>
    public long? LimitFen { get; init; }

    /// <summary>What was spent by it, in fen.</summary>
    public long SpentFen { get; init; }

    /// <summary>What is held by it, in fen.</summary>
    public long HeldFen { get; init; }

    /// <summary>When it was recorded.</summary>
    public required Instant GivenAt { get; init; }

    /// <summary>When it was annulled; null while it stands.</summary>
    public Instant? AnnulledAt { get; set; }

    /// <summary>As decisions know it.</summary>
    public Authority Known => new(Id, Kind, Reference, Engines.Seals.Digest.Of(Document), LimitFen) { SpentFen = SpentFen, HeldFen = HeldFen, AnnulledAt = AnnulledAt };
}

/// <summary>A closed period as it is stored.</summary>
public sealed class StoredClosure
{
    /// <summary>The ledger.</summary>
    public required Id<Ledger> LedgerId { get; init; }

    /// <summary>The last day.</summary>
    public required LocalDate Through { get; init; }

    /// <summary>Entries of the ledger at the close.</summary>
    public required long LastSeq { get; init; }

    /// <summary>The root of the tree over them.</summary>
    public required byte[] Root { get; init; }

    /// <summary>Debits, which are also credits, to the last day; in fen.</summary>
    public required long TurnoverFen { get; init; }

    /// <summary>What the bank said, in fen.</summary>
    public required long BankFen { get; init; }

    /// <summary>By what it differed from the books, as JSON.</summary>
    public required string Items { get; init; }

    /// <summary>When it was closed.</summary>
    public required Instant At { get; init; }
}
