using CsCheck;

namespace Countyworks.Tests.Fuzz;

/// <summary>Good input made bad: bytes of a corpus, cut, doubled, swapped and overwritten. A failure prints the seed with which it comes again.</summary>
internal static class Mutated
{
    // What parsers trip over, besides chance.
    private static readonly byte[][] Nasty =
    [
        "\0"u8.ToArray(), "\""u8.ToArray(), "'"u8.ToArray(), "\r\n"u8.ToArray(), ","u8.ToArray(), "%"u8.ToArray(), "&"u8.ToArray(), "["u8.ToArray(), "]]>"u8.ToArray(), "<!DOCTYPE a ["u8.ToArray(),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x80, 0xAE], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], "-1"u8.ToArray(), "99999999999999999999"u8.ToArray(), "1e308"u8.ToArray(), "NaN"u8.ToArray(),
        "OR"u8.ToArray(), "NEAR("u8.ToArray(), "*"u8.ToArray(), ":"u8.ToArray(), "--b"u8.ToArray(), "\u3000"u8.ToArray(), "𠮷"u8.ToArray(),
    ];

    private static readonly Gen<Change> Changes = Gen.Select(Gen.Int[0, 5], Gen.Double[0, 1], Gen.Int[1, 60], Gen.Byte, (kind, at, length, value) => new Change(kind, at, length, value));

    /// <summary>One of a corpus after up to eight changes.</summary>
    public static Gen<byte[]> Of(IReadOnlyList<byte[]> corpus) =>
        Gen.Select(Gen.Int[0, corpus.Count - 1], Changes.Array[0, 8], (which, changes) => changes.Aggregate(corpus[which], (bytes, change) => change.Of(bytes)));

    private sealed record Change(int Kind, double At, int Length, byte Value)
    {
        public byte[] Of(byte[] bytes)
        {
            var from = (int)(At * bytes.Length);
            var to = Math.Min(from + Length, bytes.Length);
            return Kind switch
            {
                0 => [.. bytes[..from], .. bytes[to..]],
                1 => [.. bytes[..to], .. bytes[from..]],
                2 => [.. bytes[..from], .. Nasty[Value % Nasty.Length], .. bytes[from..]],
                3 => [.. bytes[..from], .. Enumerable.Repeat(Value, to - from), .. bytes[to..]],
                4 => [.. bytes[..from], .. bytes[from..to].Reverse(), .. bytes[to..]],
                _ => bytes[..from],
            };
        }
    }
}
