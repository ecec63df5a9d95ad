using Countyworks.Core.Secrets;
using Countyworks.Data.Jobs;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>Seals the contacts of requests that were written openly before, and those under an older key.</summary>
public static class SealContacts
{
    /// <summary>The job.</summary>
    public static readonly Job Job = new("request_contacts_sealing", Duration.FromMinutes(30), (services, asOf, stopping) => Sealing.All<Request>(
        services,
        asOf,
        [
            (db, _) => db.Set<Request>().Where(r => r.PlainPhone != null).OrderBy(r => r.PlainPhone).ThenBy(r => r.Id),
            (db, _) => db.Set<Request>().Where(r => r.PlainName != null).OrderBy(r => r.Id),
            (db, key) => db.Set<Request>().Where(r => r.SealedUnder < key).OrderBy(r => r.SealedUnder).ThenBy(r => r.Id),
        ],
        (request, secrets) => Contact.Of(request, secrets).SealInto(request, secrets),
        stopping));
}
