using System.Globalization;
using System.Text.Json;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Journal;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Matters.Api;

/// <summary>Matters of every kind over the API: whatever a page can do with one, software can.</summary>
public static class MatterApi
{
    private const int TimelineLimit = 500;

    /// <summary>Maps it below <c>/api/v1/matters</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var matters = routes.MapGroup("/api/v1/matters").WithTags("matters");
        matters.MapGet("/", List).NeedsAnAccount().Produces<ApiPage<MatterItem>>().WithSummary("Matters the caller may see, newest first");
        matters.MapGet("/{id}", One).NeedsAnAccount().Produces<MatterDetail>().WithSummary("One matter with its clock; ETag is its version");
        matters.MapGet("/{id}/timeline", Timeline).NeedsAnAccount().Produces<IReadOnlyList<TimelineItem>>().WithSummary("What happened to it");
        matters.MapPost("/{id}/moves/{move}", Move).NeedsAnAccount().Produces<MatterState>().WithSummary("Makes a move of its kind");
        matters.MapPost("/{id}/dispatch", Dispatch).NeedsAnAccount().Produces<MatterState>().WithSummary("Gives it to a lead unit, and others to help");
        matters.MapPost("/{id}/asks", AskForIt).NeedsAnAccount().Produces<Ask>().WithSummary("Asks for a return, a pause, an extension, an exclusion");
        matters.MapPost("/asks/{ask}/decision", Decide).NeedsAnAccount().Produces<MatterState>().WithSummary("Grants or refuses what was asked");
        matters.MapPost("/{id}/resume", Resume).NeedsAnAccount().Produces<MatterState>().WithSummary("Lets a stopped clock go on");
        matters.MapPost("/{id}/assist-done", AssistIsDone).NeedsAnAccount().Produces<MatterState>().WithSummary("Ends the caller's unit's part as co-handler");
        matters.MapPost("/{id}/merge", Merge).NeedsAnAccount().Produces<MatterState>().WithSummary("Lets it go on in another");
        matters.MapPost("/{id}/links", Link).NeedsAnAccount().WithSummary("Links it to another");
    }

    /// <summary>The rows a caller may see: of kinds and places whose matters it may see, and those of its own units.</summary>
    public static IQueryable<Matter> VisibleTo(this IQueryable<Matter> matters, Caller caller, IEnumerable<MatterKind> kinds)
    {
        var units = caller.Organisations.Select(o => o.Id).ToList();
        var seen = kinds.Where(k => caller.Has(k.See) || caller.Has(k.Dispatch)).ToList();
        var names = seen.Select(k => k.Name).ToList();
        var paths = seen.SelectMany(k => caller.PathsFor(k.See).Concat(caller.PathsFor(k.Dispatch))).Distinct().ToList();
        return matters.Where(m => (names.Contains(m.Kind) && paths.Any(p => EF.Functions.Like(m.PlacePath, p + "%"))) || (m.UnitId != null && units.Contains(m.UnitId.Value)));
    }

    private static async Task<IResult> List(
        [AsParameters] ApiCall call, MatterRules rules, string? kind, string? stage, Id<Organisation>? unit, bool? open, string? after, int? limit, CancellationToken cancellation)
    {
        var most = Math.Clamp(limit ?? 50, 1, ApiPage<MatterItem>.MostItems);
        var query = call.Db.Set<Matter>().VisibleTo(call.Caller, rules.Kinds)
            .Where(m => (kind == null || m.Kind == kind) && (stage == null || m.Stage == stage) && (unit == null || m.UnitId == unit) && (open == null || m.IsOpen == open));
        if (after?.Split('.') is [var at, var last] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && Id<Matter>.TryParse(last, null, out var lastId))
        {
            var before = NodaTime.Instant.FromUnixTimeMilliseconds(ms);
            query = query.Where(m => m.OpenedAt < before || (m.OpenedAt == before && m.Id < lastId));
        }

        var rows = await query.OrderByDescending(m => m.OpenedAt).ThenByDescending(m => m.Id).Take(most + 1).ToListAsync(cancellation);
        var items = rows.Take(most).Select(MatterItem.Of).ToList();
        var next = rows.Count > most ? string.Create(CultureInfo.InvariantCulture, $"{items[^1].OpenedAt.ToUnixTimeMilliseconds()}.{items[^1].Id}") : null;
        return Results.Json(new ApiPage<MatterItem>(items, next), Data.Json.Options);
    }

    private static IResult One([AsParameters] ApiCall call, MatterRules rules, Id<Matter> id)
    {
        var dossier = Dossier.Read(call.Db, id, rules);
        var standing = dossier is null ? null : Standing.Of(dossier, call.Caller);
        return dossier is null || standing is not { MaySee: true }
            ? call.Problem(Refusal.NotFound("matter"))
            : call.Versioned(
                new MatterDetail(
                    MatterItem.Of(dossier.Matter), dossier.Marks, dossier.Pauses, dossier.Assignments, dossier.Asks, [.. standing.MovesFor(dossier).Select(m => m.Name)]),
                dossier.Matter.Version);
    }

    private static async Task<IResult> Timeline([AsParameters] ApiCall call, MatterRules rules, Id<Matter> id, CancellationToken cancellation)
    {
        var dossier = Dossier.Read(call.Db, id, rules);
        if (dossier is null || !Standing.Of(dossier, call.Caller).MaySee)
        {
            return call.Problem(Refusal.NotFound("matter"));
        }

        var rows = await call.Db.Set<FactRow>().Where(f => f.SubjectId == id.Value).OrderBy(f => f.Seq).Take(TimelineLimit).ToListAsync(cancellation);
        return Results.Json(rows.Select(f => new TimelineItem(f.Seq, f.At, f.Kind, f.Audience, JsonSerializer.Deserialize<JsonElement>(f.Data), f.Remark)), Data.Json.Options);
    }

    private static Task<IResult> Move([AsParameters] ApiCall call, MatterRules rules, Id<Matter> id, string move, WordsWish wish)
    {
        var (caller, version) = (call.Caller, call.IfVersion);
        return call.Run("make_move", wish, change => Dossier.Read(change, id, rules, version).Then(dossier =>
            Standing.Of(dossier, caller).May(dossier, move, wish.Words).Then<MatterState>(allowed =>
            {
                if (!allowed.IsPlain)
                {
                    return Refusal.NotFound("move");
                }

                MakeMove.In(change, dossier, allowed, wish.Words, rules);
                return MatterState.Of(dossier.Matter);
            })));
    }

    private static Task<IResult> Dispatch([AsParameters] ApiCall call, MatterRules rules, Id<Matter> id, DispatchWish wish)
    {
        var (caller, version) = (call.Caller, call.IfVersion);
        return call.Run("dispatch_matter", wish, change =>
            new DispatchMatter(id, wish.Lead, wish.Assists ?? [], "chosen", Words.Of(wish.Remark), version).In(change, caller, rules).Then<MatterState>(m => MatterState.Of(m)));
    }

    private static Task<IResult> AskForIt([AsParameters] ApiCall call, MatterRules rules, Id<Matter> id, AskWish wish)
    {
        var caller = call.Caller;
        return call.Run("ask", wish, change => new AskFor(id, wish.Kind, wish.Reason, wish.Days, wish.ReviewOn, Words.Of(wish.Remark)).In(change, caller, rules));
    }

    private static Task<IResult> Decide([AsParameters] ApiCall call, MatterRules rules, Id<Ask> ask, DecisionWish wish)
    {
        var caller = call.Caller;
        return call.Run("decide_ask", wish, change => State(new DecideAsk(ask, wish.Grant, Words.Of(wish.Remark)).In(change, caller, rules)));
    }

    private static Task<IResult> Resume([AsParameters] ApiCall call, MatterRules rules, Id<Matter> id, WordsWish wish)
    {
        var caller = call.Caller;
        return call.Run("resume_clock", wish, change => State(new ResumeClock(id, wish.Words).In(change, caller, rules)));
    }

    private static Task<IResult> AssistIsDone([AsParameters] ApiCall call, MatterRules rules, Id<Matter> id, WordsWish wish)
    {
        var caller = call.Caller;
        return call.Run("finish_assist", wish, change => State(new FinishAssist(id, wish.Words).In(change, caller, rules)));
    }

    private static Task<IResult> Merge([AsParameters] ApiCall call, MatterRules rules, Id<Matter> id, OtherWish wish)
    {
        var caller = call.Caller;
        return call.Run("merge_matter", wish, change => State(new MergeMatter(id, wish.Other, Words.Of(wish.Remark)).In(change, caller, rules)));
    }

    private static Task<IResult> Link([AsParameters] ApiCall call, MatterRules rules, Id<Matter> id, OtherWish wish)
    {
        var caller = call.Caller;
        return call.Run("link_matters", wish, change => new LinkMatters(id, wish.Other, wish.Relation ?? "").In(change, caller, rules));
    }

    private static Outcome<MatterState> State(Outcome<Dossier> outcome) => outcome.Then<MatterState>(d => MatterState.Of(d.Matter));
}
