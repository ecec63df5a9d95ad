using Countyworks.Core.People;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Requests.Routing;

/// <summary>Which unit is responsible. Pure.</summary>
public static class Routing
{
    /// <summary>
    /// Suggests a unit: by the routing table, the rule of the nearest place first, and there one for the category before one for all;
    /// where the table is silent, the unit that most often ended requests of the category in that street within a year;
    /// where there are none, the community's or street's own organisation. Null where nobody is responsible at all. Only active organisations.
    /// </summary>
    /// <param name="category">The code of the request's category; null when it is not sorted yet.</param>
    /// <param name="placePath">The path of its place.</param>
    /// <param name="table">The routing table.</param>
    /// <param name="past">What past cases teach.</param>
    /// <param name="organisations">The organisations.</param>
    public static Suggestion? Suggest(string? category, string placePath, RoutingTable table, PastCases past, IReadOnlyList<Organisation> organisations) =>
        ByTable(category, placePath, table, organisations)
        ?? ByPastCases(category, placePath, past, organisations)
        ?? ByTerritory(placePath, organisations);

    private static Suggestion? ByTable(string? category, string placePath, RoutingTable table, IReadOnlyList<Organisation> organisations) =>
        table.For(category, placePath)
            .Select(rule => Active(organisations, rule.UnitId) is { } unit ? new Suggestion(unit, RoutingReason.Table, rule) : null)
            .FirstOrDefault(found => found is not null);

    private static Suggestion? ByPastCases(string? category, string placePath, PastCases past, IReadOnlyList<Organisation> organisations) =>
        category is null ? null : past.Of(category, placePath)
            .Select(known => Active(organisations, known.Unit) is { } unit ? new Suggestion(unit, RoutingReason.PastCases, Cases: known.Cases) : null)
            .FirstOrDefault(found => found is not null);

    private static Suggestion? ByTerritory(string placePath, IReadOnlyList<Organisation> organisations) => organisations
        .Where(o => o.IsActive && o.Kind is OrganisationKind.Community or OrganisationKind.Street && placePath.StartsWith(o.PlacePath, StringComparison.Ordinal))
        .OrderByDescending(o => o.PlacePath.Length).ThenBy(o => o.Name, StringComparer.Ordinal)
        .Select(o => new Suggestion(o, RoutingReason.Territory))
        .FirstOrDefault();

    private static Organisation? Active(IReadOnlyList<Organisation> organisations, Id<Organisation> id) => organisations.FirstOrDefault(o => o.Id == id && o.IsActive);
}
