using Countyworks.Core.Places;
using Countyworks.Data.Journal;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Books;

/// <summary>A ledger was opened.</summary>
public sealed record LedgerOpened(string Code, LedgerScope Scope, Id<Place> PlaceId) : Fact;

/// <summary>An account was opened.</summary>
public sealed record LedgerAccountOpened(string Code, bool IsMemberMoney) : Fact;

/// <summary>An authority was recorded.</summary>
public sealed record AuthorityGiven(Id<Authority> Authority, AuthorityKind Kind, string Reference, string Document, long? LimitFen) : Fact;

/// <summary>An authority was annulled; what was spent by it stays spent.</summary>
public sealed record AuthorityAnnulled(Id<Authority> Authority) : Fact;

/// <summary>An entry was made. Its canonical bytes stand in the fact, so the journal's seal covers every part of it.</summary>
/// <param name="Seq">Its number in the ledger.</param>
/// <param name="Entry">Its canonical bytes, base64.</param>
public sealed record LedgerEntered(long Seq, string Entry) : Fact;

/// <summary>A period was closed.</summary>
public sealed record PeriodClosed(LocalDate Through, long LastSeq, string Root, long TurnoverFen, long BankFen, IReadOnlyList<ListedItem> Items) : Fact;

/// <summary>A reconciling item as it is kept.</summary>
/// <param name="Why">Said in words, without personal data.</param>
/// <param name="Fen">What the bank has more (positive) or less than the books.</param>
public sealed record ListedItem(string Why, long Fen);
