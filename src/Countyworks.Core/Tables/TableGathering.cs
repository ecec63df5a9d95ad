using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Core.Tables;

/// <summary>Gathers rows into a table: finds the header, leaves blank rows out, keeps the limits.</summary>
internal sealed class TableGathering
{
    // A title above the table is one cell; a header has more.
    private const int LeastColumns = 2;
    private const char NoText = '\uFFFD';

    private readonly List<SourceRow> rows = [];
    private string[]? columns;
    private int above;

    /// <summary>Takes a row; answers why reading must stop, or null to go on.</summary>
    /// <param name="line">Where it begins.</param>
    /// <param name="cells">As they stand in the file.</param>
    /// <param name="isRagged">Whether the format leaves out empty cells at the end of a row.</param>
    /// <param name="problem">What the reader of the format found wrong with it.</param>
    public Refusal? Add(int line, IReadOnlyList<string?> cells, bool isRagged, Refusal? problem = null)
    {
        var filled = cells.Count(c => !string.IsNullOrWhiteSpace(c));
        if (columns is null)
        {
            return filled >= LeastColumns ? TakeHeader(cells) : ++above > TableLimits.RowsAboveHeader ? new Refusal("header_missing") : null;
        }

        if (filled == 0 && problem is null)
        {
            return null;
        }

        if (rows.Count == TableLimits.Rows)
        {
            return new Refusal("too_many_rows").With("limit", TableLimits.Rows);
        }

        rows.Add(new SourceRow(line, [.. columns.Select((_, i) => Clean(i < cells.Count ? cells[i] : null))], problem ?? Check(cells, isRagged)));
        return null;
    }

    /// <summary>The table. Refuses <c>header_missing</c>, <c>no_rows</c>.</summary>
    public Outcome<SourceTable> Table() =>
        columns is null ? new Refusal("header_missing")
        : rows.Count == 0 ? new Refusal("no_rows")
        : new SourceTable(columns, rows);

    private Refusal? TakeHeader(IReadOnlyList<string?> cells)
    {
        var last = cells.Count;
        while (last > 0 && string.IsNullOrWhiteSpace(cells[last - 1]))
        {
            last--;
        }

        if (last > TableLimits.Columns)
        {
            return new Refusal("too_many_columns").With("limit", TableLimits.Columns);
        }

        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        columns = [.. cells.Take(last).Select((cell, i) => Unlike(seen, TypedText.Line(cell) is { Length: > 0 } name ? name : $"#{i + 1}"))];
        return null;
    }

    private static string Unlike(Dictionary<string, int> seen, string name)
    {
        var times = seen[name] = seen.GetValueOrDefault(name) + 1;
        return times == 1 ? name : $"{name} ({times})";
    }

    private Refusal? Check(IReadOnlyList<string?> cells, bool isRagged)
    {
        var found = cells.Count;
        while (isRagged && found > columns!.Length && string.IsNullOrWhiteSpace(cells[found - 1]))
        {
            found--;
        }

        if (isRagged ? found > columns!.Length : found != columns!.Length)
        {
            return new Refusal("cells_miscounted").With("expected", columns.Length).With("found", found);
        }

        for (var i = 0; i < Math.Min(found, columns.Length); i++)
        {
            if (cells[i] is not { } cell)
            {
                continue;
            }

            if (cell.Length > TableLimits.CellCharacters)
            {
                return Refusal.TooLong(columns[i], TableLimits.CellCharacters);
            }

            if (cell.Contains(NoText, StringComparison.Ordinal))
            {
                return new Refusal("characters_unreadable", columns[i]);
            }
        }

        return null;
    }

    // A cell that is too long is refused by its row; keeping all of it would serve nobody.
    private static string Clean(string? cell) =>
        string.IsNullOrEmpty(cell) ? "" : TypedText.Lines(cell.Length > TableLimits.CellCharacters ? cell[..TableLimits.CellCharacters] : cell);
}
