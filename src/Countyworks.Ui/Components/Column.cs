using Microsoft.AspNetCore.Components;

namespace Countyworks.Ui;

/// <summary>A column of a <see cref="Table{TRow}"/>.</summary>
/// <param name="Head">Its heading.</param>
/// <param name="Cell">What a row shows in it.</param>
public sealed record Column<TRow>(string Head, RenderFragment<TRow> Cell)
{
    /// <summary>A column of plain text.</summary>
    public static Column<TRow> Of(string head, Func<TRow, string?> text) => new(head, row => content => content.AddContent(0, text(row))) { Text = text };

    // What a cell of plain text shows, said without a fragment of its own: most cells are.
    internal Func<TRow, string?>? Text { get; private init; }

    /// <summary>A column of numbers or money: right-aligned, figures of one width.</summary>
    public static Column<TRow> Number(string head, Func<TRow, string?> text) => Of(head, text) with { IsNumber = true, IsNamedOnCard = true };

    /// <summary>Whether it is right-aligned with figures of one width.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Whether it never breaks over lines: reference numbers, days.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether the card of a phone names it, because the value alone doesn't say what it is.</summary>
    public bool IsNamedOnCard { get; init; }

    /// <summary>Whether this cell is the link of the row, when the table has links.</summary>
    public bool IsLink { get; init; }

    /// <summary>Where the heading leads, to sort by this column; null when one can't.</summary>
    public string? SortHref { get; init; }

    /// <summary>How the rows are sorted by it now: true upwards, false downwards, null not by it.</summary>
    public bool? IsAscending { get; init; }
}
