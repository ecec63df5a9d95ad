using Countyworks.Core.Places;
using Countyworks.Data.Journal;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>A community fund was opened.</summary>
public sealed record FundOpened(Id<Place> PlaceId, string Code, long CommitteeLimitFen, long FirstRaisingFen) : Fact;

/// <summary>A contract with a manager holds from a month on.</summary>
public sealed record FundContractSet(LocalDate Since, string Manager, FeeModel Model, RemunerationBase Base, int RateBasisPoints, long FixedFen, string Decision) : Fact;

/// <summary>It was said what a unit is used as, and from when it is charged.</summary>
public sealed record FundUnitSet(Id<Place> PlaceId, UnitUse Use, LocalDate? ChargedFrom) : Fact;

/// <summary>A fee holds from a month on.</summary>
public sealed record FundPriceSet(UnitUse Use, LocalDate Since, long Fen, string Decision) : Fact;

/// <summary>A line of a budget was decided.</summary>
public sealed record FundBudgetSet(int Year, Purpose Purpose, long Fen, string Decision) : Fact;

/// <summary>All units were billed for a period.</summary>
public sealed record PeriodBilled(LocalDate Since, int Months, int Bills, long Fen) : Fact;

/// <summary>A payment was taken.</summary>
public sealed record FundPaymentTaken(string Number, long Fen, PaymentMeans Means, long AheadFen) : Fact;

/// <summary>A payment was returned by the bank.</summary>
public sealed record FundPaymentReturned(string Number, long Fen) : Fact;

/// <summary>A payment that was taken for the wrong home was moved to the right one.</summary>
public sealed record FundPaymentMoved(string Number, string ToNumber, long Fen, string Hash) : Fact;

/// <summary>The owners of a home were reminded of bills that are open.</summary>
public sealed record FundReminded(Id<Place> PlaceId, int Bills, long OpenFen) : Fact;

/// <summary>A part of a bill was waived.</summary>
public sealed record FundBillWaived(Id<FundBill> Bill, long Fen, string Decision) : Fact;

/// <summary>An expense was asked for.</summary>
public sealed record ExpenseAsked(string Number, Purpose Purpose, long QuoteFen, bool NeedsOwners) : Fact;

/// <summary>A member of the committee said yes or no to an expense.</summary>
public sealed record ExpenseVoiced(bool IsYes) : Fact;

/// <summary>An expense was decided and its money held, or refused.</summary>
public sealed record ExpenseDecided(bool IsGranted, string Decision) : Fact;

/// <summary>The invoice of an expense was entered.</summary>
public sealed record ExpenseInvoiced(long Fen, string Hash) : Fact;

/// <summary>An expense was paid.</summary>
public sealed record ExpensePaid(long Fen) : Fact;

/// <summary>An expense is not needed any more.</summary>
public sealed record ExpenseDropped : Fact;

/// <summary>Remuneration was posted.</summary>
public sealed record RemunerationPosted(LocalDate Through, long SoFarFen, long DueFen) : Fact;

/// <summary>A month of a fund was closed.</summary>
public sealed record FundMonthClosed(LocalDate Through, long ArrearsFen, long ArrearsCollectedFen, long BilledFen, long CollectedFen, string ListHash) : Fact;

/// <summary>A year of a fund was closed.</summary>
public sealed record FundYearClosed(int Year, long FeesFen, long CommonFen, long TopUpFen) : Fact;

/// <summary>A dividend was declared; the root binds the sum of all shares.</summary>
public sealed record DividendDeclared(int Year, long Fen, int Shares, string ShareRoot, string Decision) : Fact;

/// <summary>A unit's dividend was set against its bills, or paid out.</summary>
public sealed record DividendTaken(int Year, long Fen, bool IsCredited) : Fact;

/// <summary>A bank's statement was read.</summary>
public sealed record BankStatementRead(LocalDate Since, LocalDate Through, int Added, int Known, string Hash) : Fact;

/// <summary>Money that came in is no payment of a home.</summary>
public sealed record RemittanceSetAside(RemittanceSource Source, long Fen) : Fact;

/// <summary>A fund's provider of payments got a secret.</summary>
public sealed record ProviderSecretMade(string Fingerprint) : Fact;

/// <summary>The secret of a fund's provider was ended.</summary>
public sealed record ProviderSecretEnded(string Fingerprint) : Fact;

/// <summary>A provider told of money it received.</summary>
public sealed record PaymentNotified(string Number, long Fen, RemittanceState State) : Fact;
