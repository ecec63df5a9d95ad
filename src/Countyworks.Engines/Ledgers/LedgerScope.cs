namespace Countyworks.Engines.Ledgers;

/// <summary>Whose money a ledger holds. Each is a ledger of its own: a leg never crosses from one to another.</summary>
public enum LedgerScope
{
    /// <summary>Maintenance fund 维修资金: the owners', for repairs of the common parts.</summary>
    MaintenanceFund = 1,

    /// <summary>Property-fee fund 物业费资金: paid ahead by the owners for the service, held for them.</summary>
    PropertyFees = 2,

    /// <summary>Common income 公共收益: what the common parts earn, less its reasonable cost; the owners'.</summary>
    CommonIncome = 3,

    /// <summary>The money of a village collective 村集体资金.</summary>
    VillageCollective = 4,

    /// <summary>Incentives 奖补资金: what the county has appropriated for enterprises.</summary>
    Incentives = 5,
}
