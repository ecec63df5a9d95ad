using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Engines.Ledgers;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Books;

/// <summary>Frees held money whose time is over. Somebody may post or void a hold in the same moment: one of the two is first, and the other is refused.</summary>
public static class ExpireHolds
{
    /// <summary>The job.</summary>
    public static readonly Job Job = new("expire_holds", Duration.FromMinutes(1), RunAsync);

    /// <summary>Holds in one transaction.</summary>
    public const int BatchLimit = 200;

    /// <summary>One run for a moment; safe to run twice.</summary>
    public static Task RunAsync(IServiceProvider services, Instant asOf, CancellationToken stopping) => Batches.Run(services, "expire_holds", asOf, BatchLimit, ExpireBatch, stopping);

    /// <summary>Expires what is over, at most <see cref="BatchLimit"/>; answers how many.</summary>
    public static Outcome<int> ExpireBatch(Change change)
    {
        var (db, now) = (change.Db, change.Now);
        var over = db.Set<StoredEntry>().Where(h => h.ExpiresAt != null && h.ExpiresAt <= now && !db.Set<StoredEntry>().Any(e => e.LedgerId == h.LedgerId && e.OfSeq == h.Seq))
            .OrderBy(h => h.ExpiresAt).ThenBy(h => h.LedgerId).ThenBy(h => h.Seq).Take(BatchLimit).Select(h => new { h.LedgerId, h.Seq }).ToList();
        foreach (var hold in over)
        {
            var order = EntryOrder.ExpireHold($"expiry of {hold.Seq}", CountyTime.LocalDay(now), hold.Seq);
            if (!new MakeEntry(hold.LedgerId, order).In(change).IsDone(out _, out var why))
            {
                throw new InvalidOperationException($"The hold {hold.Seq} is over and yet cannot expire: {why.Code}.");
            }
        }

        return over.Count;
    }
}
