using System.Globalization;
using Countyworks.Core.Books;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Votes;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Engines.Seals;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>Opens the community fund of a neighbourhood: its three ledgers, and every unit that has a title.</summary>
/// <param name="Neighbourhood">Whose.</param>
/// <param name="CommitteeLimit">Up to here, within the budget, the committee approves.</param>
/// <param name="FirstRaising">What the owners first paid into the maintenance fund.</param>
/// <param name="MaintenanceBalance">What is in it now.</param>
/// <param name="BalancePaper">SHA-256 of the bank's confirmation of that; needed where there is any.</param>
public sealed record OpenFund(Id<Place> Neighbourhood, Money CommitteeLimit, Money FirstRaising, Money MaintenanceBalance, Digest? BalancePaper)
{
    /// <summary>
    /// Opens it. Refuses, in this order: <c>not_found</c> (no such neighbourhood of the caller's), <c>out_of_range</c> (a sum below nothing), <c>fund_exists</c>,
    /// <c>missing</c> (balancePaper), <c>titles_missing</c> (no unit has a title).
    /// </summary>
    public Outcome<Fund> In(Change change, Caller caller)
    {
        var place = change.Db.Set<Place>().FirstOrDefault(p => p.Id == Neighbourhood);
        if (place is not { Level: PlaceLevel.Neighbourhood } || !caller.Has(FundPermissions.Found, place.Path))
        {
            return Refusal.NotFound("place");
        }

        var why = FundCall.Negative("committeeLimit", CommitteeLimit) ?? FundCall.Negative("firstRaising", FirstRaising) ?? FundCall.Negative("maintenanceBalance", MaintenanceBalance)
            ?? (change.Db.Set<Fund>().Any(f => f.PlaceId == Neighbourhood) ? new Refusal("fund_exists", "place") { Kind = RefusalKind.Conflict } : null)
            ?? (MaintenanceBalance > Money.Zero && BalancePaper is null ? Refusal.Missing("balancePaper") : null);
        return why is not null ? why : Open(change, place);
    }

    private Outcome<Fund> Open(Change change, Place place)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"xq-{change.NextNumber("fund"):D4}");
        Id<Ledger> Ledger(string part, LedgerScope scope, IEnumerable<(string Code, bool IsMemberMoney)> accounts)
        {
            var ledger = new OpenLedger($"{code}/{part}", $"{place.Name} {part}", scope, place.Id).In(change).Value;
            foreach (var (account, isMemberMoney) in accounts)
            {
                _ = new OpenLedgerAccount(ledger.Id, account, account, isMemberMoney).In(change).Value;
            }

            return ledger.Id;
        }

        var fund = new Fund
        {
            Id = change.NewId<Fund>(), PlaceId = place.Id, PlacePath = place.Path, Code = code, CommitteeLimitFen = CommitteeLimit.Fen, FirstRaisingFen = FirstRaising.Fen,
            FeesId = Ledger("fees", LedgerScope.PropertyFees, FundAccounts.OfFees),
            CommonId = Ledger("common", LedgerScope.CommonIncome, FundAccounts.OfCommon),
            MaintenanceId = Ledger("maintenance", LedgerScope.MaintenanceFund, FundAccounts.OfMaintenance),
        };
        change.Add(fund);
        change.Record(new FundOpened(place.Id, code, CommitteeLimit.Fen, FirstRaising.Fen), fund.Id.Value);
        if (MaintenanceBalance > Money.Zero)
        {
            var order = EntryOrder.Post("opening", CountyTime.LocalDay(change.Now), Leg.Debit(FundAccounts.MaintenanceBank, MaintenanceBalance.Fen), Leg.Credit(FundAccounts.Maintenance, MaintenanceBalance.Fen));
            _ = new MakeEntry(fund.MaintenanceId, order with { Evidence = BalancePaper, Memo = "opening balance" }).In(change).Value;
        }

        return new EnrolUnits(fund.Id).In(change) is { Value: 0 } ? new Refusal("titles_missing", "place") : fund;
    }
}

/// <summary>Takes the units of a fund's neighbourhood that have a title and are not billed yet among those that are; as homes.</summary>
/// <param name="Fund">The fund.</param>
public sealed record EnrolUnits(Id<Fund> Fund)
{
    /// <summary>Takes them; answers how many. Safe to run twice.</summary>
    public Outcome<int> In(Change change)
    {
        var fund = change.Db.Set<Fund>().First(f => f.Id == Fund);
        var known = change.Db.Set<FundUnit>().Where(u => u.FundId == Fund).Select(u => u.PlaceId).ToHashSet();
        var last = change.Db.Set<FundUnit>().Where(u => u.FundId == Fund).Max(u => (int?)u.Number) ?? 0;
        var added = change.Db.Set<UnitTitle>().Where(t => t.PlacePath.StartsWith(fund.PlacePath)).OrderBy(t => t.PlacePath).Select(t => t.PlaceId).AsEnumerable().Where(id => !known.Contains(id)).ToList();
        foreach (var unit in added)
        {
            change.Add(new FundUnit { FundId = Fund, PlaceId = unit, Number = ++last, Use = UnitUse.Home });
            var account = FundAccounts.Receivable(last);
            _ = new OpenLedgerAccount(fund.FeesId, account, account, IsMemberMoney: false).In(change).Value;
        }

        return added.Count;
    }
}
