using Countyworks.Core.Matters;
using Countyworks.Core.Matters.Deeds;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.Requests.Routing;

/// <summary>Advises to whom a request is given, from pictures of the table, of past cases and of the organisations: nothing is read for it.</summary>
public sealed class RoutingAdvisor(
    Cached<RoutingTable> table, Cached<PastCases> past, Cached<PostDirectory> posts, Cached<Categories> categories, Cached<PlaceTree> places, Texts texts) : IDispatchAdvisor
{
    /// <inheritdoc/>
    public string Kind => RequestKind.Kind.Name;

    /// <inheritdoc/>
    public DispatchAdvice? Advise(Dossier dossier) => AdviceFor(dossier.Matter, ReturnedBy(dossier.Asks));

    /// <summary>The advice for a request as it stands.</summary>
    /// <param name="matter">The request.</param>
    /// <param name="returnedBy">The units that gave it back with consent.</param>
    public DispatchAdvice? AdviceFor(Matter matter, IReadOnlySet<Id<Organisation>> returnedBy) =>
        Suggest(matter.Category, matter.PlacePath, returnedBy) is { } found
            ? new(found.Unit, EnumNames<RoutingReason>.Of(found.Reason), InWords(found, matter.Category))
            : null;

    /// <summary>The suggestion for a category and place; a unit from which it was taken back is not suggested again.</summary>
    /// <param name="category">Its code; null when not sorted.</param>
    /// <param name="placePath">The path of the place.</param>
    /// <param name="without">Units not to suggest.</param>
    public Suggestion? Suggest(string? category, string placePath, IReadOnlySet<Id<Organisation>> without) =>
        Routing.Suggest(category, placePath, table.Current, past.Current, [.. posts.Current.Organisations.Where(o => !without.Contains(o.Id))]);

    /// <summary>The reason in the reader's words, such as 路由表：路灯照明 × 东湖苑.</summary>
    public string InWords(Suggestion suggestion, string? category) => suggestion switch
    {
        { Reason: RoutingReason.Table, Rule: { } rule } => texts.Format(
            "routing.reason.table",
            rule.Category is null ? texts["routing.any_category"] : categories.Current.NameOf(rule.Category),
            places.Current.Find(rule.PlaceId)?.Name),
        { Reason: RoutingReason.PastCases } => texts.Format("routing.reason.past_cases", suggestion.Cases, categories.Current.NameOf(category)),
        _ => texts["routing.reason.territory"],
    };

    /// <summary>The units whose return of a matter was granted.</summary>
    public static IReadOnlySet<Id<Organisation>> ReturnedBy(IEnumerable<Ask> asks) =>
        asks.Where(a => a.Kind == AskKind.Return && a.IsGranted == true).Select(a => a.UnitId).ToHashSet();
}
