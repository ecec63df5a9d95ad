using System.Collections.Concurrent;
using System.Security.Cryptography;
using Countyworks.Core.People;
using Countyworks.Core.SignIn.Means;
using Countyworks.Core.SignIn.Passkeys;
using Countyworks.Data.Databases;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.SignIn;

/// <summary>A sign-in that lasts, and whose it is.</summary>
/// <param name="Session">The session.</param>
/// <param name="Person">Who signed in.</param>
/// <param name="Account">By which means.</param>
/// <param name="HasSecondMeans">Whether the account has an authenticator app or a passkey.</param>
public sealed record SignedIn(Session Session, Person Person, Account Account, bool HasSecondMeans);

/// <summary>
/// The sign-ins of the district. Each is read at most every few seconds however many pages it asks for; one that is ended here is
/// forgotten at once, one that was ended on another server a few seconds later.
/// </summary>
public sealed class SessionBook(Database database, Writer writer, IClock clock)
{
    /// <summary>How long a session is believed without reading it again.</summary>
    public static readonly Duration Believed = Duration.FromSeconds(5);

    private const int HeldLimit = 20_000;
    private const int DeviceLimit = 200;
    private static readonly Duration UseStep = Duration.FromMinutes(2);

    private readonly ConcurrentDictionary<string, (SignedIn? SignedIn, Instant At)> held = new();

    /// <summary>Begins a session and answers the token for the browser; only its hash is kept. Refuses what the Writer refuses.</summary>
    /// <param name="person">Who signed in.</param>
    /// <param name="device">As the browser calls itself.</param>
    /// <param name="byProvider">Whether it begins at the county's own sign-on.</param>
    public async Task<Outcome<string>> Start(Id<Person> person, string device, bool byProvider = false)
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var now = clock.GetCurrentInstant();
        return await writer.Run<string>(new Envelope("start_session", new Actor(person.Value, null), now), change =>
        {
            change.Add(new Session
            {
                TokenHash = Session.HashOf(token),
                PersonId = person,
                Device = device[..Math.Min(device.Length, DeviceLimit)],
                ByProvider = byProvider,
                At = now,
                LastUsedAt = now,
                EndsAt = now + Session.LongestUse,
            });
            change.Record(new SessionStarted(), person.Value);
            return token;
        });
    }

    /// <summary>The sign-in of a token's hash; null when there is none, or it has ended, or its account may no longer be used.</summary>
    public async Task<SignedIn?> Find(byte[] tokenHash, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var name = Convert.ToHexStringLower(tokenHash);
        if (!held.TryGetValue(name, out var known) || now < known.At || now - known.At >= Believed)
        {
            if (held.Count >= HeldLimit)
            {
                held.Clear();
            }

            held[name] = known = (await Read(tokenHash, cancellation), now);
        }

        if (known.SignedIn is not { } signedIn || !signedIn.Session.LastsAt(now))
        {
            return null;
        }

        if (now - signedIn.Session.LastUsedAt >= UseStep)
        {
            await Touch(signedIn.Session, now, cancellation);
        }

        return signedIn;
    }

    /// <summary>Ends a session of a person. Refuses <c>not_found</c> when it is not theirs.</summary>
    public async Task<Outcome<Done>> End(Id<Person> person, byte[] tokenHash)
    {
        var outcome = await writer.Run(
            new Envelope("end_session", new Actor(person.Value, null), clock.GetCurrentInstant()), change => EndSessions.One(change, person, tokenHash));
        Forget(person);
        return outcome;
    }

    /// <summary>Ends all sessions of a person but the one that asks.</summary>
    public async Task<Outcome<Done>> EndOthers(SignedIn own)
    {
        var outcome = await writer.Run<Done>(new Envelope("end_session", new Actor(own.Person.Id.Value, null), clock.GetCurrentInstant()), change =>
        {
            EndSessions.Of(change, own.Person.Id, own.Session.TokenHash);
            return Done.It;
        });
        Forget(own.Person.Id);
        return outcome;
    }

    /// <summary>Has the sessions of a person read again at their next use.</summary>
    public void Forget(Id<Person> person)
    {
        foreach (var name in held.Where(h => h.Value.SignedIn?.Person.Id == person).Select(h => h.Key))
        {
            held.TryRemove(name, out _);
        }
    }

    /// <summary>The sessions of a person that last, the last used first.</summary>
    public async Task<IReadOnlyList<Session>> Of(Id<Person> person, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var db = database.Read();
        var open = await db.Set<Session>().Where(s => s.PersonId == person && s.EndedAt == null && s.EndsAt > now).ToListAsync(cancellation);
        return [.. open.Where(s => s.LastsAt(now)).OrderByDescending(s => s.LastUsedAt).ThenBy(s => s.Name, StringComparer.Ordinal)];
    }

    private async Task<SignedIn?> Read(byte[] tokenHash, CancellationToken cancellation)
    {
        await using var db = database.Read();
        return await (
            from session in db.Set<Session>()
            join account in db.Set<Account>() on session.PersonId equals account.PersonId
            join person in db.Set<Person>() on session.PersonId equals person.Id
            where session.TokenHash == tokenHash && account.IsActive
            select new SignedIn(
                session, person, account,
                db.Set<Authenticator>().Any(a => a.PersonId == person.Id) || db.Set<Passkey>().Any(p => p.PersonId == person.Id))).FirstOrDefaultAsync(cancellation);
    }

    private async Task Touch(Session session, Instant now, CancellationToken cancellation)
    {
        session.LastUsedAt = now;
        await writer.Run<Done>(
            new Envelope("use_session", new Actor(session.PersonId.Value, null), now),
            change =>
            {
                change.Execute("UPDATE session SET last_used_at = @p1 WHERE district_id = @p0 AND token_hash = @p2", now.ToUnixTimeMilliseconds(), session.TokenHash);
                return Done.It;
            },
            cancellation);
    }
}
