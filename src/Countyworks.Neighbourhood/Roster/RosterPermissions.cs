using Countyworks.Core.Posts;

namespace Countyworks.Neighbourhood.Roster;

/// <summary>What pages and endpoints of duty rosters ask for.</summary>
public static class RosterPermissions
{
    /// <summary>Seeing who stands when.</summary>
    public static readonly Permission See = new("roster.see", Role.DutyOfficer, Role.Dispatcher, Role.Supervisor, Role.Leader, Role.Administrator);

    /// <summary>Planning shifts. Not for heads of units: their posts reach over the whole district, a roster belongs to a place.</summary>
    public static readonly Permission Plan = new("roster.plan", Role.Dispatcher, Role.Administrator);

    /// <summary>Stands on duty: only whose post has this can be put on a roster, and they hand over.</summary>
    public static readonly Permission Stand = new("roster.stand", Role.DutyOfficer);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Permission> All = [See, Plan, Stand];
}
