using Countyworks.Core.Matters;
using Countyworks.Core.Matters.Deeds;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Search;
using Countyworks.Core.Web;
using Countyworks.Data.Journal;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Routing;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Board;

/// <summary>Reads the dispatcher's board and puts it in words.</summary>
public sealed class BoardReader(
    RoutingAdvisor advisor, Cached<PlaceTree> places, Cached<PostDirectory> posts, Cached<Categories> categories, Recent<BoardCounts> recent, IClock clock)
{
    /// <summary>The query for a caller: only what lies in the places the caller dispatches for.</summary>
    public BoardQuery For(DistrictDb db, Caller caller)
    {
        var paths = caller.PathsFor(RequestPermissions.Dispatch);
        return new(db, paths is [var path] && path == places.Current.District?.Path ? [""] : paths, clock.GetCurrentInstant());
    }

    /// <summary>One page of a tab.</summary>
    public async Task<BoardView> Read(DistrictDb db, Caller caller, BoardTab tab, int number, CancellationToken cancellation)
    {
        var query = For(db, caller);
        var counts = await Count(query, cancellation);
        var found = await query.Read(tab, (number - 1) * BoardView.Size, BoardView.Size, cancellation);
        return new(tab, "", counts, await Rows(query, found, cancellation), number, Units());
    }

    /// <summary>What a query finds: by number, or by words.</summary>
    public async Task<BoardView> Search(DistrictDb db, Caller caller, string text, CancellationToken cancellation)
    {
        var query = For(db, caller);
        var scope = new SearchScope(query.Scope, Audience.Staff) { Kinds = [RequestKind.Kind.Name] };
        var ids = (await SearchIndex.Search(db, text, scope, BoardView.Size, cancellation)).Select(id => new Id<Matter>(id)).ToList();
        var found = await query.Find(text, ids, BoardView.Size, cancellation);
        return new(BoardTab.Open, text, await Count(query, cancellation), await Rows(query, found, cancellation), 1, Units());
    }

    /// <summary>How many each tab has.</summary>
    public Task<BoardCounts> Count(BoardQuery query, CancellationToken cancellation) => recent.Of(string.Join('|', query.Scope), () => query.Count(cancellation));

    /// <summary>Rows in words.</summary>
    public async Task<IReadOnlyList<BoardRow>> Rows(BoardQuery query, IReadOnlyList<BoardFound> found, CancellationToken cancellation)
    {
        var returned = await query.AsksOf([.. found.Where(f => f.Matter is { UnitId: null, Returns: > 0 }).Select(f => f.Matter.Id)], cancellation);
        var words = await WordsOf(query, [.. found.Select(f => f.Ask).OfType<Ask>()], cancellation);
        return [.. found.Select(f => new BoardRow(
            f.Matter,
            places.Current.FullName(f.Matter.PlaceId),
            categories.Current.NameOf(f.Matter.Category),
            NameOf(f.Matter.UnitId),
            f.Matter.NextDueAt is { } due ? new Due(f.Matter.OpenedAt, due, query.Now) : null,
            f.Matter is { IsOpen: true, UnitId: null } ? advisor.AdviceFor(f.Matter, RoutingAdvisor.ReturnedBy(returned[f.Matter.Id])) : null,
            f.Ask,
            NameOf(f.Ask?.UnitId),
            f.Ask is { } ask ? words.GetValueOrDefault(ask.Id, "") : "",
            f.ApprovedBy is { } post && posts.Current.Find(post) is { } approver ? $"{approver.Title} {posts.Current.NameOf(approver.PersonId)}" : null))];
    }

    private IReadOnlyList<Option> Units() => [.. posts.Current.Organisations.Where(o => o.IsActive).Select(o => new Option(o.Id.ToString(), o.Name))];

    private string NameOf(Id<Organisation>? unit) => unit is { } id ? posts.Current.Find(id)?.Name ?? "" : "";

    // What the unit wrote stands with the fact of its asking.
    private static async Task<Dictionary<Id<Ask>, string>> WordsOf(BoardQuery query, IReadOnlyList<Ask> asks, CancellationToken cancellation)
    {
        var words = new Dictionary<Id<Ask>, string>();
        if (asks.Count == 0)
        {
            return words;
        }

        var subjects = asks.Select(a => (Guid?)a.MatterId.Value).Distinct().ToList();
        var facts = await query.Db.Set<FactRow>().Where(f => subjects.Contains(f.SubjectId) && f.Kind == "ask_made" && f.Remark != null)
            .Select(f => new { f.SubjectId, f.At, f.Remark }).ToListAsync(cancellation);
        foreach (var ask in asks)
        {
            words[ask.Id] = facts.FirstOrDefault(f => f.SubjectId == ask.MatterId.Value && f.At == ask.At)?.Remark ?? "";
        }

        return words;
    }
}
