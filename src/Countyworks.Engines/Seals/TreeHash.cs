using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;

namespace Countyworks.Engines.Seals;

/// <summary>How leaves and nodes are hashed: RFC 9162, 2.1.1, a zero before a leaf and a one before a node, so that neither passes for the other.</summary>
public sealed class TreeHash
{
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    private readonly Hashing hash;

    private TreeHash(Hashing hash) => this.hash = hash;

    private delegate void Hashing(ReadOnlySpan<byte> data, Span<byte> target);

    /// <summary>With SHA-256.</summary>
    public static readonly TreeHash Sha256 = new((data, target) => SHA256.HashData(data, target));

    /// <summary>With SM3.</summary>
    public static readonly TreeHash Sm3 = new((data, target) =>
    {
        var digest = new SM3Digest();
        digest.BlockUpdate(data);
        digest.DoFinal(target);
    });

    /// <summary>The hash of a profile.</summary>
    public static TreeHash Of(SealProfile profile) => profile switch
    {
        SealProfile.International => Sha256,
        SealProfile.National => Sm3,
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };

    /// <summary>The root of a tree without leaves.</summary>
    public Digest Empty => Hash([]);

    /// <summary>The hash of a leaf.</summary>
    /// <param name="entry">Its canonical bytes; may be empty.</param>
    public Digest Leaf(ReadOnlySpan<byte> entry)
    {
        const int onStack = 1024;
        Span<byte> bytes = entry.Length < onStack ? stackalloc byte[entry.Length + 1] : new byte[entry.Length + 1];
        bytes[0] = LeafPrefix;
        entry.CopyTo(bytes[1..]);
        return Hash(bytes);
    }

    /// <summary>The hash of a node.</summary>
    public Digest Node(Digest left, Digest right)
    {
        Span<byte> bytes = stackalloc byte[1 + (2 * Digest.Length)];
        bytes[0] = NodePrefix;
        left.CopyTo(bytes[1..]);
        right.CopyTo(bytes[(1 + Digest.Length)..]);
        return Hash(bytes);
    }

    private Digest Hash(ReadOnlySpan<byte> data)
    {
        Span<byte> result = stackalloc byte[Digest.Length];
        hash(data, result);
        return Digest.Of(result);
    }
}
