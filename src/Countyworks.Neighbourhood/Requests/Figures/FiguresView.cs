using Countyworks.Kernel;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Figures;

/// <summary>A row of a table of figures.</summary>
/// <param name="Name">A place, a category, a unit.</param>
/// <param name="Query">What it is, to look at it alone.</param>
/// <param name="OpensBelow">Whether its own page shows more than the row.</param>
/// <param name="Tally">What it was counted as.</param>
/// <param name="Rates">Its rates.</param>
/// <param name="Overdue">How many of its requests are overdue now.</param>
public sealed record FigureRow(string Name, FiguresQuery Query, bool OpensBelow, Tally Tally, Rates Rates, int Overdue)
{
    private string? lists;

    /// <summary>The address of the list behind one of its numbers.</summary>
    public string ListHref(ListOf list) => $"{lists ??= Query.At(FiguresView.ListPath)}&of={EnumNames<ListOf>.Of(list)}";
}

/// <summary>What may be chosen above the figures.</summary>
/// <param name="Months">The months, the newest first.</param>
/// <param name="Places">The streets, and the communities of the one chosen.</param>
/// <param name="Categories">The categories.</param>
/// <param name="Units">The units; none on the public page.</param>
public sealed record FigureChoices(IReadOnlyList<LocalDate> Months, IReadOnlyList<Option> Places, IReadOnlyList<Option> Categories, IReadOnlyList<Option> Units);

/// <summary>A page of figures: the public's, or the leaders' where units are told apart and every number leads to its list.</summary>
public sealed record FiguresView
{
    /// <summary>The public page.</summary>
    public const string PublicPath = "/figures";

    /// <summary>The leaders' page.</summary>
    public const string LeadersPath = "/figures/leaders";

    /// <summary>The lists behind the leaders' numbers.</summary>
    public const string ListPath = "/figures/leaders/list";

    /// <summary>The records as CSV.</summary>
    public const string CsvPath = "/figures/requests.csv";

    /// <summary>Which requests.</summary>
    public required FiguresQuery Query { get; init; }

    /// <summary>Whether units are told apart.</summary>
    public required bool IsForLeaders { get; init; }

    /// <summary>Where they are, in the reader's words.</summary>
    public required string PlaceName { get; init; }

    /// <summary>The way up from the place, outermost first; empty at the top.</summary>
    public required IReadOnlyList<(string Name, FiguresQuery Query)> Above { get; init; }

    /// <summary>All of them.</summary>
    public required FigureRow Total { get; init; }

    /// <summary>The rates of as many months before.</summary>
    public required Rates Before { get; init; }

    /// <summary>How the county counts.</summary>
    public required RateRule Rule { get; init; }

    /// <summary>By month, the first first.</summary>
    public required IReadOnlyList<(LocalDate Month, FigureRow Row)> Months { get; init; }

    /// <summary>By place, most first.</summary>
    public required IReadOnlyList<FigureRow> Places { get; init; }

    /// <summary>By category, most first.</summary>
    public required IReadOnlyList<FigureRow> Categories { get; init; }

    /// <summary>By unit, most first.</summary>
    public required IReadOnlyList<FigureRow> Units { get; init; }

    /// <summary>The places on the map.</summary>
    public required IReadOnlyList<MapPoint> Points { get; init; }

    /// <summary>What may be chosen.</summary>
    public required FigureChoices Choices { get; init; }

    /// <summary>When the sums were read.</summary>
    public required Instant ReadAt { get; init; }

    /// <summary>The page's own address.</summary>
    public string Path => IsForLeaders ? LeadersPath : PublicPath;
}

/// <summary>A list behind a number.</summary>
/// <param name="Query">Which requests.</param>
/// <param name="List">Which list.</param>
/// <param name="Rows">One page.</param>
/// <param name="Number">The page, from 1.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Now">The moment of looking.</param>
public sealed record RequestListView(FiguresQuery Query, ListOf List, IReadOnlyList<RequestListRow> Rows, int Number, int Total, Instant Now);

/// <summary>A request of a list, in words.</summary>
/// <param name="Request">The request.</param>
/// <param name="PlaceName">Where.</param>
/// <param name="UnitName">Its unit; null for none.</param>
/// <param name="Approver">The post that approved its exclusion; null when it was not excluded by approval.</param>
public sealed record RequestListRow(ListedRequest Request, string PlaceName, string? UnitName, string? Approver);
