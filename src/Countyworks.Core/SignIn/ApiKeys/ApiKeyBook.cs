using System.Collections.Concurrent;
using System.Linq.Expressions;
using Countyworks.Core.People;
using Countyworks.Core.Secrets;
using Countyworks.Core.SignIn.OAuth;
using Countyworks.Data.Databases;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.SignIn.ApiKeys;

/// <summary>A key that is good, and the machine it belongs to.</summary>
public sealed record KnownMachine(ApiKey Key, Person Person);

/// <summary>
/// The keys of machines. Each is read at most every few seconds however often it comes; one that is ended here is forgotten at once, one that was
/// ended on another server a few seconds later. Other protocols that bring a key in their own way ask here too.
/// </summary>
public sealed class ApiKeyBook(Database database, Writer writer, KeyRing keys, IClock clock)
{
    private const int HeldLimit = 10_000;
    private static readonly Duration UseStep = Duration.FromHours(1);

    private readonly ConcurrentDictionary<string, (KnownMachine? Machine, Instant At)> held = new();

    /// <summary>Whose key it is, or whose <see cref="AccessToken"/>; null when there is no such key, or it has ended, or the token has.</summary>
    public async Task<KnownMachine?> Find(string shown, CancellationToken cancellation)
    {
        if (shown.StartsWith(ApiKey.Prefix, StringComparison.Ordinal))
        {
            var hash = ApiKey.HashOf(shown);
            return await Held(Convert.ToHexStringLower(hash), key => key.KeyHash == hash, cancellation);
        }

        return AccessToken.Read(keys, shown, clock.GetCurrentInstant()) is { } id ? await Held($"id {id}", key => key.Id == id, cancellation) : null;
    }

    /// <summary>The machine of a key by its id and the key itself; a token is no key.</summary>
    public async Task<KnownMachine?> Find(Id<ApiKey> id, string key, CancellationToken cancellation) =>
        key.StartsWith(ApiKey.Prefix, StringComparison.Ordinal) && await Find(key, cancellation) is { } machine && machine.Key.Id == id ? machine : null;

    /// <summary>Has all keys read again at their next use: after one was ended.</summary>
    public void Forget() => held.Clear();

    private async Task<KnownMachine?> Held(string name, Expression<Func<ApiKey, bool>> which, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        if (!held.TryGetValue(name, out var known) || now < known.At || now - known.At >= SessionBook.Believed)
        {
            if (held.Count >= HeldLimit)
            {
                held.Clear();
            }

            held[name] = known = (await Read(which, cancellation), now);
        }

        if (known.Machine is not { } machine || !machine.Key.IsGood(now))
        {
            return null;
        }

        if (machine.Key.LastUsedAt is not { } last || now - last >= UseStep)
        {
            await Touch(machine.Key, now, cancellation);
        }

        return machine;
    }

    private async Task<KnownMachine?> Read(Expression<Func<ApiKey, bool>> which, CancellationToken cancellation)
    {
        await using var db = database.Read();
        return await db.Set<ApiKey>().Where(which).Join(db.Set<Person>(), key => key.PersonId, person => person.Id, (key, person) => new KnownMachine(key, person))
            .FirstOrDefaultAsync(cancellation);
    }

    private async Task Touch(ApiKey key, Instant now, CancellationToken cancellation)
    {
        key.LastUsedAt = now;
        await writer.Run<Done>(
            new Envelope("use_api_key", new Actor(key.PersonId.Value, null), now),
            change =>
            {
                change.Execute("UPDATE api_key SET last_used_at = @p1 WHERE district_id = @p0 AND id = @p2", now.ToUnixTimeMilliseconds(), change.Store(key.Id.Value));
                return Done.It;
            },
            cancellation);
    }
}
