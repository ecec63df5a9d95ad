using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.Requests.Routing.Pages;

/// <summary>A line of the table in words.</summary>
/// <param name="Rule">The line.</param>
/// <param name="Category">Its category, or that it is for all.</param>
/// <param name="Place">Where, in full.</param>
/// <param name="Unit">Who is responsible.</param>
/// <param name="IsUnitActive">Whether that unit still works: a line to one that does not is passed over.</param>
public sealed record RoutingLine(RoutingRule Rule, string Category, string Place, string Unit, bool IsUnitActive);

/// <summary>What would be suggested for a category and place.</summary>
/// <param name="Unit">The unit; null where nobody is known.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record RoutingTrial(Organisation? Unit, string Reason);

/// <summary>The page of the routing table.</summary>
/// <param name="Lines">The lines the caller keeps.</param>
/// <param name="Form">The form of a line.</param>
/// <param name="Editing">The line that is changed; null for a new one.</param>
/// <param name="Categories">The categories to choose from.</param>
/// <param name="Units">The units to choose from.</param>
/// <param name="Candidates">The places that fit what was typed, when several do.</param>
public sealed record RoutingView(
    IReadOnlyList<RoutingLine> Lines, Form Form, RoutingRule? Editing, IReadOnlyList<Option> Categories, IReadOnlyList<Option> Units, IReadOnlyList<Option> Candidates)
{
    /// <summary>The form of trying.</summary>
    public Form Try { get; init; } = Form.New("routing");

    /// <summary>What was tried; null for nothing.</summary>
    public RoutingTrial? Trial { get; init; }

    /// <summary>What was just done, the key of its text; null for nothing.</summary>
    public string? Did { get; init; }
}
