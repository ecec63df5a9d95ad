using Countyworks.Kernel;
using SkiaSharp;

namespace Countyworks.Core.Files;

/// <summary>
/// Makes an image anew from its pixels: what it knew besides them (place, time, device) is gone, what was hidden in it cannot run,
/// it stands upright and is no larger than a screen needs. An animation becomes its first picture.
/// </summary>
public static class ImageRemaker
{
    /// <summary>The longest side that is kept, in pixels.</summary>
    public const int SideLimit = 4096;

    /// <summary>The longest side of a thumbnail, in pixels.</summary>
    public const int ThumbnailSide = 480;

    private const int Quality = 85;

    private static readonly SKSamplingOptions Smooth = new(SKFilterMode.Linear, SKMipmapMode.Linear);

    /// <summary>An image made anew.</summary>
    /// <param name="Type">What it became: pictures with hard edges or transparency stay without loss.</param>
    /// <param name="Bytes">The image.</param>
    /// <param name="Thumbnail">A small JPEG of it.</param>
    public sealed record Remade(FileType Type, byte[] Bytes, byte[] Thumbnail);

    /// <summary>Makes an image anew. Refuses, in this order: <c>image_broken</c>, <c>image_too_large</c>.</summary>
    /// <param name="content">Seekable.</param>
    /// <param name="type">What it is.</param>
    /// <param name="pixelLimit">The most pixels that are unpacked.</param>
    public static Outcome<Remade> Remake(Stream content, FileType type, long pixelLimit)
    {
        content.Position = 0;
        using var data = SKData.Create(content);
        using var codec = data is null ? null : SKCodec.Create(data);
        if (codec is null)
        {
            return new Refusal("image_broken");
        }

        if ((long)codec.Info.Width * codec.Info.Height > pixelLimit)
        {
            return new Refusal("image_too_large").With("megapixels", pixelLimit / 1_000_000);
        }

        using var raw = Decode(codec);
        if (raw is null)
        {
            return new Refusal("image_broken");
        }

        using var upright = Upright(raw, codec.EncodedOrigin, SideLimit);
        using var small = Upright(upright, SKEncodedOrigin.TopLeft, ThumbnailSide, SKColors.White);
        var kept = type == FileType.Gif ? FileType.Png : type;
        return new Remade(kept, Encode(upright, kept), Encode(small, FileType.Jpeg));
    }

    private static SKImage? Decode(SKCodec codec)
    {
        // A JPEG can be unpacked at an eighth, a quarter or half of its size: no more pixels than are kept.
        var longest = Math.Max(codec.Info.Width, codec.Info.Height);
        var size = codec.GetScaledDimensions(Math.Min(1f, (float)SideLimit / longest));
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        using var bitmap = new SKBitmap();
        if (!bitmap.TryAllocPixels(info) || codec.GetPixels(info, bitmap.GetPixels()) is not (SKCodecResult.Success or SKCodecResult.IncompleteInput))
        {
            return null;
        }

        bitmap.SetImmutable();
        return SKImage.FromBitmap(bitmap);
    }

    private static SKImage Upright(SKImage image, SKEncodedOrigin origin, int side, SKColor? background = null)
    {
        var isTurned = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var (width, height) = isTurned ? (image.Height, image.Width) : (image.Width, image.Height);
        var scale = Math.Min(1f, (float)side / Math.Max(width, height));
        var info = new SKImageInfo(Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)), SKColorType.Rgba8888, SKAlphaType.Premul);
        using var surface = SKSurface.Create(info) ?? throw new InvalidOperationException($"No memory for an image of {info.Width} × {info.Height} pixels.");
        surface.Canvas.Clear(background ?? SKColors.Transparent);
        surface.Canvas.Scale((float)info.Width / width, (float)info.Height / height);
        surface.Canvas.Concat(Turn(origin, width, height));
        surface.Canvas.DrawImage(image, 0, 0, Smooth);
        return surface.Snapshot();
    }

    // Source: Exif 2.32, tag Orientation: where the first row and the first column of the pixels belong.
    private static SKMatrix Turn(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, width, -1, 0, height, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, height, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    private static byte[] Encode(SKImage image, FileType type)
    {
        var format = type == FileType.Png ? SKEncodedImageFormat.Png : type == FileType.Webp ? SKEncodedImageFormat.Webp : SKEncodedImageFormat.Jpeg;
        using var encoded = image.Encode(format, Quality) ?? throw new InvalidOperationException($"An image of {image.Width} × {image.Height} pixels cannot be written as {type.MediaType}.");
        return encoded.ToArray();
    }
}
