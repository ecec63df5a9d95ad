using Countyworks.Data.Model;

namespace Countyworks.Neighbourhood.Requests.Routing;

/// <summary>A picture of the routing table.</summary>
public sealed class RoutingTable
{
    private readonly ILookup<string, RoutingRule> byPath;

    /// <summary>Takes the rows.</summary>
    public RoutingTable(IEnumerable<RoutingRule> rules)
    {
        Rules = [.. rules.OrderBy(r => r.PlacePath, StringComparer.Ordinal).ThenBy(r => r.Category, StringComparer.Ordinal).ThenBy(r => r.Id)];
        byPath = Rules.ToLookup(r => r.PlacePath);
    }

    /// <summary>Reads them.</summary>
    public static RoutingTable Read(DistrictDb db) => new([.. db.Set<RoutingRule>()]);

    /// <summary>All rules, by place.</summary>
    public IReadOnlyList<RoutingRule> Rules { get; }

    /// <summary>The rules that hold for a request: of the nearest place first, and there those for the category before those for all.</summary>
    public IEnumerable<RoutingRule> For(string? category, string placePath) =>
        from path in Upwards(placePath)
        from rule in byPath[path].OrderBy(r => r.Category is null)
        where rule.Category is null || rule.Category == category
        select rule;

    private static IEnumerable<string> Upwards(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 2) + 1)
        {
            yield return path[..end];
            if (end < 2)
            {
                yield break;
            }
        }
    }
}
