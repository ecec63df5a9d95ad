using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Kernel;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Core.Matters.Pages.Inbox;

/// <summary>Which of a unit's matters are shown.</summary>
public enum InboxTab
{
    /// <summary>All.</summary>
    All = 0,

    /// <summary>Due today.</summary>
    Today = 1,

    /// <summary>Too late.</summary>
    Overdue = 2,

    /// <summary>Those in which the unit only helps.</summary>
    Assisting = 3,

    /// <summary>Those about which something was asked and not decided.</summary>
    Asked = 4,

    /// <summary>Those that were not solved and are handled again.</summary>
    Reopened = 5,
}

/// <summary>What the inbox of a unit shows.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Units">The units whose inboxes the caller may open.</param>
/// <param name="Tab">The tab that is open.</param>
/// <param name="Query">What was searched for; "" for nothing.</param>
/// <param name="Counts">How many matters each tab has.</param>
/// <param name="Rows">One page of them, those with the least time left first.</param>
/// <param name="Number">Which page, from 1.</param>
public sealed record InboxView(
    Organisation Unit,
    IReadOnlyList<Organisation> Units,
    InboxTab Tab,
    string Query,
    IReadOnlyDictionary<InboxTab, int> Counts,
    IReadOnlyList<InboxRow> Rows,
    int Number)
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 20;

    /// <summary>How many were just signed for; null when none were asked for.</summary>
    public int? Signed { get; init; }

    /// <summary>How many rows all pages have; of a search only this one.</summary>
    public int Total => Query.Length > 0 ? Rows.Count : Counts[Tab];

    /// <summary>The address of a page.</summary>
    public string Href(InboxTab tab, int number = 1) => $"{InboxEndpoints.Path}?unit={Unit.Id}&tab={EnumNames<InboxTab>.Of(tab)}&page={number}";
}

/// <summary>A matter a unit has to do.</summary>
/// <param name="Id">Which.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Number">Its number.</param>
/// <param name="Title">Its title.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="Priority">How pressing.</param>
/// <param name="PlaceId">Where.</param>
/// <param name="Part">The unit's part.</param>
/// <param name="At">Since when the unit has it.</param>
/// <param name="DueAt">By when something is due; null while the clock is stopped.</param>
/// <param name="IsProvisional">Whether that will be counted again.</param>
public sealed record InboxRow(
    Id<Matter> Id,
    string Kind,
    string Number,
    string Title,
    string Stage,
    Priority Priority,
    Id<Place> PlaceId,
    Part Part,
    Instant At,
    Instant? DueAt,
    bool IsProvisional)
{
    /// <summary>Its kind, for its words and its page.</summary>
    public required MatterKind Of { get; init; }

    /// <summary>Where it is, in full.</summary>
    public required string Place { get; init; }

    /// <summary>How much time is left; null while the clock is stopped.</summary>
    public required Due? Due { get; init; }
}
