using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Board;

/// <summary>A request on the board, as read.</summary>
/// <param name="Matter">The request.</param>
/// <param name="Ask">What waits for a decision; null in lists of requests.</param>
/// <param name="ApprovedBy">Who approved that it is not counted; null when it is counted.</param>
public sealed record BoardFound(Matter Matter, Ask? Ask, Id<Post>? ApprovedBy = null);

/// <summary>How many each tab has.</summary>
/// <param name="ByTab">By tab.</param>
/// <param name="Arbitrations">How many of the returns are second ones.</param>
public sealed record BoardCounts(IReadOnlyDictionary<BoardTab, int> ByTab, int Arbitrations);

/// <summary>Reads the board: each list walks an index in its order and stops at the end of the page; all counts are three sums over indexes, asked for at once.</summary>
/// <param name="Db">The rows.</param>
/// <param name="Scope">The paths of the places the dispatcher answers for; <c>""</c> alone for the whole district.</param>
/// <param name="Now">Now.</param>
public sealed record BoardQuery(DistrictDb Db, IReadOnlyList<string> Scope, Instant Now)
{
    /// <summary>From which return on a decision is an arbitration.</summary>
    public const int Arbitration = 2;

    private static readonly string kind = RequestKind.Kind.Name;

    private Instant Midnight => CountyTime.StartOf(CountyTime.LocalDay(Now).PlusDays(1));

    // Not a range of paths: it would draw the planner away from the indexes that have the order of the list.
    private IQueryable<Matter> Requests => Scope is [""]
        ? Db.Set<Matter>().Where(m => m.Kind == kind)
        : Db.Set<Matter>().Where(m => m.Kind == kind && Scope.Any(path => EF.Functions.Like(m.PlacePath, path + "%")));

    private IQueryable<Matter> Open => Requests.Where(m => m.IsOpen);

    /// <summary>Which requests a tab shows, the worst first: the queue by how pressing, then by the time left; exclusions newest first; others by the time left.</summary>
    public IQueryable<Matter> Matters(BoardTab tab) => tab switch
    {
        BoardTab.Queue => Open.Where(m => m.UnitId == null).OrderByDescending(m => m.Priority).ThenBy(m => m.NextDueAt).ThenBy(m => m.Id),
        BoardTab.Excluded => Requests.Where(m => m.ExcludedFor != null).OrderByDescending(m => m.OpenedAt).ThenBy(m => m.Id),
        BoardTab.Overdue => ByTimeLeft(Open.Where(m => m.NextDueAt <= Now)),
        BoardTab.Today => ByTimeLeft(Open.Where(m => m.NextDueAt > Now && m.NextDueAt <= Midnight)),
        BoardTab.Rework => ByTimeLeft(Open.Where(m => m.ReopenedAt != null)),
        BoardTab.Open => ByTimeLeft(Open),
        BoardTab.Returns or BoardTab.Asks => throw new ArgumentOutOfRangeException(nameof(tab), "Asks are read by Asks."),
    };

    /// <summary>One page of a tab.</summary>
    /// <param name="tab">Which.</param>
    /// <param name="skip">Rows before the page.</param>
    /// <param name="take">Rows of the page.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<BoardFound>> Read(BoardTab tab, int skip, int take, CancellationToken cancellation)
    {
        if (tab is BoardTab.Returns or BoardTab.Asks)
        {
            return await Asks(tab, skip, take, cancellation);
        }

        var rows = await Matters(tab).Skip(skip).Take(take).Select(m => new
        {
            Matter = m,
            By = m.ExcludedFor == null ? null : Db.Set<Ask>()
                .Where(a => a.MatterId == m.Id && a.Kind == AskKind.Exclusion && a.IsGranted == true)
                .OrderByDescending(a => a.DecidedAt).Select(a => a.DecidedBy).FirstOrDefault(),
        }).ToListAsync(cancellation);
        return [.. rows.Select(r => new BoardFound(r.Matter, null, r.By))];
    }

    /// <summary>The requests among these ids and the one of this number, that lie in the scope; newest first.</summary>
    public async Task<IReadOnlyList<BoardFound>> Find(string number, IReadOnlyList<Id<Matter>> ids, int take, CancellationToken cancellation) =>
        [.. (await Requests.Where(m => m.Number == number || ids.Contains(m.Id)).OrderByDescending(m => m.OpenedAt).ThenBy(m => m.Id).Take(take).ToListAsync(cancellation))
            .Select(m => new BoardFound(m, null))];

    /// <summary>The asks of requests, by request: who gave which back is among them.</summary>
    public async Task<ILookup<Id<Matter>, Ask>> AsksOf(IReadOnlyList<Id<Matter>> matters, CancellationToken cancellation) => matters.Count == 0
        ? Array.Empty<Ask>().ToLookup(a => a.MatterId)
        : (await Db.Set<Ask>().Where(a => matters.Contains(a.MatterId)).ToListAsync(cancellation)).ToLookup(a => a.MatterId);

    /// <summary>How many each tab has.</summary>
    public async Task<BoardCounts> Count(CancellationToken cancellation)
    {
        var (now, midnight) = (Now, Midnight);
        var open = Open.GroupBy(_ => 1).Select(all => new Sums
        {
            All = all.Count(),
            Queue = all.Sum(m => m.UnitId == null ? 1 : 0),
            Overdue = all.Sum(m => m.NextDueAt <= now ? 1 : 0),
            Today = all.Sum(m => m.NextDueAt > now && m.NextDueAt <= midnight ? 1 : 0),
            Rework = all.Sum(m => m.ReopenedAt != null ? 1 : 0),
            Returns = 0,
            Arbitrations = 0,
            Asks = 0,
            Excluded = 0,
        });
        var asks = Waiting.GroupBy(_ => 1).Select(all => new Sums
        {
            All = 0,
            Queue = 0,
            Overdue = 0,
            Today = 0,
            Rework = 0,
            Returns = all.Sum(w => w.Ask.Kind == AskKind.Return ? 1 : 0),
            Arbitrations = all.Sum(w => w.Ask.Kind == AskKind.Return && w.Matter.Returns >= Arbitration ? 1 : 0),
            Asks = all.Sum(w => w.Ask.Kind != AskKind.Return ? 1 : 0),
            Excluded = 0,
        });
        var excluded = Requests.Where(m => m.ExcludedFor != null).GroupBy(_ => 1).Select(all => new Sums
        {
            All = 0,
            Queue = 0,
            Overdue = 0,
            Today = 0,
            Rework = 0,
            Returns = 0,
            Arbitrations = 0,
            Asks = 0,
            Excluded = all.Count(),
        });
        var sums = await open.Concat(asks).Concat(excluded).ToListAsync(cancellation);
        return new(
            new Dictionary<BoardTab, int>
            {
                [BoardTab.Queue] = sums.Sum(s => s.Queue),
                [BoardTab.Returns] = sums.Sum(s => s.Returns),
                [BoardTab.Asks] = sums.Sum(s => s.Asks),
                [BoardTab.Overdue] = sums.Sum(s => s.Overdue),
                [BoardTab.Today] = sums.Sum(s => s.Today),
                [BoardTab.Rework] = sums.Sum(s => s.Rework),
                [BoardTab.Open] = sums.Sum(s => s.All),
                [BoardTab.Excluded] = sums.Sum(s => s.Excluded),
            },
            sums.Sum(s => s.Arbitrations));
    }

    private IQueryable<WaitingAsk> Waiting =>
        from ask in Db.Set<Ask>()
        where ask.DecidedAt == null
        join matter in Requests on ask.MatterId equals matter.Id
        select new WaitingAsk { Ask = ask, Matter = matter };

    // What waits is decided soon, so it is little; arbitrations stand first, then what has the least time left.
    private async Task<IReadOnlyList<BoardFound>> Asks(BoardTab tab, int skip, int take, CancellationToken cancellation)
    {
        var rows = await Waiting.Where(w => tab == BoardTab.Returns ? w.Ask.Kind == AskKind.Return : w.Ask.Kind != AskKind.Return)
            .OrderBy(w => tab == BoardTab.Returns && w.Matter.Returns >= Arbitration ? 0 : 1)
            .ThenBy(w => w.Matter.NextDueAt == null).ThenBy(w => w.Matter.NextDueAt).ThenBy(w => w.Ask.Id)
            .Skip(skip).Take(take).ToListAsync(cancellation);
        return [.. rows.Select(w => new BoardFound(w.Matter, w.Ask))];
    }

    private static IQueryable<Matter> ByTimeLeft(IQueryable<Matter> matters) => matters.OrderBy(m => m.NextDueAt == null).ThenBy(m => m.NextDueAt).ThenBy(m => m.Id);

    // One shape for all three, so that they are one question.
    private sealed class Sums
    {
        public required int All { get; init; }

        public required int Queue { get; init; }

        public required int Overdue { get; init; }

        public required int Today { get; init; }

        public required int Rework { get; init; }

        public required int Returns { get; init; }

        public required int Arbitrations { get; init; }

        public required int Asks { get; init; }

        public required int Excluded { get; init; }
    }

    private sealed class WaitingAsk
    {
        public required Ask Ask { get; init; }

        public required Matter Matter { get; init; }
    }
}
