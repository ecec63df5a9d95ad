using System.Buffers.Binary;
using System.Security.Cryptography;
using NodaTime;

namespace Countyworks.Kernel;

/// <summary>
/// The id source: version 7 UUIDs that only ever grow within one source, also many in a millisecond and when the clock is set back.
/// Keep one per process; safe from several threads. Source: RFC 9562, 5.7 and 6.2 (a counter that may run into the milliseconds).
/// </summary>
/// <param name="random">64 random bits at each call; null for the system's generator. Tests and the demo district pass their own, to repeat themselves.</param>
public sealed class Ids(Func<ulong>? random = null)
{
    private const int CounterBits = 12;

    private readonly Func<ulong> random = random ?? SystemRandom;

    /// <summary>48 bits of milliseconds, then the counter: of the id given last.</summary>
    private long last;

    /// <summary>The next id, told apart by <paramref name="now"/> in whole milliseconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="now"/> lies before 1970.</exception>
    public Id<T> Next<T>(Instant now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(now, NodaConstants.UnixEpoch);
        var stamp = Advance(now.ToUnixTimeMilliseconds() << CounterBits);

        Span<byte> bytes = stackalloc byte[16];
        var milliseconds = (ulong)stamp >> CounterBits;
        var counter = (ulong)stamp & ((1 << CounterBits) - 1);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (milliseconds << 16) | 0x7000 | counter);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (random() >> 2) | 0x8000_0000_0000_0000);
        return new(new Guid(bytes, bigEndian: true));
    }

    /// <summary>The greater of <paramref name="stamp"/> and one more than the last, as one step.</summary>
    private long Advance(long stamp)
    {
        while (true)
        {
            var before = Volatile.Read(ref last);
            var next = Math.Max(stamp, before + 1);
            if (Interlocked.CompareExchange(ref last, next, before) == before)
            {
                return next;
            }
        }
    }

    private static ulong SystemRandom()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}
