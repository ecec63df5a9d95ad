using Countyworks.Core.Posts;

namespace Countyworks.Neighbourhood.Deliberation;

/// <summary>What pages and endpoints of deliberations ask for. Raising a topic, speaking and answering as an expert ask for none: who lives there, or was named, may.</summary>
public static class DeliberationPermissions
{
    /// <summary>Leading a proposal from stage to stage: naming experts, disclosing the budget, opening the vote, having it carried out.</summary>
    public static readonly Permission Keep = new("deliberation.keep", Role.Administrator, Role.Dispatcher);

    /// <summary>Taking topics up, closing concerns, hiding what must not stand, with a reason everybody sees.</summary>
    public static readonly Permission Moderate = new("deliberation.moderate", Role.DutyOfficer, Role.Dispatcher, Role.Administrator, Role.Supervisor);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Permission> All = [Keep, Moderate];
}
