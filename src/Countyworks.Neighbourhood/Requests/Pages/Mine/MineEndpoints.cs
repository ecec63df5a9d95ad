using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Pages.Mine;

/// <summary>One of the reader's own requests.</summary>
/// <param name="Number">What people call it.</param>
/// <param name="Link">Its tracking page.</param>
/// <param name="Category">What it is about.</param>
/// <param name="Title">In a few words.</param>
/// <param name="Stage">How far it is, by name.</param>
/// <param name="ReceivedAt">When it was received.</param>
public sealed record MineRow(string Number, string Link, string Category, string Title, string Stage, Instant ReceivedAt);

/// <summary>The reader's own requests.</summary>
/// <param name="Rows">The newest first.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Page">Which page this is, from 1.</param>
public sealed record MineView(IReadOnlyList<MineRow> Rows, int Total, int Page)
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 50;
}

/// <summary>Everything the reader ever asked for: <c>GET /my/requests</c>.</summary>
public static class MineEndpoints
{
    /// <summary>Where it is.</summary>
    public const string Path = "/my/requests";

    private const int LastPage = 1000;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Show).NeedsAnAccount();

    private static async Task<IResult> Show(HttpContext http, DistrictDb db, Cached<Categories> categories, int page = 1)
    {
        var (number, me) = (Math.Clamp(page, 1, LastPage), http.Caller().Person!.Id);
        var mine = db.Set<Request>().Where(r => r.PersonId == me);

        // Ids grow with time, so the index of a person's requests gives the newest at once.
        var rows = await (
            from request in mine.OrderByDescending(r => r.Id).Skip((number - 1) * MineView.Size).Take(MineView.Size)
            join matter in db.Set<Matter>() on request.Id equals matter.Id
            orderby request.Id descending
            select new Tracked(matter, request)).ToListAsync(http.RequestAborted);
        return Page.Show<MinePage, MineView>(new MineView(
            [.. rows.Select(t => new MineRow(t.Matter.Number, t.Address, categories.Current.NameOf(t.Matter.Category), t.Matter.Title, t.Matter.Stage, t.Matter.OpenedAt))],
            await mine.CountAsync(http.RequestAborted),
            number));
    }
}
