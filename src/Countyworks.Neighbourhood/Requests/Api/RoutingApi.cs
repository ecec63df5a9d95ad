using Countyworks.Core.Matters;
using Countyworks.Core.Matters.Api;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Board;
using Countyworks.Neighbourhood.Requests.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.Requests.Api;

/// <summary>A line of the routing table.</summary>
public sealed record RoutingRuleItem(Id<RoutingRule> Id, string? Category, Id<Place> PlaceId, Id<Organisation> UnitId, string? Note, int Version)
{
    /// <summary>Of a row.</summary>
    public static RoutingRuleItem Of(RoutingRule r) => new(r.Id, r.Category, r.PlaceId, r.UnitId, r.Note, r.Version);
}

/// <summary>What a line of the routing table is to say.</summary>
public sealed record RoutingRuleWish(string? Category, Id<Place> PlaceId, Id<Organisation> UnitId, string? Note = null) : IBody<RoutingRuleWish>;

/// <summary>The unit that should have a request, with the reason as a code and in the reader's words; all null where nobody is known.</summary>
public sealed record SuggestionItem(Id<Organisation>? UnitId, string? Unit, string? Why, string? Reason);

/// <summary>A row of the dispatcher's board.</summary>
public sealed record BoardItem(MatterItem Matter, Ask? Ask, bool IsArbitration, string? ExcludedFor, SuggestionItem? Suggestion);

/// <summary>How many each tab of the board has.</summary>
public sealed record BoardCountsItem(int Queue, int Returns, int Arbitrations, int Asks, int Overdue, int Today, int Rework, int Open, int Excluded);

/// <summary>The dispatcher's board, suggestions and the routing table over the API.</summary>
public static class RoutingApi
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/requests/{id}/suggestion", Suggestion).Needs(RequestPermissions.Dispatch).WithTags("requests")
            .Answers<SuggestionItem>("getSuggestion", "Which unit should have a request, and why");
        var board = routes.MapGroup("/api/v1/dispatch-board").WithTags("dispatch");
        board.MapGet("", Board).Needs(RequestPermissions.Dispatch).Answers<ApiPage<BoardItem>>("listBoard", "A tab of the dispatcher's board, the worst first");
        board.MapGet("/counts", Counts).Needs(RequestPermissions.Dispatch).Answers<BoardCountsItem>("countBoard", "How many each tab of the board has");
        var rules = routes.MapGroup("/api/v1/routing-rules").WithTags("dispatch");
        rules.MapGet("", Rules).Needs(RequestPermissions.Keep).Answers<IReadOnlyList<RoutingRuleItem>>("listRoutingRules", "The routing table, by place");
        rules.MapGet("/trial", Trial).Needs(RequestPermissions.Keep).Answers<SuggestionItem>("tryRouting", "What would be suggested for a category and place");
        rules.MapPost("", Add).Needs(RequestPermissions.Keep).Answers<RoutingRuleItem>("addRoutingRule", "Adds a line", StatusCodes.Status201Created);
        rules.MapPut("/{id}", Change).Needs(RequestPermissions.Keep).HeedsIfMatch().Answers<RoutingRuleItem>("changeRoutingRule", "Changes a line");
        rules.MapDelete("/{id}", End).Needs(RequestPermissions.Keep).HeedsIfMatch().AnswersNothing("endRoutingRule", "Ends a line");
    }

    private static IResult Suggestion(ApiCall call, MatterRules rules, RoutingAdvisor advisor, Id<Matter> id)
    {
        var dossier = Dossier.Read(call.Db, id, rules);
        if (dossier is null || dossier.Kind != RequestKind.Kind || !call.Caller.Has(RequestPermissions.Dispatch, dossier.Matter.PlacePath))
        {
            return call.Problem(Refusal.NotFound("matter"));
        }

        var advice = advisor.Advise(dossier);
        return call.Answer(new SuggestionItem(advice?.Unit.Id, advice?.Unit.Name, advice?.Why, advice?.Reason));
    }

    private static async Task<IResult> Board(ApiCall call, BoardReader reader, BoardTab? tab, int? after, int? limit, CancellationToken cancellation)
    {
        var (most, from) = (Paging.Most(limit), Math.Max(after ?? 0, 0));
        var query = reader.For(call.Db, call.Caller);
        var rows = await reader.Rows(query, await query.Read(tab ?? BoardTab.Queue, from, most + 1, cancellation), cancellation);
        var items = rows.Select(r => new BoardItem(
            MatterItem.Of(r.Matter), r.Ask, r.IsArbitration, r.Matter.ExcludedFor, r.Advice is { } a ? new(a.Unit.Id, a.Unit.Name, a.Why, a.Reason) : null)).ToList();
        return call.Answer(ApiPage<BoardItem>.Of(items, most, _ => (from + most).ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static async Task<IResult> Counts(ApiCall call, BoardReader reader, CancellationToken cancellation)
    {
        var (by, arbitrations) = await reader.Count(reader.For(call.Db, call.Caller), cancellation);
        return call.Answer(new BoardCountsItem(
            by[BoardTab.Queue], by[BoardTab.Returns], arbitrations, by[BoardTab.Asks], by[BoardTab.Overdue], by[BoardTab.Today], by[BoardTab.Rework], by[BoardTab.Open], by[BoardTab.Excluded]));
    }

    private static IResult Rules(ApiCall call, Cached<RoutingTable> table)
    {
        var caller = call.Caller;
        return call.Answer(table.Current.Rules.Where(r => caller.Has(RequestPermissions.Keep, r.PlacePath)).Select(RoutingRuleItem.Of));
    }

    private static IResult Trial(ApiCall call, RoutingAdvisor advisor, Cached<PlaceTree> places, Id<Place> place, string? category)
    {
        if (places.Current.Find(place) is not { } known)
        {
            return call.Problem(new Refusal("place_unknown", "place"));
        }

        var found = advisor.Suggest(category, known.Path, new HashSet<Id<Organisation>>());
        return call.Answer(new SuggestionItem(
            found?.Unit.Id, found?.Unit.Name, found is null ? null : Ui.EnumNames<RoutingReason>.Of(found.Reason), found is null ? null : advisor.InWords(found, category)));
    }

    private static async Task<IResult> Add(ApiCall call, Cached<RoutingTable> table, RoutingRuleWish wish)
    {
        var caller = call.Caller;
        var answer = await call.Run(
            "set_routing_rule",
            wish,
            change => new SetRoutingRule(null, wish.Category, wish.PlaceId, wish.UnitId, wish.Note).In(change, caller).Then<RoutingRuleItem>(r => RoutingRuleItem.Of(r)),
            item => $"/api/v1/routing-rules/{item.Id}");
        table.Forget();
        return answer;
    }

    private static async Task<IResult> Change(ApiCall call, Cached<RoutingTable> table, Id<RoutingRule> id, RoutingRuleWish wish)
    {
        var caller = call.Caller;
        var answer = await call.RunIfMatch("set_routing_rule", wish, change => VersionOf(change, id), change =>
            new SetRoutingRule(id, wish.Category, wish.PlaceId, wish.UnitId, wish.Note).In(change, caller).Then<RoutingRuleItem>(r => RoutingRuleItem.Of(r)));
        table.Forget();
        return answer;
    }

    private static async Task<IResult> End(ApiCall call, Cached<RoutingTable> table, Id<RoutingRule> id)
    {
        var caller = call.Caller;
        var answer = await call.RunIfMatch("end_routing_rule", id, change => VersionOf(change, id), change => new EndRoutingRule(id).In(change, caller));
        table.Forget();
        return answer;
    }

    private static int? VersionOf(Data.Writing.Change change, Id<RoutingRule> id) =>
        change.Db.Set<RoutingRule>().Where(r => r.Id == id).Select(r => (int?)r.Version).FirstOrDefault();
}
