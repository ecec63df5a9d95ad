using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using NodaTime;

namespace Countyworks.Core.SignIn;

/// <summary>Counts attempts by key within a sliding period, in memory: a restart forgets them, another server counts its own.</summary>
/// <param name="most">How many attempts a key has within the period.</param>
/// <param name="period">How long an attempt counts.</param>
public sealed class AttemptWindow(int most, Duration period)
{
    private const int KeyLimit = 50_000;

    private readonly ConcurrentDictionary<string, List<Instant>> attempts = new();

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
        if (attempts.Count >= KeyLimit)
        {
            DropOld(now);
        }

        var made = attempts.GetOrAdd(key, _ => []);
        lock (made)
        {
            made.Add(now);
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

    private void DropOld(Instant now)
    {
        foreach (var (key, made) in attempts)
        {
            lock (made)
            {
                made.RemoveAll(at => now - at >= period);
                if (made.Count == 0)
                {
                    attempts.TryRemove(key, out _);
                }
            }
        }
    }
}
