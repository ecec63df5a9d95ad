using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Data.Journal;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Requests.Routing;

/// <summary>A line of the routing table was added or changed: what it says now.</summary>
public sealed record RoutingRuleSet(string? Category, Id<Place> PlaceId, Id<Organisation> UnitId, string? Note) : Fact;

/// <summary>A line of the routing table holds no longer: what it said.</summary>
public sealed record RoutingRuleEnded(string? Category, Id<Place> PlaceId, Id<Organisation> UnitId) : Fact;
