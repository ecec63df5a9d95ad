using System.Buffers.Binary;

namespace Countyworks.Engines.Seals;

/// <summary>A hash of exactly 32 bytes, as SHA-256 and SM3 give it; a value, so that a tree of millions is no million objects.</summary>
public readonly record struct Digest
{
    /// <summary>Its length in bytes.</summary>
    public const int Length = 32;

    private readonly ulong a;
    private readonly ulong b;
    private readonly ulong c;
    private readonly ulong d;

    private Digest(ReadOnlySpan<byte> bytes)
    {
        a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>Of 32 bytes that are known to be a hash.</summary>
    /// <exception cref="ArgumentException">There are not 32 bytes.</exception>
    public static Digest Of(ReadOnlySpan<byte> bytes) =>
        TryRead(bytes, out var digest) ? digest : throw new ArgumentException("A hash has 32 bytes.", nameof(bytes));

    /// <summary>Takes bytes from outside; false unless they are exactly 32.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Digest digest)
    {
        digest = bytes.Length == Length ? new Digest(bytes) : default;
        return bytes.Length == Length;
    }

    /// <summary>Takes the base64 of exactly 32 bytes.</summary>
    public static bool TryParse(string? base64, out Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Length + 1];
        if (base64 is not null && Convert.TryFromBase64String(base64, bytes, out var count) && count == Length)
        {
            digest = new Digest(bytes[..count]);

            // Only the canonical spelling: two texts must not stand for one hash.
            return digest.ToString() == base64;
        }

        digest = default;
        return false;
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, a);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], b);
        BinaryPrimitives.WriteUInt64BigEndian(target[16..], c);
        BinaryPrimitives.WriteUInt64BigEndian(target[24..], d);
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>As base64, the form of checkpoints and proofs.</summary>
    public override string ToString() => Convert.ToBase64String(ToArray());

    /// <summary>As 64 hexadecimal digits.</summary>
    public string ToHex() => Convert.ToHexStringLower(ToArray());
}
