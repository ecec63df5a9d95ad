using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using NodaTime;

namespace Countyworks.Core.SignIn;

/// <summary>
/// Counts attempts by key within a sliding period, in memory: a restart forgets them (see <see cref="Web.Limits.KeptWindow"/>), another server counts its own.
/// Keys and moments are bounded: when there are too many keys, those that were silent longest are forgotten.
/// </summary>
/// <param name="most">How many attempts a key has within the period.</param>
/// <param name="period">How long an attempt counts.</param>
public sealed class AttemptWindow(int most, Duration period)
{
    // Two lots of keys: when the newer is full, the older is forgotten. Whoever comes from very many addresses neither fills the memory nor makes a call look through it.
    private const int LotLimit = 25_000;

    private readonly Lock room = new();
    private ConcurrentDictionary<string, List<Instant>> newer = new(), older = new();
    private int inNewer;

    /// <summary>How long the key must wait for its next attempt; null when it need not.</summary>
    public Duration? WaitFor(string key, Instant now)
    {
        if (Find(key) is not { } made)
        {
            return null;
        }

        lock (made)
        {
            var ended = made.FindIndex(at => now - at < period);
            made.RemoveRange(0, ended < 0 ? made.Count : ended);
            return made.Count < most ? null : made[^most] + period - now;
        }
    }

    /// <summary>Counts an attempt.</summary>
    public void Count(string key, Instant now)
    {
        if (!newer.TryGetValue(key, out var made))
        {
            made = newer.GetOrAdd(key, Find(key) ?? []);
            if (Interlocked.Increment(ref inNewer) >= LotLimit)
            {
                MakeRoom();
            }
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
        if (Find(key) is not { } made)
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
        if (Find(key) is { } made)
        {
            lock (made)
            {
                made.Remove(at);
            }
        }
    }

    /// <summary>Forgets the attempts of a key.</summary>
    public void Clear(string key)
    {
        newer.TryRemove(key, out _);
        older.TryRemove(key, out _);
    }

    /// <summary>The key of whoever calls from an address: one IPv6 subscriber has a whole /64 of them.</summary>
    public static string KeyOf(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    private List<Instant>? Find(string key) => newer.TryGetValue(key, out var made) || older.TryGetValue(key, out made) ? made : null;

    private void MakeRoom()
    {
        lock (room)
        {
            if (inNewer >= LotLimit)
            {
                (older, newer, inNewer) = (newer, new(), 0);
            }
        }
    }
}
