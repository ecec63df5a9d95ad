using System.Buffers.Binary;
using NodaTime;

namespace Countyworks.Core.Web.Limits;

/// <summary>What a key of a window has tried, kept so that a restart forgets little.</summary>
public sealed class KeptAttempts
{
    /// <summary>The window.</summary>
    public required string Name { get; init; }

    /// <summary>The blind index of the key: addresses of people who call are nobody's business.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>The moments, eight bytes each, in milliseconds since 1970.</summary>
    public required byte[] Moments { get; init; }

    /// <summary>The last of them.</summary>
    public required Instant LastAt { get; init; }

    /// <summary>The moments.</summary>
    public IReadOnlyList<Instant> Instants =>
        [.. Enumerable.Range(0, Moments.Length / sizeof(long)).Select(i => Instant.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(Moments.AsSpan(i * sizeof(long)))))];

    /// <summary>Moments as they are stored.</summary>
    public static byte[] Stored(IReadOnlyList<Instant> moments)
    {
        var bytes = new byte[moments.Count * sizeof(long)];
        for (var i = 0; i < moments.Count; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(i * sizeof(long)), moments[i].ToUnixTimeMilliseconds());
        }

        return bytes;
    }
}
