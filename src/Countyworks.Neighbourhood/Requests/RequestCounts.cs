using Countyworks.Core.Indicators;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>What one request is counted as. A request counts at most once under each.</summary>
[Flags]
public enum CountedAs
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Filed.</summary>
    Filed = 1,

    /// <summary>Dispatched to a unit at least once: the first base of the response rate.</summary>
    Dispatched = 2,

    /// <summary>Excluded from the rates, with a reason and an approver.</summary>
    Excluded = 4,

    /// <summary>Contacted in time.</summary>
    Responded = 8,

    /// <summary>The requester was reached and said what came of it.</summary>
    CalledBack = 16,

    /// <summary>Solved, says the requester.</summary>
    Solved = 32,

    /// <summary>Partly solved, says the requester.</summary>
    Partly = 64,

    /// <summary>The result was rated.</summary>
    Rated = 128,

    /// <summary>Satisfied.</summary>
    Satisfied = 256,

    /// <summary>Basically satisfied.</summary>
    Basically = 512,

    /// <summary>Ended.</summary>
    Ended = 1024,

    /// <summary>Answered at first contact.</summary>
    AtOnce = 2048,
}

/// <summary>
/// Keeps the sums of requests: each request remembers what it was last counted as, so that a change moves it from one cell to another,
/// and the sums can at any time be made anew from the records (<see cref="Figures.RebuildSums"/>).
/// </summary>
public static class RequestCounts
{
    /// <summary>The name of the sums.</summary>
    public const string Indicator = "requests";

    /// <summary>
    /// What a request counts as. Left out of all rates by an approved exclusion; left out of the response rate alone when it was merged
    /// (the unit answers the one it goes on in, while its own requester still rates the answer) or declined after a unit had given it back.
    /// A request answered at first contact was never dispatched, yet what its requester says of the answer counts.
    /// </summary>
    public static CountedAs Of(Request request, Matter matter)
    {
        var wasDispatched = matter.UnitId is not null || matter.Stage == RequestKind.ReturnRequested || matter.Returns > 0;
        var counted = CountedAs.Filed
            | When(!matter.IsOpen, CountedAs.Ended)
            | When(request.WasAnsweredAtOnce, CountedAs.AtOnce)
            | When(wasDispatched, CountedAs.Dispatched);
        if (matter.ExcludedFor is not null)
        {
            return counted | CountedAs.Dispatched | CountedAs.Excluded;
        }

        return counted
            | When(wasDispatched && IsLeftOutOfResponse(matter), CountedAs.Excluded)
            | When(wasDispatched && !IsLeftOutOfResponse(matter) && request.WasRespondedInTime is true, CountedAs.Responded)
            | When(request.Result is not null, CountedAs.CalledBack)
            | When(request.Result is CallBackResult.Solved, CountedAs.Solved)
            | When(request.Result is CallBackResult.Partly, CountedAs.Partly)
            | When(request.ResultRating is not null, CountedAs.Rated)
            | When(request.ResultRating is Rating.Satisfied, CountedAs.Satisfied)
            | When(request.ResultRating is Rating.Basically, CountedAs.Basically);
    }

    /// <summary>Where a request is counted: the month it was filed in, its community, its unit, its category.</summary>
    public static Cell CellOf(Matter matter, Id<Place> community)
    {
        var day = CountyTime.LocalDay(matter.OpenedAt);
        return new Cell(new LocalDate(day.Year, day.Month, 1), community, matter.UnitId ?? default, matter.Category ?? "");
    }

    /// <summary>Moves a request to where it is counted now; the row remembers it and is still to be saved. Answers whether it moved.</summary>
    public static bool Recount(Change change, Request request, Matter matter, Id<Place> community)
    {
        var (cell, flags) = (CellOf(matter, community), Of(request, matter));
        var before = Remembered(request);
        if (before == (cell, flags))
        {
            return false;
        }

        if (before is { } was)
        {
            change.Count(Indicator, was.Cell, (int)was.Flags, -1);
        }

        change.Count(Indicator, cell, (int)flags, 1);
        (request.CountedMonth, request.CountedPlaceId, request.CountedUnitId, request.CountedCategory, request.CountedAs) =
            (cell.Month, cell.PlaceId, cell.UnitId, cell.Category, flags);
        return true;
    }

    private static bool IsLeftOutOfResponse(Matter matter) => matter.Stage is RequestKind.Merged or RequestKind.NotAccepted;

    private static (Cell Cell, CountedAs Flags)? Remembered(Request request) => request.CountedAs == CountedAs.None
        ? null
        : (new Cell(request.CountedMonth, request.CountedPlaceId, request.CountedUnitId, request.CountedCategory), request.CountedAs);

    private static CountedAs When(bool holds, CountedAs flag) => holds ? flag : CountedAs.None;
}
