using System.Buffers.Binary;
using System.Text;

namespace Countyworks.Tests.Files;

/// <summary>Videos as cameras make them, box by box, without a picture worth seeing.</summary>
internal static class Videos
{
    /// <summary>Where the camera says it was: the Dongta of Chenzhou.</summary>
    public const string Position = "+25.8000+113.0200/";

    public static byte[] Plain => [.. Box("ftyp", "mp42\0\0\0\0"), .. Box("moov", Track("vide"), Track("soun")), .. Box("mdat", "frames")];

    public static byte[] WithPosition =>
    [
        .. Box("ftyp", "isom\0\0\0\0"),
        .. Box("moov", Box("trak", Box("mdia", Handler("vide")), Box("udta", Position)), Box("udta", Box("\u00a9xyz", Position)), Box("meta", Position)),
        .. Box("uuid", Position),
        .. Box("mdat", "frames"),
    ];

    public static byte[] WithTrackOf(string handler) => [.. Box("ftyp", "isom\0\0\0\0"), .. Box("moov", Track("vide"), Track(handler)), .. Box("mdat", Position)];

    public static byte[] Box(string name, params byte[][] parts)
    {
        var content = parts.SelectMany(p => p).ToArray();
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length + 8);
        return [.. length, .. Encoding.Latin1.GetBytes(name), .. content];
    }

    public static byte[] Box(string name, string content) => Box(name, Encoding.Latin1.GetBytes(content));

    private static byte[] Track(string handler) => Box("trak", Box("mdia", Handler(handler)));

    private static byte[] Handler(string handler) => Box("hdlr", "\0\0\0\0\0\0\0\0" + handler + "\0");
}
