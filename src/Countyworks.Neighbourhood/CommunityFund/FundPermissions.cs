using Countyworks.Core.Posts;

namespace Countyworks.Neighbourhood.CommunityFund;

/// <summary>What pages and endpoints of community funds ask for. The happiness bill asks for none.</summary>
public static class FundPermissions
{
    /// <summary>Seeing the fund of a neighbourhood with its units.</summary>
    public static readonly Permission See = new("fund.see", Role.Treasurer, Role.CommitteeMember, Role.Supervisor, Role.Administrator);

    /// <summary>Keeping it: bills, payments, expenses, closes.</summary>
    public static readonly Permission Keep = new("fund.keep", Role.Treasurer);

    /// <summary>Approving expenses.</summary>
    public static readonly Permission Approve = new("fund.approve", Role.CommitteeMember);

    /// <summary>Opening a fund, and setting contracts, fees and budgets by the owners' decisions.</summary>
    public static readonly Permission Found = new("fund.found", Role.Administrator);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Permission> All = [See, Keep, Approve, Found];
}
