using Countyworks.Core.Secrets;
using Countyworks.Data.Databases;
using Countyworks.Data.Jobs;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Core.SignIn.Attempts;

/// <summary>Counts attempts to sign in, in memory and in the database: a restart, or a crash provoked on purpose, gives no new tries.</summary>
public sealed class AttemptBook(Database database, Writer writer, KeyRing keys, IClock clock) : IDisposable
{
    /// <summary>Forgets attempts that no longer count.</summary>
    public static readonly Job Job = new("sign_in_attempts", Duration.FromHours(1), Tidy);

    private const int BatchLimit = 1000;
    private const int ReadLimit = 50_000;

    private readonly AttemptWindow byName = new(SignInCheck.MostByName, SignInCheck.Period);
    private readonly AttemptWindow byAddress = new(SignInCheck.MostByAddress, SignInCheck.Period);
    private readonly SemaphoreSlim reading = new(1);
    private volatile bool isRead;

    /// <summary>How long the keys must wait for the next attempt; null when they need not.</summary>
    /// <param name="name">What counts tries of one account.</param>
    /// <param name="address">What counts tries from one address; null where they don't count.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Duration?> WaitFor(string name, string? address, CancellationToken cancellation)
    {
        await ReadOnce(cancellation);
        var now = clock.GetCurrentInstant();
        return (address is null ? null : byAddress.WaitFor(Key("address", address), now)) ?? byName.WaitFor(Key("name", name), now);
    }

    /// <summary>Counts an attempt, before it is known how it ends: many at once would all slip through otherwise. Answers its moment.</summary>
    public async Task<Instant> Count(string name, string? address, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        byName.Count(Key("name", name), now);
        if (address is not null)
        {
            byAddress.Count(Key("address", address), now);
        }

        await Write("count_attempt", change =>
        {
            foreach (var hash in Hashes(name, address))
            {
                change.Add(new SignInAttempt { Id = change.NewId<SignInAttempt>(), KeyHash = hash, At = now });
            }
        }, cancellation);
        return now;
    }

    /// <summary>
    /// An attempt was right: forgets all tries of the name, but of the address only this one. Otherwise whoever has an account could wipe out with it what
    /// the same address tried on others.
    /// </summary>
    public async Task Succeeded(string name, string? address, Instant at, CancellationToken cancellation)
    {
        byName.Clear(Key("name", name));
        if (address is not null)
        {
            byAddress.TakeBack(Key("address", address), at);
        }

        await Write("attempt_succeeded", change =>
        {
            change.Execute("DELETE FROM sign_in_attempt WHERE district_id = @p0 AND key_hash = @p1", keys.Index("sign_in_attempt", "name", name));
            if (address is not null)
            {
                change.Execute(
                    "DELETE FROM sign_in_attempt WHERE district_id = @p0 AND key_hash = @p1 AND at = @p2",
                    keys.Index("sign_in_attempt", "address", address), at.ToUnixTimeMilliseconds());
            }
        }, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => reading.Dispose();

    private static Task Tidy(IServiceProvider services, Instant asOf, CancellationToken stopping) => Batches.Run(services, "tidy_attempts", asOf, BatchLimit, RemoveBatch, stopping);

    private static Outcome<int> RemoveBatch(Change change)
    {
        var before = change.Now - SignInCheck.Period;
        var old = change.Db.Set<SignInAttempt>().Where(a => a.At < before).OrderBy(a => a.At).Take(BatchLimit).ToList();
        old.ForEach(change.Remove);
        return old.Count;
    }

    private Task Write(string command, Action<Change> write, CancellationToken cancellation) =>
        writer.Run<Done>(new Envelope(command, Actor.System, clock.GetCurrentInstant()), change =>
        {
            write(change);
            return Done.It;
        }, cancellation);

    private async Task ReadOnce(CancellationToken cancellation)
    {
        if (isRead)
        {
            return;
        }

        await reading.WaitAsync(cancellation);
        try
        {
            if (!isRead)
            {
                var since = clock.GetCurrentInstant() - SignInCheck.Period;
                await using var db = database.Read();
                foreach (var attempt in await db.Set<SignInAttempt>().Where(a => a.At > since).OrderByDescending(a => a.At).Take(ReadLimit).ToListAsync(cancellation))
                {
                    // The two windows share no key, so each gets all and asks only for its own.
                    byName.Count(Convert.ToHexString(attempt.KeyHash), attempt.At);
                    byAddress.Count(Convert.ToHexString(attempt.KeyHash), attempt.At);
                }

                isRead = true;
            }
        }
        finally
        {
            reading.Release();
        }
    }

    private IEnumerable<byte[]> Hashes(string name, string? address)
    {
        yield return keys.Index("sign_in_attempt", "name", name);
        if (address is not null)
        {
            yield return keys.Index("sign_in_attempt", "address", address);
        }
    }

    private string Key(string kind, string text) => Convert.ToHexString(keys.Index("sign_in_attempt", kind, text));
}
