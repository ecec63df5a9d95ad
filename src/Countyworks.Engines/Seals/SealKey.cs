using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Countyworks.Engines.Seals;

/// <summary>The public key of whoever signs heads, written as <c>name+id+base64</c> (the verifier key of C2SP signed notes).</summary>
public sealed record SealKey
{
    // RFC 8032, 5.1.5. A number, and not the library's, which a server at rest need not load.
    private const int Ed25519Length = 32;

    private readonly byte[] publicKey;

    internal SealKey(string name, SealProfile profile, byte[] publicKey)
    {
        (Name, Profile, this.publicKey) = (name, profile, publicKey);
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', .. Encoded]));
    }

    /// <summary>Its name: the origin of the tree.</summary>
    public string Name { get; }

    /// <summary>Its algorithms, and those of the tree it signs for.</summary>
    public SealProfile Profile { get; }

    /// <summary>The first four bytes of its hash.</summary>
    public uint Id { get; }

    private byte[] Encoded => [.. TypeOf(Profile), .. publicKey];

    /// <summary>Whether a name can be a key's: not empty, at most 200 characters, without spaces and plus signs.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= 200 && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');

    /// <summary>Reads a key; null unless it is one and its id is right.</summary>
    public static SealKey? Parse(string text)
    {
        if (text.Trim().Split('+', 3) is not [var name, var id, var base64] || !IsName(name))
        {
            return null;
        }

        var bytes = new byte[base64.Length];
        var key = Convert.TryFromBase64String(base64, bytes, out var count) ? Decode(name, bytes.AsSpan(0, count)) : null;
        return key?.IdAsText == id ? key : null;
    }

    /// <summary>Whether it signed the text.</summary>
    public bool Verifies(string text, byte[] signature) => Profile switch
    {
        SealProfile.International => signature.Length == Ed25519.SignatureSize
            && Ed25519.Verify(signature, 0, publicKey, 0, Encoding.UTF8.GetBytes(text), 0, Encoding.UTF8.GetByteCount(text)),
        SealProfile.National => Sm2.Verifies(publicKey, Encoding.UTF8.GetBytes(text), signature),
        _ => throw new InvalidOperationException("A key has one of the profiles."),
    };

    /// <summary>Whether it is the same key.</summary>
    public bool Equals(SealKey? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => (int)Id;

    /// <summary>The key as it is published.</summary>
    public override string ToString() => $"{Name}+{IdAsText}+{Convert.ToBase64String(Encoded)}";

    private string IdAsText => Id.ToString("x8", CultureInfo.InvariantCulture);

    // C2SP assigns 0x01 to Ed25519; for types without a number it gives 0xff, followed by a longer name.
    internal static byte[] TypeOf(SealProfile profile) => profile == SealProfile.International ? [0x01] : [0xff, .. "countyworks/sm2-sm3"u8];

    private static SealKey? Decode(string name, ReadOnlySpan<byte> encoded)
    {
        foreach (var profile in Enum.GetValues<SealProfile>())
        {
            var type = TypeOf(profile);
            var key = encoded.StartsWith(type) ? encoded[type.Length..] : [];
            if (profile == SealProfile.International ? key.Length == Ed25519Length : Sm2.IsPublicKey(key))
            {
                return new SealKey(name, profile, key.ToArray());
            }
        }

        return null;
    }
}
