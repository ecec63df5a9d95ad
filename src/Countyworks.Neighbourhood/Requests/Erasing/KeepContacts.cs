using Countyworks.Core.Matters;
using Countyworks.Core.Settings;
using Countyworks.Data.Jobs;
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
        var writer = services.GetRequiredService<Writer>();
        foreach (var batch in new Func<Change, int>[] { change => Contacts(change, before), Words })
        {
            int done;
            do
            {
                stopping.ThrowIfCancellationRequested();
                done = (await writer.Run<int>(new Envelope("keep_contacts", Actor.System, asOf), change => batch(change), stopping)).Value;
            }
            while (done == BatchLimit);
        }
    }

    private static int Contacts(Change change, Instant before)
    {
        var due = (
            from request in change.Db.Set<Request>()
            join matter in change.Db.Set<Matter>() on request.Id equals matter.Id
            where matter.ClosedAt < before && (request.SealedContact != null || request.PlainPhone != null || request.PlainName != null)
            orderby request.Id
            select request).Take(BatchLimit).ToList();
        due.ForEach(request => EraseRequest.Contact(change, request, ErasedFor.Time));
        return due.Count;
    }

    private static int Words(Change change)
    {
        var due = (
            from request in change.Db.Set<Request>()
            join matter in change.Db.Set<Matter>() on request.Id equals matter.Id
            where request.IsToBeErased && !matter.IsOpen
            orderby request.Id
            select new Tracked(matter, request)).Take(BatchLimit).ToList();
        due.ForEach(t => EraseRequest.Words(change, t.Matter, t.Request, ErasedFor.Wish));
        return due.Count;
    }
}
