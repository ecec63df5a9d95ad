using Countyworks.Core.Indicators;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Data.Databases;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Figures;

/// <summary>What a recount found.</summary>
/// <param name="Requests">How many requests were counted.</param>
/// <param name="Sums">How many sums they make.</param>
/// <param name="Mended">How many requests and sums were not what they should be, and are now; 0 when all was well.</param>
public sealed record Recounted(int Requests, int Sums, int Mended)
{
    /// <summary>Two recounts together.</summary>
    public static Recounted operator +(Recounted one, Recounted other) => new(one.Requests + other.Requests, one.Sums + other.Sums, one.Mended + other.Mended);
}

/// <summary>
/// Counts the requests filed in a month anew from their records, compares with the sums kept and mends what differs.
/// The month a request was filed in never changes, so a month is whole within one transaction, and its size bounds it.
/// </summary>
/// <param name="Month">The first day of the month.</param>
public sealed record RebuildSums(LocalDate Month)
{
    /// <summary>Recounts.</summary>
    public Outcome<Recounted> In(Change change, PlaceTree places)
    {
        var (from, to) = (CountyTime.StartOf(Month), CountyTime.StartOf(Month.PlusMonths(1)));
        var records = (
            from matter in change.Db.Set<Matter>()
            join request in change.Db.Set<Request>() on matter.Id equals request.Id
            where matter.Kind == RequestKind.Kind.Name && matter.OpenedAt >= @from && matter.OpenedAt < to
            select new { matter, request }).ToList();
        var moved = 0;
        var truth = new Dictionary<(Cell, int), long>();
        foreach (var record in records)
        {
            if (RequestCounts.Recount(change, record.request, record.matter, RequestUpkeep.CommunityOf(places, record.matter)))
            {
                change.Put(record.request);
                moved++;
            }

            var key = (RequestCounts.CellOf(record.matter, record.request.CountedPlaceId), (int)record.request.CountedAs);
            truth[key] = truth.GetValueOrDefault(key) + 1;
        }

        return new Recounted(records.Count, truth.Count, moved + Mend(change, truth));
    }

    /// <summary>Recounts every month there is, the first first; each in a transaction of its own.</summary>
    public static async Task<Recounted> All(Database database, Writer writer, PlaceTree places, Instant now, CancellationToken cancellation)
    {
        using var db = database.Read();
        var recounted = new Recounted(0, 0, 0);
        var months = await db.Set<IndicatorSum>().Where(s => s.Indicator == RequestCounts.Indicator).Select(s => s.Month).Distinct().ToListAsync(cancellation);
        var opened = db.Set<Matter>().Where(m => m.Kind == RequestKind.Kind.Name).Select(m => m.OpenedAt);
        if (await opened.OrderBy(at => at).Take(1).ToListAsync(cancellation) is [var first] && await opened.OrderByDescending(at => at).Take(1).ToListAsync(cancellation) is [var last])
        {
            months = [.. months.Union(new FiguresQuery(FiguresQuery.FirstOf(CountyTime.LocalDay(first)), FiguresQuery.FirstOf(CountyTime.LocalDay(last))).EachMonth)];
        }

        foreach (var month in months.Order())
        {
            recounted += (await writer.Run(new Envelope("rebuild_sums", Actor.System, now), change => new RebuildSums(month).In(change, places), cancellation)).Value;
        }

        return recounted;
    }

    private int Mend(Change change, Dictionary<(Cell, int), long> truth)
    {
        var kept = change.Db.Set<IndicatorSum>().Where(s => s.Indicator == RequestCounts.Indicator && s.Month == Month).ToDictionary(s => (s.Cell, s.Flags), s => s.Count);
        var wrong = truth.Keys.Union(kept.Keys).Where(key => truth.GetValueOrDefault(key) != kept.GetValueOrDefault(key)).ToList();
        foreach (var (cell, flags) in wrong)
        {
            change.SetCount(RequestCounts.Indicator, cell, flags, truth.GetValueOrDefault((cell, flags)));
        }

        return wrong.Count;
    }
}
