using System.Globalization;
using Countyworks.Core.Indicators;
using Countyworks.Core.Matters;
using Countyworks.Core.People;
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
/// and the sums can at any time be made anew from the records.
/// </summary>
public static class RequestCounts
{
    /// <summary>The indicator of a flag: <c>requests.responded</c>.</summary>
    public static string Indicator(CountedAs flag) => "requests." + flag.ToString().ToLowerInvariant();

    /// <summary>The flags, one by one.</summary>
    public static readonly IReadOnlyList<CountedAs> Each = [.. Enum.GetValues<CountedAs>().Where(f => f != CountedAs.None)];

    /// <summary>What a request counts as. Merged and declined ones, and those excluded, are in no rate; they still were filed.</summary>
    public static CountedAs Of(Request request, Matter matter)
    {
        var counted = CountedAs.Filed
            | When(!matter.IsOpen, CountedAs.Ended)
            | When(request.WasAnsweredAtOnce, CountedAs.AtOnce);
        if (matter.UnitId is null && matter.Stage != RequestKind.ReturnRequested && matter.Returns == 0)
        {
            return counted;
        }

        counted |= CountedAs.Dispatched;
        return matter.Stage == RequestKind.Merged || matter.ExcludedFor is not null
            ? counted | CountedAs.Excluded
            : counted
            | When(request.WasRespondedInTime is true, CountedAs.Responded)
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

    /// <summary>Moves a request to where it is counted now; the row remembers it and is still to be saved.</summary>
    public static void Recount(Change change, Request request, Matter matter, Id<Place> community)
    {
        var (cell, flags) = (CellOf(matter, community), Of(request, matter));
        if (Remembered(request.Counted) is { } before)
        {
            if (before == (cell, flags))
            {
                return;
            }

            Add(change, before.Cell, before.Flags, -1);
        }

        Add(change, cell, flags, 1);
        request.Counted = Remember(cell, flags);
    }

    private static void Add(Change change, Cell cell, CountedAs flags, int by)
    {
        foreach (var flag in Each.Where(f => flags.HasFlag(f)))
        {
            change.Count(Indicator(flag), cell, by);
        }
    }

    private static CountedAs When(bool holds, CountedAs flag) => holds ? flag : CountedAs.None;

    private static string Remember(Cell cell, CountedAs flags) =>
        string.Create(CultureInfo.InvariantCulture, $"{cell.Month:uuuu-MM-dd}|{cell.PlaceId}|{cell.UnitId}|{cell.Category}|{(int)flags}");

    private static (Cell Cell, CountedAs Flags)? Remembered(string text) => text.Split('|') is [var month, var place, var unit, var category, var flags]
        ? (new Cell(
            NodaTime.Text.LocalDatePattern.Iso.Parse(month).Value,
            Id<Place>.Parse(place, null),
            Id<Organisation>.Parse(unit, null),
            category), (CountedAs)int.Parse(flags, CultureInfo.InvariantCulture))
        : null;
}
