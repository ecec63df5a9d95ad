using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Countyworks.Core.SignIn.Means;

/// <summary>Codes of the moment (RFC 6238 over RFC 4226): HMAC-SHA-1, six digits, steps of 30 seconds, which every authenticator app understands.</summary>
public static class Totp
{
    /// <summary>The digits of a code.</summary>
    public const int Digits = 6;

    /// <summary>The seconds of a step.</summary>
    public const int StepSeconds = 30;

    // One step to either side: clocks differ, and people type.
    private const int Leeway = 1;
    private const int SecretBytes = 20;
    private const int Modulus = 1_000_000;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret in Base32.</summary>
    public static string NewSecret() => Encode(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The step of a moment.</summary>
    public static long StepOf(Instant now) => now.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step.</summary>
#pragma warning disable CA5350 // RFC 6238: the apps people have know no other, and the attacks on SHA-1 do not touch HMAC.
    public static string CodeAt(string secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(Decode(secret), counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return (number % Modulus).ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');
    }
#pragma warning restore CA5350

    /// <summary>The step whose code was typed, now or a step to either side, later than <paramref name="after"/>; null when it is none of them.</summary>
    public static long? StepTyped(string secret, string typed, Instant now, long after)
    {
        var code = Encoding.ASCII.GetBytes(string.Concat(typed.Where(char.IsAsciiDigit)));
        for (var step = StepOf(now) + Leeway; step >= StepOf(now) - Leeway; step--)
        {
            if (step > after && CryptographicOperations.FixedTimeEquals(code, Encoding.ASCII.GetBytes(CodeAt(secret, step))))
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>What an app reads from the picture.</summary>
    public static string Address(string secret, string issuer, string userName) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(userName)}?secret={secret}&issuer={Uri.EscapeDataString(issuer)}";

    internal static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        for (var bit = 0; bit < bytes.Length * 8; bit += 5)
        {
            var window = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
            text.Append(Base32[(window >> (11 - bit % 8)) & 31]);
        }

        return text.ToString();
    }

    private static byte[] Decode(string text)
    {
        var bytes = new byte[text.Length * 5 / 8];
        for (var i = 0; i < bytes.Length * 8; i++)
        {
            var bit = (Base32.IndexOf(text[i / 5], StringComparison.Ordinal) >> (4 - i % 5)) & 1;
            bytes[i / 8] |= (byte)(bit << (7 - i % 8));
        }

        return bytes;
    }
}
