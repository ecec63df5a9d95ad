using Countyworks.Core.Matters;
using Countyworks.Core.Matters.Deeds;
using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.Requests.Board;

/// <summary>A row of the board.</summary>
/// <param name="Matter">The request.</param>
/// <param name="Place">Where, in full.</param>
/// <param name="Category">About what.</param>
/// <param name="Unit">Who has it; "" before dispatch.</param>
/// <param name="Due">How much time is left; null while the clock is stopped or nothing is owed.</param>
/// <param name="Advice">Who should have it, and why; null for those a unit has, or where nobody is known.</param>
/// <param name="Ask">What waits for a decision.</param>
/// <param name="AskUnit">Which unit asks.</param>
/// <param name="AskWords">What it wrote.</param>
/// <param name="Approver">Who approved that it is not counted.</param>
public sealed record BoardRow(
    Matter Matter, string Place, string Category, string Unit, Due? Due, DispatchAdvice? Advice, Ask? Ask = null, string AskUnit = "", string AskWords = "", string? Approver = null)
{
    /// <summary>Whether the decision on this return is an arbitration.</summary>
    public bool IsArbitration => Ask?.Kind == AskKind.Return && Matter.Returns >= BoardQuery.Arbitration;
}

/// <summary>What came of one row of several dispatched at once.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Unit">To whom it was given; "" when it was refused.</param>
/// <param name="Refusal">Why it was not; null when it was.</param>
public sealed record BoardResult(string Number, string Unit, Refusal? Refusal);

/// <summary>What the board shows.</summary>
/// <param name="Tab">The tab that is open.</param>
/// <param name="Query">What was searched for; "" for nothing.</param>
/// <param name="Counts">How many each tab has.</param>
/// <param name="Rows">One page.</param>
/// <param name="Number">Which page, from 1.</param>
/// <param name="Units">The units to choose from.</param>
public sealed record BoardView(BoardTab Tab, string Query, BoardCounts Counts, IReadOnlyList<BoardRow> Rows, int Number, IReadOnlyList<Option> Units)
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 25;

    /// <summary>What came of what was just sent.</summary>
    public IReadOnlyList<BoardResult> Results { get; init; } = [];

    /// <summary>What was sent, so that what was refused stays ticked and chosen.</summary>
    public Form Form { get; init; } = Form.New("board");

    /// <summary>Whether an ask was just decided.</summary>
    public bool HasDecided { get; init; }

    /// <summary>How many rows all pages have; of a search only this one.</summary>
    public int Total => Query.Length > 0 ? Rows.Count : Counts.ByTab[Tab];

    /// <summary>The address of a page.</summary>
    public static string Href(BoardTab tab, int number = 1) => $"{BoardEndpoints.Path}?tab={EnumNames<BoardTab>.Of(tab)}&page={number}";
}
