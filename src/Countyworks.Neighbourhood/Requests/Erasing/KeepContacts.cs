using Countyworks.Core.Matters;
using Countyworks.Core.Settings;
using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Erasing;

/// <summary>Erases the contacts of requests that ended as long ago as the <see cref="Retention"/> says, and the words of those whose requester wished it while they were open.</summary>
public static class KeepContacts
{
    /// <summary>The job.</summary>
    public static readonly Job Job = new("request_contacts_retention", Duration.FromHours(1), Run);

    private const int BatchLimit = 100;

    private static async Task Run(IServiceProvider services, Instant asOf, CancellationToken stopping)
    {
        var kept = services.GetRequiredService<DistrictSettings>().Get(Retention.SettingOf(RequestKind.Kind), CountyTime.LocalDay(asOf), RequestKind.Kind.Retention);
        var before = Retention.Before(asOf, kept.ContactMonths);
        var database = services.GetRequiredService<Database>();
        foreach (var (isDue, batch) in new (Func<DistrictDb, bool> IsDue, Func<Change, int> Batch)[] { (db => KeptTooLong(db, before).Any(), change => Contacts(change, before)), (db => Wished(db).Any(), Words) })
        {
            // Looked for beside the writer: it goes through all requests, and mostly finds none.
            await using var db = database.Read();
            if (!isDue(db))
            {
                continue;
            }

            await Batches.Run(services, "keep_contacts", asOf, BatchLimit, change => batch(change), stopping);
        }
    }

    private static int Contacts(Change change, Instant before)
    {
        var due = KeptTooLong(change.Db, before).OrderBy(request => request.Id).Take(BatchLimit).ToList();
        due.ForEach(request => EraseRequest.Contact(change, request, ErasedFor.Time));
        return due.Count;
    }

    private static int Words(Change change)
    {
        var due = Wished(change.Db).OrderBy(t => t.Request.Id).Take(BatchLimit).ToList();
        due.ForEach(t => EraseRequest.Words(change, t.Matter, t.Request, ErasedFor.Wish));
        return due.Count;
    }

    private static IQueryable<Request> KeptTooLong(DistrictDb db, Instant before) =>
        from request in db.Set<Request>()
        join matter in db.Set<Matter>() on request.Id equals matter.Id
        where matter.ClosedAt < before && (request.SealedContact != null || request.PlainPhone != null || request.PlainName != null)
        select request;

    private static IQueryable<Ended> Wished(DistrictDb db) =>
        from request in db.Set<Request>()
        join matter in db.Set<Matter>() on request.Id equals matter.Id
        where request.IsToBeErased && !matter.IsOpen
        select new Ended { Matter = matter, Request = request };

    private sealed class Ended
    {
        public required Matter Matter { get; init; }

        public required Request Request { get; init; }
    }
}
