using System.Collections.Concurrent;
using Countyworks.Core.SignIn;
using NodaTime;

namespace Countyworks.Core.Web.Limits;

/// <summary>
/// An <see cref="AttemptWindow"/> that a restart does not empty: what it counted is written down by <see cref="KeptWindows.Keep"/> every few seconds, and read
/// again by the first who asks after a start. Keys are known by their blind index alone.
/// </summary>
public sealed class KeptWindow
{
    private const int ChangedLimit = 20_000;

    private readonly AttemptWindow window;
    private readonly Duration period;
    private readonly Func<string, string> indexOf;
    private readonly Lazy<bool> isRead;
    private readonly ConcurrentDictionary<string, byte> changed = new(StringComparer.Ordinal);

    internal KeptWindow(int most, Duration period, Func<string, string> indexOf, Func<IEnumerable<KeptAttempts>> read)
    {
        (window, this.period, this.indexOf) = (new AttemptWindow(most, period), period, indexOf);
        isRead = new(() =>
        {
            foreach (var kept in read())
            {
                window.Count(Convert.ToHexString(kept.KeyHash), kept.Instants);
            }

            return true;
        });
    }

    /// <summary>How long the key must wait for its next attempt; null when it need not.</summary>
    public Duration? WaitFor(string key, Instant now)
    {
        _ = isRead.Value;
        return window.WaitFor(indexOf(key), now);
    }

    /// <summary>Counts an attempt where the key need not wait, with one look at its index; otherwise answers how long it must.</summary>
    public Duration? WaitOrCount(string key, Instant now)
    {
        _ = isRead.Value;
        var index = indexOf(key);
        if (window.WaitFor(index, now) is { } wait)
        {
            return wait;
        }

        CountAt(index, now);
        return null;
    }

    /// <summary>Counts an attempt.</summary>
    public void Count(string key, Instant now)
    {
        _ = isRead.Value;
        CountAt(indexOf(key), now);
    }

    /// <summary>Forgets the attempts of a key.</summary>
    public void Clear(string key)
    {
        var index = indexOf(key);
        window.Clear(index);
        changed[index] = 0;
    }

    /// <summary>
    /// Takes up to <paramref name="most"/> keys that changed since they were last taken, with the attempts that still count; none when they were cleared.
    /// More than <see cref="ChangedLimit"/> that wait are not kept: so many addresses are a flood, and a flood must not fill the memory.
    /// </summary>
    internal IReadOnlyList<(byte[] KeyHash, IReadOnlyList<Instant> Made)> TakeChanged(Instant now, int most)
    {
        List<(byte[], IReadOnlyList<Instant>)> taken =
        [
            .. changed.Select(c => c.Key).Take(most).Where(key => changed.TryRemove(key, out _))
                .Select(key => (Convert.FromHexString(key), (IReadOnlyList<Instant>)[.. window.MadeBy(key).Where(at => now - at < period)])),
        ];
        if (changed.Count > ChangedLimit)
        {
            changed.Clear();
        }

        return taken;
    }

    private void CountAt(string index, Instant now)
    {
        window.Count(index, now);
        changed[index] = 0;
    }

    /// <summary>Marks keys as not written after all.</summary>
    internal void PutBack(IEnumerable<byte[]> keys)
    {
        foreach (var key in keys)
        {
            changed[Convert.ToHexString(key)] = 0;
        }
    }
}
