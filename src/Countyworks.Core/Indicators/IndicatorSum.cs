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

/// <summary>
/// How many records of a cell carry exactly these flags: kept up as things happen, and rebuildable from the records. One row for all flags
/// instead of one for each, so that a change costs two writes and a year of a county is read in one go (see <see cref="IndicatorCube"/>).
/// </summary>
public sealed class IndicatorSum
{
    /// <summary>What is counted: the programme's word for its records, such as <c>requests</c>.</summary>
    public required string Indicator { get; init; }

    /// <summary>The month, by its first day.</summary>
    public required LocalDate Month { get; init; }

    /// <summary>The community.</summary>
    public required Id<Place> PlaceId { get; init; }

    /// <summary>The unit; the empty id for none.</summary>
    public required Id<Organisation> UnitId { get; init; }

    /// <summary>The category; empty for none.</summary>
    public required string Category { get; init; }

    /// <summary>What is true of these records; the bits are the indicator's own, their numbers never reused.</summary>
    public required int Flags { get; init; }

    /// <summary>How many; 0 where there once were some, until <see cref="IndicatorCounting.Tidy"/>.</summary>
    public required long Count { get; init; }

    /// <summary>The place in the journal at which it last changed: what readers of the changes alone go by.</summary>
    public required long Changed { get; init; }

    /// <summary>Where it is.</summary>
    public Cell Cell => new(Month, PlaceId, UnitId, Category);
}

/// <summary>Moves records between cells.</summary>
public static class IndicatorCounting
{
    private const string Insert =
        "INSERT INTO indicator_sum (district_id, indicator, month, place_id, unit_id, category, flags, count, changed) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)"
        + " ON CONFLICT (district_id, indicator, month, place_id, unit_id, category, flags) DO UPDATE SET changed = excluded.changed, count = ";

    /// <summary>Counts so many records more, or less, under an indicator.</summary>
    public static void Count(this Change change, string indicator, Cell cell, int flags, int by) =>
        Write(change, Insert + "indicator_sum.count + excluded.count", indicator, cell, flags, by);

    /// <summary>Says how many there are: what a recount from the records does.</summary>
    public static void SetCount(this Change change, string indicator, Cell cell, int flags, long count) =>
        Write(change, Insert + "excluded.count", indicator, cell, flags, count);

    /// <summary>Removes rows that count nothing and have not changed since a place in the journal that every reader has passed.</summary>
    public static void Tidy(this Change change, long before) => change.Execute(
        "DELETE FROM indicator_sum WHERE district_id = @p0 AND count = 0 AND changed < @p1", before);

    private static void Write(Change change, string sql, string indicator, Cell cell, int flags, long count) => change.Execute(
        sql, indicator, cell.Month.ToDateOnly(), change.Store(cell.PlaceId.Value), change.Store(cell.UnitId.Value), cell.Category, flags, count, change.NextSeq);
}
