using System.Globalization;
using System.Text;
using Countyworks.Core.Posts;
using Countyworks.Core.Votes;
using Countyworks.Core.Web;
using Countyworks.Data;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.OwnersVotes;

/// <summary><c>/votes</c>: the votes of owners, as everybody may see them: what is asked, who is still missing, what came out and how to count it again.</summary>
public static class VoteEndpoints
{
    /// <summary>The address.</summary>
    public const string Path = "/votes";

    private const int LastPage = 1000;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Path).Open().ExcludeFromDescription();
        pages.MapGet("", List).CacheForAnybody();
        pages.MapGet("/{id}", One).CacheForAnybody();
        pages.MapGet("/{id}/result", Result).CacheForAnybody();
        pages.MapGet("/{id}/list", Ballots).CacheForAnybody();
        pages.MapGet("/{id}/list.csv", Csv);
        pages.MapGet("/{id}/vote.json", File);
        pages.MapGet("/{id}/receipt", AskReceipt);
        pages.MapPost("/{id}/receipt", CheckReceipt);
        BallotEndpoints.Map(routes);
        DraftEndpoints.Map(routes);
        TellerEndpoints.Map(routes);
    }

    /// <summary>A vote's page, or one below it.</summary>
    public static string PathOf(Id<Vote> vote, string below = "") => $"{Path}/{vote}{(below.Length == 0 ? "" : "/")}{below}";

    private static async Task<IResult> List(PageCall call, int page = 1)
    {
        var number = Math.Clamp(page, 1, LastPage);
        var shown = VoteReader.Shown(call.Db, call.Caller);
        var rows = await shown.OrderByDescending(v => v.Id).Skip((number - 1) * VotesView.Size).Take(VotesView.Size).ToListAsync(call.Http.RequestAborted);
        var places = call.Places;
        return Page.Show<VotesPage, VotesView>(new(
            [.. rows.Select(v => new VoteRow(v, places.Find(v.PlaceId)?.Name ?? ""))], number, await shown.CountAsync(call.Http.RequestAborted), call.Now, call.Caller.Has(VotePermissions.Keep)));
    }

    private static IResult One(PageCall page, Id<Vote> id) =>
        VoteReader.Find(page.Db, page.Caller, id) is { } vote ? Page.Show<VotePage, VoteView>(VoteReader.One(page, vote)) : Results.NotFound();

    private static IResult Result(PageCall page, Id<Vote> id) =>
        Closed(page, id) is { } vote ? Page.Show<ResultPage, VoteView>(VoteReader.One(page, vote)) : Results.NotFound();

    private static IResult Ballots(PageCall call, Id<Vote> id, int page = 1) =>
        Closed(call, id) is { } vote ? Page.Show<ListPage, ListView>(new(VoteCount.Read(call.Db, vote), Math.Clamp(page, 1, LastPage))) : Results.NotFound();

    private static IResult Csv(PageCall page, Id<Vote> id)
    {
        if (Closed(page, id) is not { } vote)
        {
            return Results.NotFound();
        }

        // The lines below the head are the leaves of the list's root, byte by byte: no quoting is needed, since no field has a comma.
        var text = new StringBuilder("area,choice,receipts\n");
        foreach (var head in VoteCount.Read(page.Db, vote).List)
        {
            text.Append(head.Line).Append('\n');
        }

        return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"vote-{vote.Id}.csv"));
    }

    private static IResult File(PageCall page, Id<Vote> id) =>
        Closed(page, id) is { } vote ? Results.Json(VoteCount.Read(page.Db, vote).AsFile(), Json.Options) : Results.NotFound();

    private static IResult AskReceipt(PageCall page, Id<Vote> id) =>
        VoteReader.Find(page.Db, page.Caller, id) is { } vote ? Page.Show<ReceiptPage, ReceiptView>(new(vote, Form.New("receipt"), null)) : Results.NotFound();

    private static IResult CheckReceipt(PageCall page, Form form, Id<Vote> id)
    {
        if (VoteReader.Find(page.Db, page.Caller, id) is not { } vote)
        {
            return Results.NotFound();
        }

        var code = form.For("receipt").Text("code", CodeLimit);
        var found = form.Refusal is null ? VoteReader.FindReceipt(page.Db, vote, code) : null;
        if (form.Refusal is null && found is null)
        {
            form.Refused(new Refusal("receipt_unknown", "code"));
        }

        page.Http.Response.Headers.CacheControl = "no-store";
        return Page.Show<ReceiptPage, ReceiptView>(new(vote, form, found), Problems.StatusOf(form));
    }

    private const int CodeLimit = 40;

    private static Vote? Closed(PageCall page, Id<Vote> id) => VoteReader.Find(page.Db, page.Caller, id) is { Stage: VoteStage.Closed } vote ? vote : null;
}
