using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Figures;

/// <summary>A list behind a number: which requests were counted into it.</summary>
public enum ListOf
{
    /// <summary>All filed.</summary>
    Filed = 1,

    /// <summary>Dispatched and not excluded: the base of the response rate.</summary>
    Base = 2,

    /// <summary>Contacted in time.</summary>
    Responded = 3,

    /// <summary>Excluded from the base.</summary>
    Excluded = 4,

    /// <summary>Valid call-backs: the base of the solution rate.</summary>
    CalledBack = 5,

    /// <summary>Solved.</summary>
    Solved = 6,

    /// <summary>Partly solved.</summary>
    Partly = 7,

    /// <summary>Rated: the base of the satisfaction rate.</summary>
    Rated = 8,

    /// <summary>Satisfied or basically satisfied.</summary>
    Satisfied = 9,

    /// <summary>Ended.</summary>
    Ended = 10,

    /// <summary>Overdue now, whenever filed.</summary>
    Overdue = 11,
}

/// <summary>One request of a list.</summary>
/// <param name="Id">The matter.</param>
/// <param name="Number">Its number.</param>
/// <param name="Title">Its title.</param>
/// <param name="OpenedAt">When it was filed.</param>
/// <param name="PlaceId">Where.</param>
/// <param name="UnitId">Its unit.</param>
/// <param name="Stage">Its stage.</param>
/// <param name="DueAt">When it is due next.</param>
/// <param name="ExcludedFor">The reason of an approved exclusion.</param>
/// <param name="ApprovedBy">The post that approved it.</param>
public sealed record ListedRequest(
    Id<Matter> Id, string Number, string Title, Instant OpenedAt, Id<Place> PlaceId, Id<Organisation>? UnitId, string Stage, Instant? DueAt, string? ExcludedFor, Id<Post>? ApprovedBy);

/// <summary>Reads the lists behind the numbers.</summary>
public static class RequestList
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <summary>What requests of a list must carry: all of the first, none of the second, and one of the third where it names any.</summary>
    public static (CountedAs All, CountedAs None, CountedAs Any) Flags(ListOf list) => list switch
    {
        ListOf.Filed or ListOf.Overdue => (CountedAs.Filed, CountedAs.None, CountedAs.None),
        ListOf.Base => (CountedAs.Dispatched, CountedAs.Excluded, CountedAs.None),
        ListOf.Responded => (CountedAs.Responded, CountedAs.None, CountedAs.None),
        ListOf.Excluded => (CountedAs.Excluded, CountedAs.None, CountedAs.None),
        ListOf.CalledBack => (CountedAs.CalledBack, CountedAs.None, CountedAs.None),
        ListOf.Solved => (CountedAs.Solved, CountedAs.None, CountedAs.None),
        ListOf.Partly => (CountedAs.Partly, CountedAs.None, CountedAs.None),
        ListOf.Rated => (CountedAs.Rated, CountedAs.None, CountedAs.None),
        ListOf.Satisfied => (CountedAs.None, CountedAs.None, CountedAs.Satisfied | CountedAs.Basically),
        ListOf.Ended => (CountedAs.Ended, CountedAs.None, CountedAs.None),
    };

    /// <summary>How many a list has, from what was counted.</summary>
    public static long CountOf(ListOf list, Tally tally) => list switch
    {
        ListOf.Base => tally[CountedAs.Dispatched] - tally[CountedAs.Excluded],
        ListOf.Satisfied => tally[CountedAs.Satisfied] + tally[CountedAs.Basically],
        ListOf.Overdue => throw new ArgumentOutOfRangeException(nameof(list), "What is overdue is not counted by month."),
        _ => tally[Flags(list).All],
    };

    /// <summary>One page of a list, the newest first; overdue ones the longest overdue first. One query.</summary>
    /// <param name="db">The rows.</param>
    /// <param name="list">Which list.</param>
    /// <param name="query">Which requests.</param>
    /// <param name="places">The places they are counted under; empty for none at all, null for the whole district.</param>
    /// <param name="now">For what is overdue.</param>
    /// <param name="page">From 1.</param>
    /// <param name="cancellation">Gives up.</param>
    public static Task<List<ListedRequest>> Read(
        DistrictDb db, ListOf list, FiguresQuery query, IReadOnlyList<Id<Place>>? places, Instant now, int page, CancellationToken cancellation)
    {
        var (all, none, any) = Flags(list);
        var rows = db.Set<Request>().Where(r => (r.CountedAs & all) == all && (r.CountedAs & none) == CountedAs.None);
        if (any != CountedAs.None)
        {
            rows = rows.Where(r => (r.CountedAs & any) != CountedAs.None);
        }

        if (query.Category is { } category)
        {
            rows = rows.Where(r => r.CountedCategory == category);
        }

        if (query.Unit is { } unit)
        {
            rows = rows.Where(r => r.CountedUnitId == unit);
        }

        // By the places counted under: a path is no key, and a few hundred ids are quicker told apart than prefixes.
        if (places is not null)
        {
            rows = rows.Where(r => places.Contains(r.CountedPlaceId));
        }

        var skip = (page - 1) * PageSize;
        if (list != ListOf.Overdue)
        {
            // Matters are read of this page alone, not of those before it.
            rows = rows.Where(r => r.CountedMonth >= query.From && r.CountedMonth <= query.To)
                .OrderByDescending(r => r.CountedMonth).ThenByDescending(r => r.Id).Skip(skip).Take(PageSize);
        }

        var both = from request in rows join matter in db.Set<Matter>() on request.Id equals matter.Id select new { request, matter };
        both = list == ListOf.Overdue
            ? both.Where(r => r.matter.NextDueAt <= now).OrderBy(r => r.matter.NextDueAt).ThenBy(r => r.matter.Id).Skip(skip).Take(PageSize)
            : both.OrderByDescending(r => r.request.CountedMonth).ThenByDescending(r => r.request.Id);
        return both.Select(r => new ListedRequest(
            r.matter.Id, r.matter.Number, r.matter.Title, r.matter.OpenedAt, r.matter.PlaceId, r.matter.UnitId, r.matter.Stage, r.matter.NextDueAt, r.matter.ExcludedFor,
            r.matter.ExcludedFor == null ? null : db.Set<Ask>()
                .Where(a => a.MatterId == r.matter.Id && a.Kind == AskKind.Exclusion && a.IsGranted == true)
                .OrderByDescending(a => a.DecidedAt).Select(a => a.DecidedBy).FirstOrDefault())).ToListAsync(cancellation);
    }
}
