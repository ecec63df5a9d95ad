using System.Text;
using SkiaSharp;

namespace Countyworks.Tests.Files;

/// <summary>Pictures and other files as people send them.</summary>
internal static class Pictures
{
    /// <summary>What a phone writes into a picture about where it was taken.</summary>
    public const string Secret = "25.7706N 113.0147E";

    /// <summary>A picture whose left half is red and whose right half is blue.</summary>
    public static byte[] Encoded(SKEncodedImageFormat format, int width = 64, int height = 32)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        surface.Canvas.Clear(SKColors.Red);
        surface.Canvas.DrawRect(width / 2f, 0, width, height, new SKPaint { Color = SKColors.Blue });
        using var image = surface.Snapshot();
        using var data = image.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>The same as a phone held upright writes it: turned, with the place in its metadata.</summary>
    public static byte[] FromPhone(byte orientation)
    {
        var jpeg = Encoded(SKEncodedImageFormat.Jpeg);
        byte[] tiff =
        [
            .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 2,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0,
            0x01, 0x0E, 0, 2, 0, 0, 0, (byte)Secret.Length, 0, 0, 0, 38,
            0, 0, 0, 0, .. Encoding.ASCII.GetBytes(Secret),
        ];
        return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(tiff.Length + 2), .. tiff, .. jpeg[2..]];
    }

    /// <summary>A GIF of one pixel.</summary>
    public static readonly byte[] Gif = Convert.FromBase64String("R0lGODlhAQABAIAAAP8AAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==");

    /// <summary>A PNG that says it is very large and holds almost nothing.</summary>
    public static byte[] Bomb()
    {
        var png = Encoded(SKEncodedImageFormat.Png);
        (png[16], png[17], png[18], png[19]) = (0, 0, 0x75, 0x30);
        (png[20], png[21], png[22], png[23]) = (0, 0, 0x75, 0x30);
        var check = Crc32(png.AsSpan(12, 17));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), check);
        return png;
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
            }
        }

        return ~crc;
    }
}
