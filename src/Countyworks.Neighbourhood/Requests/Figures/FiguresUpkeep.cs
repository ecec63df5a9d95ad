using Countyworks.Core.Indicators;
using Countyworks.Core.Places;
using Countyworks.Core.Web;
using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Journal;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Figures;

/// <summary>Once a day: recounts what may still change much, and removes sums that count nothing any more.</summary>
public static partial class FiguresUpkeep
{
    private const int MonthsRecounted = 2;

    // Longer than a reader goes on reading changes alone, or it would never hear that a sum went to nothing.
    private static readonly Duration Kept = 24 * IndicatorCube.WholeAgeLimit;

    /// <summary>The job.</summary>
    public static readonly Job Job = new("requests_recount", Duration.FromDays(1), RunAsync);

    private static async Task RunAsync(IServiceProvider services, Instant asOf, CancellationToken cancellation)
    {
        var writer = services.GetRequiredService<Writer>();
        var places = services.GetRequiredService<Cached<PlaceTree>>().Current;
        var envelope = new Envelope("rebuild_sums", Actor.System, asOf);
        var month = FiguresQuery.FirstOf(CountyTime.LocalDay(asOf));
        for (var back = 0; back < MonthsRecounted; back++)
        {
            var recounted = (await writer.Run(envelope, change => new RebuildSums(month.PlusMonths(-back)).In(change, places), cancellation)).Value;
            if (recounted.Mended > 0)
            {
                LogMended(services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(FiguresUpkeep)), recounted.Mended, FiguresQuery.InAddress(month.PlusMonths(-back)));
            }
        }

        using var db = services.GetRequiredService<Database>().Read();
        var before = asOf - Kept;
        if (await db.Set<FactRow>().Where(f => f.At < before).OrderByDescending(f => f.Seq).Select(f => f.Seq).Take(1).ToListAsync(cancellation) is [var seq])
        {
            await writer.Run<Done>(
                envelope,
                change =>
                {
                    change.Tidy(seq);
                    return Done.It;
                },
                cancellation);
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "A recount of requests mended {Mended} sums of {Month}.")]
    private static partial void LogMended(ILogger log, int mended, string month);
}
