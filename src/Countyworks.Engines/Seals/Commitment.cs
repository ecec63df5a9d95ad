using System.Security.Cryptography;
using System.Text;

namespace Countyworks.Engines.Seals;

/// <summary>
/// What stands in the tree for personal words: SHA-256 of a salt of 32 random bytes and the words. Whoever holds both can show that they are the words;
/// when the salt is gone nothing can be learnt from it, not even by trying words, and the tree stays whole.
/// </summary>
public static class Commitment
{
    /// <summary>Bytes of a salt.</summary>
    public const int SaltLength = 32;

    /// <summary>Commits to words.</summary>
    /// <param name="salt">Exactly <see cref="SaltLength"/> random bytes, used for nothing else.</param>
    /// <param name="words">The words; taken as UTF-8.</param>
    public static Digest Of(ReadOnlySpan<byte> salt, string words)
    {
        if (salt.Length != SaltLength)
        {
            throw new ArgumentException("A salt has 32 bytes.", nameof(salt));
        }

        var bytes = new byte[SaltLength + Encoding.UTF8.GetByteCount(words)];
        salt.CopyTo(bytes);
        Encoding.UTF8.GetBytes(words, bytes.AsSpan(SaltLength));
        return Digest.Of(SHA256.HashData(bytes));
    }
}
