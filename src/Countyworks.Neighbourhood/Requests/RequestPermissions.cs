using Countyworks.Core.Posts;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>What pages and endpoints of requests ask for.</summary>
public static class RequestPermissions
{
    /// <summary>Taking requests at the desk, for anybody who calls or comes.</summary>
    public static readonly Permission Take = new("requests.take", Role.DutyOfficer, Role.Dispatcher);

    /// <summary>Seeing every request of the place.</summary>
    public static readonly Permission See = new("requests.see", Role.DutyOfficer, Role.Dispatcher, Role.Supervisor, Role.Leader);

    /// <summary>Giving requests to units, and deciding what units ask for.</summary>
    public static readonly Permission Dispatch = new("requests.dispatch", Role.Dispatcher);

    /// <summary>Handling requests for a unit.</summary>
    public static readonly Permission Handle = new("requests.handle", Role.Handler, Role.UnitHead);

    /// <summary>Seeing the figures by unit and person, and the lists behind them.</summary>
    public static readonly Permission Figures = new("requests.figures", Role.Dispatcher, Role.Supervisor, Role.Leader, Role.UnitHead);

    /// <summary>Reading the knowledge base: those who answer from it, and those who keep it.</summary>
    public static readonly Permission ReadKnowledge = new("requests.read_knowledge", Role.DutyOfficer, Role.Dispatcher, Role.Administrator);

    /// <summary>Keeping categories, the routing table, the knowledge base and templates; importing other systems' files.</summary>
    public static readonly Permission Keep = new("requests.keep", Role.Administrator, Role.Dispatcher);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Permission> All = [Take, See, Dispatch, Handle, Figures, ReadKnowledge, Keep];
}
