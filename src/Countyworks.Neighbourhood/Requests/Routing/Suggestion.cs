using Countyworks.Core.People;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Requests.Routing;

/// <summary>Why a unit is suggested.</summary>
public enum RoutingReason
{
    /// <summary>The routing table says so.</summary>
    Table = 1,

    /// <summary>The table is silent; it most often ended such requests in that street.</summary>
    PastCases = 2,

    /// <summary>Nobody's problem belongs to whoever governs the place.</summary>
    Territory = 3,
}

/// <summary>The unit a request may be given to, with the reason; a dispatcher may always decide otherwise.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Reason">Why.</param>
/// <param name="Rule">The line of the table that matched, for <see cref="RoutingReason.Table"/>.</param>
/// <param name="Cases">How many past cases, for <see cref="RoutingReason.PastCases"/>.</param>
public sealed record Suggestion(Organisation Unit, RoutingReason Reason, RoutingRule? Rule = null, int Cases = 0);
