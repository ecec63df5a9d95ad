using Countyworks.Core.People;
using Countyworks.Core.SignIn.Means;
using Countyworks.Data.Jobs;
using Countyworks.Data.Model;
using Countyworks.Data.Secrets;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Core.Secrets;

/// <summary>
/// Seals what was written before it was sealed, and seals anew what lies under an older key. Meanwhile every form is read. Each kind of row is asked for by queries
/// that an index answers, so that a run with nothing to do costs nothing.
/// </summary>
public static class Sealing
{
    /// <summary>The job for what people and their accounts keep.</summary>
    public static readonly Job Job = new("contacts_sealing", Duration.FromMinutes(30), Run);

    private const int BatchLimit = 200;

    private static async Task Run(IServiceProvider services, Instant asOf, CancellationToken stopping)
    {
        await All(services, asOf, [
            (db, _) => db.Set<Person>().Where(p => p.PlainPhone != null).OrderBy(p => p.PlainPhone).ThenBy(p => p.Id),
            (db, _) => db.Set<Person>().Where(p => p.PlainEmail != null).OrderBy(p => p.Id),
            (db, key) => db.Set<Person>().Where(p => p.SealedUnder < key).OrderBy(p => p.SealedUnder).ThenBy(p => p.Id),
        ], (person, secrets) => PersonContact.Of(person, secrets).SealInto(person, secrets), stopping);
        await All<Authenticator>(
            services, asOf, [(db, key) => db.Set<Authenticator>().Where(a => a.SealedUnder < key).OrderBy(a => a.PersonId)], Renew, stopping);
    }

    /// <summary>Seals the rows that queries find, a batch a transaction, until they find none.</summary>
    /// <param name="services">Of the server.</param>
    /// <param name="asOf">Now.</param>
    /// <param name="queries">What is left to do, given the number of the key that seals now.</param>
    /// <param name="seal">Seals one row, so that no query finds it again.</param>
    /// <param name="stopping">Stops between batches.</param>
    public static async Task All<T>(
        IServiceProvider services, Instant asOf, IReadOnlyList<Func<DistrictDb, int, IQueryable<T>>> queries, Action<T, ISecrets> seal, CancellationToken stopping)
        where T : class
    {
        services.GetRequiredService<KeyRing>().Refresh();
        foreach (var query in queries)
        {
            await Batches.Run(services, "seal_contacts", asOf, BatchLimit, change => Batch(change, query, seal), stopping);
        }
    }

    private static Outcome<int> Batch<T>(Change change, Func<DistrictDb, int, IQueryable<T>> query, Action<T, ISecrets> seal)
        where T : class
    {
        var rows = query(change.Db, change.Secrets.CurrentKey).Take(BatchLimit).ToList();
        foreach (var row in rows)
        {
            seal(row, change.Secrets);
            change.Put(row);
        }

        return rows.Count;
    }

    private static void Renew(Authenticator app, ISecrets secrets)
    {
        var place = Authenticator.PlaceOf(app.PersonId);
        (app.Secret, app.SealedUnder) = (secrets.Seal(place, secrets.OpenOwn(place, app.Secret)), secrets.CurrentKey);
    }
}
