using System.Text;

namespace Countyworks.Core.Tables;

/// <summary>Turns the bytes of a text file into text, without being told how it was written.</summary>
internal static class SourceText
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The Chinese standard, which every file of GB 2312 and GBK also is.</summary>
    private static readonly Encoding StrictGb18030 =
        CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>
    /// The text. A byte order mark decides; else it is UTF-8 if all of it is, or if more of its lines that are not plain ASCII are UTF-8 than
    /// not: the others then hold U+FFFD and are refused one by one. Everything else is GB18030, or UTF-8 with such marks where it isn't that either.
    /// </summary>
    public static string Of(byte[] bytes)
    {
        switch (bytes)
        {
            case [0xEF, 0xBB, 0xBF, ..]:
                return Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3);
            case [0xFF, 0xFE, ..]:
                return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
            case [0xFE, 0xFF, ..]:
                return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
        }

        if (Strictly(StrictUtf8, bytes) is { } text)
        {
            return text;
        }

        return IsMostlyUtf8(bytes) ? Encoding.UTF8.GetString(bytes) : Strictly(StrictGb18030, bytes) ?? Encoding.UTF8.GetString(bytes);
    }

    private static string? Strictly(Encoding encoding, byte[] bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsMostlyUtf8(ReadOnlySpan<byte> bytes)
    {
        var (utf8, other) = (0, 0);
        foreach (var range in bytes.Split((byte)'\n'))
        {
            var line = bytes[range];
            if (!Ascii.IsValid(line))
            {
                _ = System.Text.Unicode.Utf8.IsValid(line) ? utf8++ : other++;
            }
        }

        return utf8 > other;
    }
}
