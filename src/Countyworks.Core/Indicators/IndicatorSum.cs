using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Core.Indicators;

/// <summary>Where a record is counted.</summary>
/// <param name="Month">The first day of the month it belongs to.</param>
/// <param name="PlaceId">The community it lies in, or the place above where none is known.</param>
/// <param name="UnitId">The unit responsible; the empty id for none.</param>
/// <param name="Category">Its category; empty for none.</param>
public readonly record struct Cell(LocalDate Month, Id<Place> PlaceId, Id<Organisation> UnitId, string Category);

/// <summary>How many records of a cell an indicator counts: kept up as things happen, and rebuildable from the records.</summary>
public sealed class IndicatorSum
{
    /// <summary>area.name, see the indicator's definition.</summary>
    public required string Indicator { get; init; }

    /// <summary>The month, by its first day.</summary>
    public required LocalDate Month { get; init; }

    /// <summary>The community.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>The unit; the empty id for none.</summary>
    public required Id<Organisation> UnitId { get; init; }

    /// <summary>The category; empty for none.</summary>
    public required string Category { get; init; }

    /// <summary>How many.</summary>
    public required long Count { get; init; }
}

/// <summary>Moves records between cells.</summary>
public static class IndicatorCounting
{
    private const string Upsert = """
        INSERT INTO indicator_sum (district_id, indicator, month, place_id, unit_id, category, count) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)
        ON CONFLICT (district_id, indicator, month, place_id, unit_id, category) DO UPDATE SET count = indicator_sum.count + excluded.count
        """;

    /// <summary>Counts one record more, or one less, under an indicator.</summary>
    public static void Count(this Change change, string indicator, Cell cell, int by) => change.Execute(
        Upsert, indicator, cell.Month.ToDateOnly(), change.Store(cell.PlaceId.Value), change.Store(cell.UnitId.Value), cell.Category, (long)by);
}
