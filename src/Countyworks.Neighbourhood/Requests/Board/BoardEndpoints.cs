using Countyworks.Core.Matters;
using Countyworks.Core.Matters.Deeds;
using Countyworks.Core.People;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Routing;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.Requests.Board;

/// <summary><c>/dispatch</c>: the dispatcher's board. What waits is given to units, one by one or several at once, and what units ask for is decided.</summary>
public static class BoardEndpoints
{
    /// <summary>Where it is.</summary>
    public const string Path = "/dispatch";

    private const string Area = "board";
    private const int MostPages = 10_000, QueryLimit = 60;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var board = routes.MapGroup("").Needs(RequestPermissions.Dispatch).ExcludeFromDescription();
        board.MapGet(Path, Show);
        board.MapPost(Path, Give);
        board.MapPost(Path + "/decide", Decide);
    }

    private static async Task<IResult> Show(RequestCall page, BoardReader reader, string? tab, string? q, bool? decided)
    {
        var query = TypedText.Line(q);
        var view = query.Length > 0
            ? await reader.Search(page.Db, page.Caller, query[..Math.Min(query.Length, QueryLimit)], page.Http.RequestAborted)
            : await reader.Read(page.Db, page.Caller, EnumNames<BoardTab>.Parse(tab) ?? BoardTab.Queue, PageOf(page.Http), page.Http.RequestAborted);
        return Page.Show<BoardPage, BoardView>(view with { HasDecided = decided == true });
    }

    // Each row is a command of its own: one that was changed meanwhile keeps no other from being dispatched, and each is reported.
    private static async Task<IResult> Give(RequestCall page, BoardReader reader, RoutingAdvisor advisor, Form form)
    {
        form = form.For(Area);
        var one = form.Value("one");
        IReadOnlyList<string> chosen = one.Length > 0 ? [one] : form.Ticked("matter");
        var ids = chosen.Take(BoardView.Size).Select(typed => Id<Matter>.TryParse(typed, null, out var id) ? id : default).ToList();
        if (ids.Count == 0)
        {
            form.Refused(new Refusal("none_ticked"));
        }

        var stop = page.Http.RequestAborted;
        var numbers = (await reader.For(page.Db, page.Caller).Find("", ids, BoardView.Size, stop)).ToDictionary(f => f.Matter.Id, f => f.Matter.Number);
        var results = new List<BoardResult>();
        foreach (var id in ids)
        {
            results.Add(await GiveOne(page, advisor, form, id, numbers.GetValueOrDefault(id, "")));
        }

        var refusal = form.Refusal ?? (results.TrueForAll(r => r.Refusal is not null) ? results.FirstOrDefault()?.Refusal : null);
        var view = await reader.Read(page.Db, page.Caller, BoardTab.Queue, 1, stop);
        return Page.Show<BoardPage, BoardView>(view with { Results = results, Form = form }, refusal is null ? StatusCodes.Status200OK : Problems.StatusOfPage(refusal));
    }

    private static async Task<BoardResult> GiveOne(RequestCall page, RoutingAdvisor advisor, Form form, Id<Matter> matter, string number)
    {
        var typed = form.Value($"unit_{matter}") is { Length: > 0 } chosen ? chosen : form.Value($"suggested_{matter}");
        var version = int.TryParse(form.Value($"version_{matter}"), out var seen) ? seen : (int?)null;
        if (!Id<Organisation>.TryParse(typed, null, out var unit))
        {
            return new(number, "", new Refusal("unit_unknown", "lead"));
        }

        var outcome = await page.Run<Done>(
            "dispatch_matter",
            RequestPermissions.Dispatch,
            form,
            change => Dossier.Read(change, matter, page.Rules).Then(dossier =>
                new DispatchMatter(matter, unit, [], advisor.Advise(dossier).WhyOf(unit), Words.None, version).In(change, page.Caller, page.Rules).Then<Done>(_ => Done.It)),
            matter.ToString());
        return new(number, typed, outcome.Refusal);
    }

    private static async Task<IResult> Decide(RequestCall page, BoardReader reader, Form form)
    {
        form = form.For(Area);
        var ask = form.Id<Ask>("ask");
        var isGranted = form.Value("grant") switch { "yes" => true, "no" => false, _ => (bool?)null };
        var remark = form.LongText("remark", Words.Limit, required: false);
        if (isGranted is null)
        {
            form.Refused(Refusal.Missing("grant"));
        }

        var outcome = form.Refusal is { } invalid
            ? invalid
            : await page.Run<Done>("decide_ask", RequestPermissions.Dispatch, form, change =>
                new DecideAsk(ask, isGranted == true, Words.Of(remark)).In(change, page.Caller, page.Rules).Then<Done>(_ => Done.It));
        var tab = EnumNames<BoardTab>.Parse(form.Value("tab")) ?? BoardTab.Returns;
        if (outcome.Refusal is not { } refusal)
        {
            return TypedResults.LocalRedirect($"{BoardView.Href(tab)}&decided=true");
        }

        if (refusal.Kind == RefusalKind.NotFound)
        {
            return TypedResults.NotFound();
        }

        if (form.Refusal is null)
        {
            form.Refused(refusal);
        }

        var view = await reader.Read(page.Db, page.Caller, tab, 1, page.Http.RequestAborted);
        return Page.Show<BoardPage, BoardView>(view with { Form = form }, Problems.StatusOfPage(refusal));
    }

    private static int PageOf(HttpContext http) => int.TryParse(http.Request.Query["page"], out var number) ? Math.Clamp(number, 1, MostPages) : 1;
}
