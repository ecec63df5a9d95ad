using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;

namespace Countyworks.Engines.Seals;

/// <summary>SM2 with SM3 and the usual identity (1234567812345678): points uncompressed (65 bytes), signatures as r and s (64 bytes).</summary>
internal static class Sm2
{
    private const int PointLength = 65;
    private const int SignatureLength = 64;
    private static readonly ECDomainParameters Curve = ECDomainParameters.FromX9ECParameters(GMNamedCurves.GetByName("sm2p256v1"));

    /// <summary>The public key of a secret; null where the number is none between 1 and n - 2.</summary>
    public static byte[]? PublicKey(byte[] secret)
    {
        var number = new BigInteger(1, secret);
        return number.SignValue <= 0 || number.CompareTo(Curve.N.Subtract(BigInteger.Two)) > 0 ? null : Curve.G.Multiply(number).Normalize().GetEncoded(false);
    }

    /// <summary>Whether bytes are a point of the curve.</summary>
    public static bool IsPublicKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != PointLength || key[0] != 0x04)
        {
            return false;
        }

        var (x, y) = (new BigInteger(1, key[1..33].ToArray()), new BigInteger(1, key[33..].ToArray()));
        var field = Curve.Curve.Field.Characteristic;
        return x.CompareTo(field) < 0 && y.CompareTo(field) < 0 && Curve.Curve.CreatePoint(x, y).IsValid();
    }

    public static byte[] Sign(byte[] secret, byte[] text)
    {
        var signer = Signer();
        signer.Init(true, new ECPrivateKeyParameters(new BigInteger(1, secret), Curve));
        signer.BlockUpdate(text, 0, text.Length);
        return signer.GenerateSignature();
    }

    public static bool Verifies(byte[] key, byte[] text, byte[] signature)
    {
        var signer = Signer();
        signer.Init(false, new ECPublicKeyParameters(Curve.Curve.DecodePoint(key), Curve));
        signer.BlockUpdate(text, 0, text.Length);
        return signature.Length == SignatureLength && signer.VerifySignature(signature);
    }

    private static SM2Signer Signer() => new(PlainDsaEncoding.Instance, new SM3Digest());
}
