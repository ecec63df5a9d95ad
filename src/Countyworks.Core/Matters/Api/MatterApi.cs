using System.Text.Json;
using Countyworks.Core.Matters.Deeds;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
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
        matters.MapGet("", List).NeedsAnAccount().Answers<ApiPage<MatterItem>>("listMatters", "Matters the caller may see, newest first");
        matters.MapGet("/{id}", One).NeedsAnAccount().Answers<MatterDetail>("getMatter", "One matter with its clock; its ETag is its version");
        matters.MapGet("/{id}/timeline", Timeline).NeedsAnAccount().Answers<IReadOnlyList<TimelineItem>>("getTimeline", "What happened to it");
        matters.MapPost("/{id}/moves/{move}", Move).NeedsAnAccount().HeedsIfMatch().Answers<MatterState>("makeMove", "Makes a move of its kind: one of those its detail lists");
        matters.MapPost("/{id}/dispatch", Dispatch).NeedsAnAccount().HeedsIfMatch().Answers<MatterState>("dispatchMatter", "Gives it to a lead unit, and to others to help");
        matters.MapPost("/{id}/asks", AskForIt).NeedsAnAccount().HeedsIfMatch().Answers<Ask>("ask", "Asks for a return, a pause, an extension, an exclusion");
        matters.MapPost("/asks/{ask}/decision", Decide).NeedsAnAccount().Answers<MatterState>("decideAsk", "Grants or refuses what was asked");
        matters.MapPost("/{id}/resume", Resume).NeedsAnAccount().HeedsIfMatch().Answers<MatterState>("resumeClock", "Lets a stopped clock go on");
        matters.MapPost("/{id}/assists", AskForAssistance).NeedsAnAccount().HeedsIfMatch().Answers<MatterState>("askToAssist", "Asks further units to help");
        matters.MapPost("/{id}/assist-done", AssistIsDone).NeedsAnAccount().HeedsIfMatch().Answers<MatterState>("finishAssist", "Ends the caller's unit's part as co-handler");
        matters.MapPost("/{id}/merge", Merge).NeedsAnAccount().HeedsIfMatch().Answers<MatterState>("mergeMatter", "Lets it go on in another");
        matters.MapPost("/{id}/links", Link).NeedsAnAccount().HeedsIfMatch().AnswersNothing("linkMatters", "Links it to another");
        matters.MapPut("/{id}/watch", (ApiCall call, MatterRules rules, Id<Matter> id) => Watch(call, rules, id, isWatched: true)).NeedsAnAccount().AnswersNothing("watchMatter", "Tells the caller what happens to it from now on");
        matters.MapDelete("/{id}/watch", (ApiCall call, MatterRules rules, Id<Matter> id) => Watch(call, rules, id, isWatched: false)).NeedsAnAccount().AnswersNothing("unwatchMatter", "Tells the caller no longer");
    }

    /// <summary>Runs a command on a matter: its version is what <c>If-Match</c> is held against, and files named are checked first.</summary>
    public static Task<IResult> RunOn<T>(this ApiCall call, Id<Matter> id, string command, object? body, Func<Change, Outcome<T>> decide, WordsWish? words = null) => call.RunIfMatch(
        command,
        body,
        change => change.Db.Set<Matter>().Where(m => m.Id == id).Select(m => (int?)m.Version).FirstOrDefault(),
        change => FilesToHang.Check(change, [.. (words?.Files ?? []).Select(f => f.File)]).Then(_ => decide(change)));

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
        ApiCall call, MatterRules rules, string? kind, string? stage, Id<Organisation>? unit, bool? open, string? after, int? limit, CancellationToken cancellation)
    {
        var most = Paging.Most(limit);
        var query = call.Db.Set<Matter>().VisibleTo(call.Caller, rules.Kinds)
            .Where(m => (kind == null || m.Kind == kind) && (stage == null || m.Stage == stage) && (unit == null || m.UnitId == unit) && (open == null || m.IsOpen == open));
        if (after is not null)
        {
            if (!Paging.Read<Matter>(after).IsDone(out var place, out var refusal))
            {
                return call.Problem(refusal);
            }

            var (before, lastId) = place;
            query = query.Where(m => m.OpenedAt < before || (m.OpenedAt == before && m.Id < lastId));
        }

        var rows = await query.OrderByDescending(m => m.OpenedAt).ThenByDescending(m => m.Id).Take(most + 1).ToListAsync(cancellation);
        return call.Answer(ApiPage<MatterItem>.Of([.. rows.Select(MatterItem.Of)], most, item => Paging.Write<Matter>(item.OpenedAt, item.Id)));
    }

    private static IResult One(ApiCall call, MatterRules rules, Id<Matter> id)
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

    private static async Task<IResult> Timeline(ApiCall call, MatterRules rules, Id<Matter> id, CancellationToken cancellation)
    {
        var dossier = Dossier.Read(call.Db, id, rules);
        if (dossier is null || !Standing.Of(dossier, call.Caller).MaySee)
        {
            return call.Problem(Refusal.NotFound("matter"));
        }

        var rows = await call.Db.Set<FactRow>().Where(f => f.SubjectId == id.Value).OrderBy(f => f.Seq).Take(TimelineLimit).ToListAsync(cancellation);
        return call.Answer(rows.Select(f => new TimelineItem(f.Seq, f.At, f.Kind, f.Audience, JsonSerializer.Deserialize<JsonElement>(f.Data), f.Remark)));
    }

    private static Task<IResult> Move(ApiCall call, MatterRules rules, Id<Matter> id, string move, WordsWish wish)
    {
        var caller = call.Caller;
        return call.RunOn(id, "make_move", wish, change => State(new MakePlainMove(id, move, wish.Words).In(change, caller, rules)), wish);
    }

    private static Task<IResult> Dispatch(ApiCall call, MatterRules rules, IEnumerable<IDispatchAdvisor> advisors, Id<Matter> id, DispatchWish wish)
    {
        var caller = call.Caller;
        var why = Dossier.Read(call.Db, id, rules) is { } dossier ? advisors.For(dossier).WhyOf(wish.Lead) : DispatchMatter.Chosen;
        return call.RunOn(id, "dispatch_matter", wish, change =>
            new DispatchMatter(id, wish.Lead, wish.Assists ?? [], why, Words.Of(wish.Remark)).In(change, caller, rules).Then<MatterState>(m => MatterState.Of(m)));
    }

    private static Task<IResult> AskForIt(ApiCall call, MatterRules rules, Id<Matter> id, AskWish wish)
    {
        var caller = call.Caller;
        return call.RunOn(id, "ask", wish, change => new AskFor(id, wish.Kind, wish.Reason, wish.Days, wish.ReviewOn, Words.Of(wish.Remark)).In(change, caller, rules));
    }

    private static Task<IResult> Decide(ApiCall call, MatterRules rules, Id<Ask> ask, DecisionWish wish)
    {
        var caller = call.Caller;
        return call.Run("decide_ask", wish, change => State(new DecideAsk(ask, wish.Grant, Words.Of(wish.Remark)).In(change, caller, rules)));
    }

    private static Task<IResult> Resume(ApiCall call, MatterRules rules, Id<Matter> id, WordsWish wish)
    {
        var caller = call.Caller;
        return call.RunOn(id, "resume_clock", wish, change => State(new ResumeClock(id, wish.Words).In(change, caller, rules)), wish);
    }

    private static Task<IResult> AskForAssistance(ApiCall call, MatterRules rules, Id<Matter> id, AssistWish wish)
    {
        var caller = call.Caller;
        return call.RunOn(id, "ask_to_assist", wish, change => State(new AskToAssist(id, wish.Units, Words.Of(wish.Remark)).In(change, caller, rules)));
    }

    private static Task<IResult> AssistIsDone(ApiCall call, MatterRules rules, Id<Matter> id, WordsWish wish)
    {
        var caller = call.Caller;
        return call.RunOn(id, "finish_assist", wish, change => State(new FinishAssist(id, wish.Words).In(change, caller, rules)), wish);
    }

    private static Task<IResult> Merge(ApiCall call, MatterRules rules, Id<Matter> id, OtherWish wish)
    {
        var caller = call.Caller;
        return call.RunOn(id, "merge_matter", wish, change => State(new MergeMatter(id, wish.Other, Words.Of(wish.Remark)).In(change, caller, rules)));
    }

    private static Task<IResult> Link(ApiCall call, MatterRules rules, Id<Matter> id, OtherWish wish)
    {
        var caller = call.Caller;
        return call.RunOn(id, "link_matters", wish, change => new LinkMatters(id, wish.Other, wish.Relation ?? "").In(change, caller, rules));
    }

    private static Task<IResult> Watch(ApiCall call, MatterRules rules, Id<Matter> id, bool isWatched)
    {
        var caller = call.Caller;
        return call.Run("watch_matter", isWatched, change => new WatchMatter(id, isWatched).In(change, caller, rules));
    }

    private static Outcome<MatterState> State(Outcome<Dossier> outcome) => outcome.Then<MatterState>(d => MatterState.Of(d.Matter));
}
