using System.Globalization;
using System.Text;
using Countyworks.Core.Matters;
using Countyworks.Core.Notices;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Deliberation.Pages;

/// <summary><c>/deliberation</c>: the proposals of the neighbourhoods, as everybody may read them: texts, versions compared, concerns and answers, costs, results.</summary>
public static class DeliberationEndpoints
{
    /// <summary>The address.</summary>
    public const string Path = "/deliberation";

    private const int LastPage = 1000;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(Path).Open().ExcludeFromDescription();
        pages.MapGet("", List);
        pages.MapGet("/{id}", One);
        pages.MapGet("/{id}/versions/{number:int}", Version);
        pages.MapGet("/{id}/versions/{number:int}.txt", Canonical);
        pages.MapGet("/{id}/compare", Compare);
        pages.MapGet("/{id}/poster", Poster);
        TalkEndpoints.Map(routes);
        WriteEndpoints.Map(routes);
        KeepEndpoints.Map(routes);
    }

    /// <summary>A proposal's page, or one below it.</summary>
    public static string PathOf(Id<Matter> proposal, string below = "") => $"{Path}/{proposal}{(below.Length == 0 ? "" : "/")}{below}";

    private static async Task<IResult> List(PageCall call, Id<Place>? of, int page = 1)
    {
        var (number, cancellation) = (Math.Clamp(page, 1, LastPage), call.Http.RequestAborted);
        var all = ProposalCase.All(call.Db);
        var having = await all.Select(m => m.PlaceId).Distinct().ToListAsync(cancellation);
        var shown = of is { } one ? all.Where(m => m.PlaceId == one) : all;
        var rows = await shown.OrderByDescending(m => m.OpenedAt).ThenByDescending(m => m.Id).Skip((number - 1) * ProposalsView.Size).Take(ProposalsView.Size).ToListAsync(cancellation);
        var places = call.Places;
        return Page.Show<ProposalsPage, ProposalsView>(new(
            [.. rows.Select(m => new ProposalRow(m, places.Find(m.PlaceId)?.Name ?? ""))],
            number,
            await shown.CountAsync(cancellation),
            [.. having.Select(places.Find).OfType<Place>().OrderBy(p => p.Path, StringComparer.Ordinal)],
            of));
    }

    private static IResult One(PageCall page, DeliberationReader reader, Id<Matter> id) =>
        reader.One(page, id) is { } view ? Page.Show<ProposalPage, ProposalView>(view) : Results.NotFound();

    private static IResult Version(PageCall page, Id<Matter> id, int number) =>
        DeliberationReader.Matter(page.Db, id) is { } matter && ProposalCase.Text(page.Db, matter, number) is { } text
            ? Page.Show<VersionPage, VersionView>(new(matter, page.Db.Set<ProposalVersion>().First(v => v.ProposalId == id && v.Number == number), text, DeliberationReader.Files(page.Db, id, number)))
            : Results.NotFound();

    // The very bytes that are hashed: whoever asks a tool for their SHA-256 gets the hash the vote is bound to.
    private static IResult Canonical(PageCall page, Id<Matter> id, int number) =>
        DeliberationReader.Matter(page.Db, id) is { } matter && ProposalCase.Text(page.Db, matter, number) is { } text
            ? Results.File(Encoding.UTF8.GetBytes(text.Canonical), "text/plain; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"proposal-{id}-{number}.txt"))
            : Results.NotFound();

    private static IResult Compare(PageCall page, Id<Matter> id, int from = 0, int to = 0)
    {
        if (DeliberationReader.Matter(page.Db, id) is not { } matter || from == to
            || ProposalCase.Text(page.Db, matter, Math.Min(from, to)) is not { } before || ProposalCase.Text(page.Db, matter, Math.Max(from, to)) is not { } after)
        {
            return Results.NotFound();
        }

        var why = page.Db.Set<ProposalVersion>().First(v => v.ProposalId == id && v.Number == after.Number).Why;
        return Page.Show<ComparePage, CompareView>(new(matter, before, after, Comparison.Of(before, after), why, page.Db.Set<ProposalVersion>().Count(v => v.ProposalId == id)));
    }

    private static IResult Poster(PageCall page, DeliberationReader reader, NoticeSettings here, Id<Matter> id)
    {
        if (reader.One(page, id) is not { } view)
        {
            return Results.NotFound();
        }

        var request = page.Http.Request;
        var address = (here.PublicAddress?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}") + PathOf(id);
        return Page.Show<PosterPage, PosterView>(new(view, address, QrPicture.Of(address)));
    }
}
