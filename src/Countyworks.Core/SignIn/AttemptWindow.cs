using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using NodaTime;

namespace Countyworks.Core.SignIn;

/// <summary>
/// Counts attempts by key within a sliding period, in memory: a restart forgets them (see <see cref="Web.Limits.KeptWindow"/>), another server counts its own.
/// Keys and moments are bounded: when there are too many keys, those that were silent longest are forgotten first.
/// </summary>
/// <param name="most">How many attempts a key has within the period.</param>
/// <param name="period">How long an attempt counts.</param>
public sealed class AttemptWindow(int most, Duration period)
{
    private const int KeyLimit = 50_000;

    private readonly ConcurrentDictionary<string, List<Instant>> attempts = new();
    private readonly Lock room = new();

    /// <summary>How long the key must wait for its next attempt; null when it need not.</summary>
    public Duration? WaitFor(string key, Instant now)
    {
        if (!attempts.TryGetValue(key, out var made))
        {
            return null;
        }

        lock (made)
        {
            made.RemoveAll(at => now - at >= period);
            return made.Count < most ? null : made[^most] + period - now;
        }
    }

    /// <summary>Counts an attempt.</summary>
    public void Count(string key, Instant now)
    {
        if (!attempts.TryGetValue(key, out var made))
        {
            // Asked for a new key alone: to count them all locks them all.
            if (attempts.Count >= KeyLimit)
            {
                MakeRoom(now);
            }

            made = attempts.GetOrAdd(key, _ => []);
        }

        lock (made)
        {
            made.Add(now);
            if (made.Count > most)
            {
                made.RemoveRange(0, made.Count - most);   // What came before the last so many decides nothing.
            }
        }
    }

    /// <summary>Counts attempts that were made before, in their order.</summary>
    internal void Count(string key, IEnumerable<Instant> moments)
    {
        foreach (var at in moments)
        {
            Count(key, at);
        }
    }

    /// <summary>The attempts of a key that are remembered, the oldest first.</summary>
    internal IReadOnlyList<Instant> MadeBy(string key)
    {
        if (!attempts.TryGetValue(key, out var made))
        {
            return [];
        }

        lock (made)
        {
            return [.. made];
        }
    }

    /// <summary>Takes back an attempt counted at a moment: it was none.</summary>
    public void TakeBack(string key, Instant at)
    {
        if (attempts.TryGetValue(key, out var made))
        {
            lock (made)
            {
                made.Remove(at);
            }
        }
    }

    /// <summary>Forgets the attempts of a key.</summary>
    public void Clear(string key) => attempts.TryRemove(key, out _);

    /// <summary>The key of whoever calls from an address: one IPv6 subscriber has a whole /64 of them.</summary>
    public static string KeyOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    // Whoever comes from very many addresses must neither fill the memory nor make every call look through all of it: a tenth is freed at once.
    private void MakeRoom(Instant now)
    {
        lock (room)
        {
            if (attempts.Count < KeyLimit)
            {
                return;
            }

            var last = attempts.Select(a => (a.Key, At: LastOf(a.Value))).OrderBy(a => a.At).ToList();
            var old = last.TakeWhile(a => now - a.At >= period).Count();
            foreach (var (key, _) in last.Take(Math.Max(old, KeyLimit / 10)))
            {
                attempts.TryRemove(key, out _);
            }
        }
    }

    private static Instant LastOf(List<Instant> made)
    {
        lock (made)
        {
            return made.Count == 0 ? Instant.MinValue : made[^1];
        }
    }
}
