using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Countyworks.Engines.Seals;

/// <summary>The private key that signs heads. It is written only by <see cref="Secret"/>, never by accident.</summary>
public sealed class SealSigner
{
    /// <summary>Bytes of the secret.</summary>
    public const int SeedLength = 32;

    private const string Mark = "COUNTYWORKS-SEAL-KEY";
    private readonly byte[] seed;

    private SealSigner(SealKey key, byte[] seed) => (Public, this.seed) = (key, seed);

    /// <summary>Its public half.</summary>
    public SealKey Public { get; }

    /// <summary>A key of 32 random bytes; null where the name cannot be a key's, or the bytes are none of SM2 (one of four thousand million is not).</summary>
    public static SealSigner? Of(string name, SealProfile profile, byte[] seed) =>
        seed.Length == SeedLength && SealKey.IsName(name) && PublicKey(profile, seed) is { } key ? new(new SealKey(name, profile, key), seed) : null;

    /// <summary>Reads what <see cref="Secret"/> wrote; null when it is something else.</summary>
    public static SealSigner? Parse(string text)
    {
        if (text.Trim().Split(' ') is not [Mark, var name, var kind, var base64] || !Enum.TryParse<SealProfile>(kind, out var profile) || !Enum.IsDefined(profile))
        {
            return null;
        }

        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count) ? Of(name, profile, bytes[..count]) : null;
    }

    /// <summary>The secret in one line, for a file that nobody else may read.</summary>
    public string Secret() => $"{Mark} {Public.Name} {Public.Profile} {Convert.ToBase64String(seed)}";

    /// <summary>Signs a text.</summary>
    public NoteSignature Sign(string text) => new(Public.Name, Public.Id, Signature(Encoding.UTF8.GetBytes(text)));

    private byte[] Signature(byte[] text)
    {
        if (Public.Profile == SealProfile.National)
        {
            return Sm2.Sign(seed, text);
        }

        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(seed, 0, text, 0, text.Length, signature, 0);
        return signature;
    }

    private static byte[]? PublicKey(SealProfile profile, byte[] seed)
    {
        if (profile == SealProfile.National)
        {
            return Sm2.PublicKey(seed);
        }

        var key = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(seed, 0, key, 0);
        return key;
    }
}
