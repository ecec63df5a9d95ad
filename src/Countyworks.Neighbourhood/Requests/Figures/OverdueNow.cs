using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Figures;

/// <summary>How many open requests of a place, category and unit are overdue now.</summary>
/// <param name="PlacePath">Where.</param>
/// <param name="Category">About what; null for not sorted.</param>
/// <param name="UnitId">Who has them; null before dispatch.</param>
/// <param name="Count">How many.</param>
public sealed record Overdue(string PlacePath, string? Category, Id<Organisation>? UnitId, int Count);

/// <summary>A picture of what is overdue now.</summary>
public sealed class OverdueNow(IReadOnlyList<Overdue> all)
{
    /// <summary>Reads it for a moment.</summary>
    public static OverdueNow Read(DistrictDb db, Instant now) => new(
    [
        .. db.Set<Matter>()
            .Where(m => m.NextDueAt <= now && m.Kind == RequestKind.Kind.Name)
            .GroupBy(m => new { m.PlacePath, m.Category, m.UnitId })
            .Select(g => new Overdue(g.Key.PlacePath, g.Key.Category, g.Key.UnitId, g.Count())),
    ]);

    /// <summary>Those a question is about, whatever its months: what is overdue is overdue now.</summary>
    public IEnumerable<Overdue> Of(FiguresQuery query, PlaceTree places, IReadOnlyList<string>? scope = null)
    {
        var within = query.Place is { } id ? places.Find(id)?.Path : "";
        return all.Where(o => within is not null && o.PlacePath.StartsWith(within, StringComparison.Ordinal)
            && (scope is null || scope.Any(path => o.PlacePath.StartsWith(path, StringComparison.Ordinal)))
            && (query.Category is null || (o.Category ?? "") == query.Category)
            && (query.Unit is null || (o.UnitId ?? default) == query.Unit));
    }
}
