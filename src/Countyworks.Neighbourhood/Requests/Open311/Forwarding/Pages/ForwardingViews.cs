using Countyworks.Core.Places;
using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.Requests.Open311.Forwarding.Pages;

/// <summary>A forwarded request of the list.</summary>
/// <param name="Row">It.</param>
/// <param name="Number">The request's number.</param>
/// <param name="Authority">Where it went.</param>
public sealed record ForwardedItem(ForwardedRequest Row, string Number, string Authority);

/// <summary>What the page of forwarding shows.</summary>
/// <param name="Form">A new rule, or what was wrong with something else.</param>
/// <param name="Rules">All rules, those that hold first.</param>
/// <param name="Forwarded">One page of what was forwarded: what needs a person first, then the latest first.</param>
/// <param name="Number">Which page, from 1.</param>
/// <param name="Total">How many were forwarded.</param>
public sealed record ForwardingView(Form Form, IReadOnlyList<ForwardingRule> Rules, IReadOnlyList<ForwardedItem> Forwarded, int Number, int Total)
{
    /// <summary>The categories that may be chosen.</summary>
    public required IReadOnlyList<Option> Categories { get; init; }

    /// <summary>The names of the rules' categories and places.</summary>
    public required IReadOnlyDictionary<Id<ForwardingRule>, string> About { get; init; }

    /// <summary>The places that fit what was typed, when it was more than one.</summary>
    public IReadOnlyList<Option> Candidates { get; init; } = [];
}
