using Countyworks.Core.Places;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>A village company was founded; the subject of this and all others is the company.</summary>
public sealed record CompanyFounded(Id<Place> PlaceId, string CreditCode, LocalDate FoundedOn) : Fact;

/// <summary>Somebody holds a part of its capital.</summary>
public sealed record HoldingAdded(HolderKind Kind, long PaidInFen, LocalDate FirstDay) : Fact;

/// <summary>It runs an asset.</summary>
public sealed record AssetAdded(Id<Asset> Asset, string Code, AssetKind Kind, LocalDate InServiceOn) : Fact;

/// <summary>Somebody is a member, by number.</summary>
public sealed record MemberEntered(string Member, string Household) : Fact;

/// <summary>Somebody is a member no longer.</summary>
public sealed record MembershipEnded(string Member, LocalDate LastDay) : Fact;

/// <summary>Shares of a member changed; the member is named by number.</summary>
public sealed record SharesChanged(string Member, LocalDate EffectiveOn, long MilliShares, ShareReason Reason) : Fact;

/// <summary>The register was frozen for a day.</summary>
public sealed record RegisterFrozen(LocalDate Day, int Holders, long MilliShares, string Root) : Fact;

/// <summary>A platform's file was looked through.</summary>
public sealed record SessionsLookedAt(Id<SessionImport> Import, int Rows, int Added, int Already, int Refused) : Fact;

/// <summary>Charging sessions were taken in.</summary>
public sealed record SessionsImported(Id<SessionImport> Import, string Document, int Added, int Already, int Refused, long WattHours, long FeeFen) : Fact;

/// <summary>A contract was signed.</summary>
public sealed record ContractSigned(Id<Contract> Contract, long AmountFen, LocalDate SignedOn, bool IsWithRelatedParty) : Fact;

/// <summary>A related party was declared.</summary>
public sealed record RelatedPartyDeclared(Id<RelatedParty> Party, Relation Relation, LocalDate FirstDay, LocalDate? LastDay) : Fact;

/// <summary>An assembly decided.</summary>
public sealed record AssemblyDecided(Id<AssemblyDecision> Decision, string Number, int Item, int Eligible, int Present, int Yes, int No, bool IsPassed) : Fact;

/// <summary>A year's result was closed and profit paid to the collective.</summary>
public sealed record ProfitPaid(int Year, long ResultFen, long PaidFen) : Fact;

/// <summary>A dividend was distributed.</summary>
public sealed record VillageDividendDeclared(int Year, LocalDate RecordDay, long NetFen, long ReserveFen, long PaidFen, long PerShareFen, long CarryFen) : Fact;
