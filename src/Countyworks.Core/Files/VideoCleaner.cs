using System.Buffers.Binary;
using Countyworks.Kernel;

namespace Countyworks.Core.Files;

/// <summary>
/// Takes out of an MP4 video what says where and with what it was made: the boxes that hold such data are blanked where they lie, so that
/// nothing else moves. A video with a track besides pictures and sound (cameras keep positions in such) is refused.
/// </summary>
internal static class VideoCleaner
{
    private const int MostBoxes = 100_000;
    private const int MostDepth = 8;
    private const int HeaderLength = 8;

    private static readonly string[] Containers = ["moov", "trak", "mdia", "minf", "moof", "traf", "mvex"];
    private static readonly string[] Telling = ["udta", "meta", "uuid", "free", "skip"];
    private static readonly string[] PlainTracks = ["vide", "soun"];

    /// <summary>Blanks them in place. Refuses <c>video_broken</c> (its boxes don't fit into each other), <c>video_carries_data</c> (such a track).</summary>
    /// <param name="video">Seekable and writable; left at any position. After a refusal it may be blanked in part.</param>
    public static Outcome<Done> Clean(Stream video)
    {
        var boxes = 0;
        return Clean(video, 0, video.Length, "", 0, ref boxes);
    }

    private static Outcome<Done> Clean(Stream video, long from, long end, string within, int depth, ref int boxes)
    {
        while (from < end)
        {
            if (++boxes > MostBoxes || depth > MostDepth || Header(video, from, end) is not var (name, start, next))
            {
                return new Refusal("video_broken");
            }

            if (Telling.Contains(name))
            {
                Blank(video, from, start, next);
            }
            else if (name == "hdlr" && within == "mdia" && !IsPlainTrack(video, start, next))
            {
                return new Refusal("video_carries_data");
            }
            else if (Containers.Contains(name) && Clean(video, start, next, name, depth + 1, ref boxes).Refusal is { } refusal)
            {
                return refusal;
            }

            from = next;
        }

        return Done.It;
    }

    /// <summary>The name of the box, where its content begins and where the next box does; null when it doesn't fit.</summary>
    private static (string Name, long Start, long Next)? Header(Stream video, long from, long end)
    {
        Span<byte> header = stackalloc byte[2 * HeaderLength];
        video.Position = from;
        var read = video.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (end - from < HeaderLength || read < HeaderLength)
        {
            return null;
        }

        var (short32, start) = (BinaryPrimitives.ReadUInt32BigEndian(header), from + HeaderLength);
        var length = (long)short32;
        if (short32 == 0)
        {
            length = end - from;
        }
        else if (short32 == 1)
        {
            if (read < header.Length)
            {
                return null;
            }

            (length, start) = (BinaryPrimitives.ReadInt64BigEndian(header[HeaderLength..]), start + HeaderLength);
        }

        return length < start - from || length > end - from ? null : (System.Text.Encoding.Latin1.GetString(header[4..HeaderLength]), start, from + length);
    }

    // Version, flags and a number lie before the handler's name.
    private static bool IsPlainTrack(Stream video, long start, long end)
    {
        Span<byte> handler = stackalloc byte[12];
        video.Position = start;
        return end - start >= handler.Length && video.ReadAtLeast(handler, handler.Length, throwOnEndOfStream: false) == handler.Length
            && PlainTracks.Contains(System.Text.Encoding.Latin1.GetString(handler[8..]));
    }

    private static void Blank(Stream video, long from, long start, long end)
    {
        video.Position = from + 4;
        video.Write("free"u8);
        video.Position = start;
        var nothing = new byte[4096];
        for (var left = end - start; left > 0; left -= nothing.Length)
        {
            video.Write(nothing, 0, (int)Math.Min(left, nothing.Length));
        }
    }
}
