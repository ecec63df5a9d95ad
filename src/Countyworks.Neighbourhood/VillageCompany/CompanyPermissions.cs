using Countyworks.Core.Posts;

namespace Countyworks.Neighbourhood.VillageCompany;

/// <summary>What pages and endpoints of village companies ask for. Its money is open to everybody; who its members are is not.</summary>
public static class CompanyPermissions
{
    /// <summary>Seeing members, related parties and documents.</summary>
    public static readonly Permission See = new("village_company.see", Role.Dispatcher, Role.Supervisor, Role.Leader, Role.Administrator);

    /// <summary>Keeping books and registers.</summary>
    public static readonly Permission Keep = new("village_company.keep", Role.Dispatcher, Role.Administrator);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Permission> All = [See, Keep];
}
