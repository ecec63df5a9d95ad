using Countyworks.Core.Matters;
using Countyworks.Core.Notices;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Residents;
using Countyworks.Core.SignIn;
using Countyworks.Core.SignIn.ApiKeys;
using Countyworks.Core.SignIn.Means;
using Countyworks.Core.SignIn.Passkeys;
using Countyworks.Core.SignIn.Provider;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Data.Secrets;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.OwnData;

/// <summary>What the shared part of the product holds about a person: who they are, how they sign in, where they live, what they were told.</summary>
public sealed class CoreOwnData(ISecrets secrets, Cached<PlaceTree> places, NoticeWords words, Texts texts) : IOwnData
{
    // Each list is a person's own; none grows beyond what one reads.
    private const int Most = 1000;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OwnSection>> Read(DistrictDb db, Person person, CancellationToken cancellation)
    {
        var (id, contact) = (person.Id, PersonContact.Of(person, secrets));
        var account = await db.Set<Account>().FirstOrDefaultAsync(a => a.PersonId == id, cancellation);
        var sessions = await db.Set<Session>().Where(s => s.PersonId == id).OrderByDescending(s => s.At).Take(Most).ToListAsync(cancellation);
        var passkeys = await db.Set<Passkey>().Where(p => p.PersonId == id).OrderBy(p => p.At).ToListAsync(cancellation);
        var links = await db.Set<ProviderLink>().Where(l => l.PersonId == id).ToListAsync(cancellation);
        var keys = await db.Set<ApiKey>().Where(k => k.PersonId == id).OrderBy(k => k.At).Take(Most).ToListAsync(cancellation);
        var homes = await db.Set<Occupancy>().Where(o => o.PersonId == id).OrderBy(o => o.FirstDay).Take(Most).ToListAsync(cancellation);
        var posts = await db.Set<Post>().Where(p => p.PersonId == id).OrderBy(p => p.FirstDay).Take(Most).ToListAsync(cancellation);
        var notices = await db.Set<Notice>().Where(n => n.PersonId == id).OrderByDescending(n => n.At).Take(Most).ToListAsync(cancellation);
        return
        [
            new("person", [[new("name", person.Name), new("phone", contact.Phone), new("email", contact.Email), new("known_since", When(person.At)), new("user", account?.UserName)]]),
            new("homes", [.. homes.Select(h => Row(new("place", places.Current.FullName(h.PlaceId)), new("as", texts.Of(h.Kind)), new("from", h.FirstDay.ToString()), new("until", h.LastDay?.ToString())))]),
            new("posts", [.. posts.Select(p => Row(new("title", p.Title), new("from", p.FirstDay.ToString()), new("until", p.LastDay?.ToString())))]),
            new("sign_ins", [.. sessions.Select(s => Row(new("device", s.Device), new("at", When(s.At)), new("ended", When(s.EndedAt ?? s.EndsAt))))]),
            new("means", [.. passkeys.Select(p => Row(new("passkey", p.Name), new("at", When(p.At)))), .. keys.Select(k => Row(new("key", k.Tail), new("at", When(k.At)))), .. links.Select(l => Row(new OwnField("provider_link", When(l.At))))]),
            new("notices", [.. notices.Select(n => Row(new("at", When(n.At)), new("notice", words.Of(n.Text))))]),
        ];
    }

    /// <inheritdoc/>
    public void Erase(Change change, Id<Person> person)
    {
        var db = change.Db;
        foreach (var home in db.Set<Occupancy>().Where(o => o.PersonId == person && o.LastDay == null).ToList())
        {
            home.LastDay = LocalDate.Max(home.FirstDay, CountyTime.LocalDay(change.Now));
            change.Put(home);
        }

        foreach (var key in db.Set<ApiKey>().Where(k => k.PersonId == person && k.EndedAt == null).ToList())
        {
            key.EndedAt = change.Now;
            change.Put(key);
        }

        RemoveAll(change, db.Set<Passkey>().Where(p => p.PersonId == person));
        RemoveAll(change, db.Set<Authenticator>().Where(a => a.PersonId == person));
        RemoveAll(change, db.Set<ProviderLink>().Where(l => l.PersonId == person));
        RemoveAll(change, db.Set<RecoveryCode>().Where(c => c.PersonId == person));
        RemoveAll(change, db.Set<NoticeChannel>().Where(c => c.PersonId == person));
        RemoveAll(change, db.Set<Notice>().Where(n => n.PersonId == person));
        RemoveAll(change, db.Set<Watcher>().Where(w => w.PersonId == person));
        RemoveAll(change, db.Set<Session>().Where(s => s.PersonId == person));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(string Text, int Count)>> Foresee(DistrictDb db, Id<Person> person, CancellationToken cancellation) =>
    [
        ("my_data.will_account", 1),
        ("my_data.will_notices", await db.Set<Notice>().CountAsync(n => n.PersonId == person, cancellation)),
        ("my_data.will_homes", await db.Set<Occupancy>().CountAsync(o => o.PersonId == person && o.LastDay == null, cancellation)),
    ];

    internal static string When(Instant at) => CountyTime.Local(at).ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);   // a pattern, not a text

    private static IReadOnlyList<OwnField> Row(params IReadOnlyList<OwnField> fields) => fields;

    private static void RemoveAll<T>(Change change, IQueryable<T> rows)
        where T : class
    {
        foreach (var row in rows.ToList())
        {
            change.Remove(row);
        }
    }
}
