using System.IO.Compression;
using System.Text;

namespace Countyworks.Core.Files;

/// <summary>A kind of file that is kept. What a file is, is read from its content; its name decides only between plain texts.</summary>
/// <param name="MediaType">As HTTP names it.</param>
/// <param name="Extension">With the dot.</param>
/// <param name="IsImage">Whether it is made anew before it is kept, and shown in pages.</param>
public sealed record FileType(string MediaType, string Extension, bool IsImage = false)
{
    public static readonly FileType Jpeg = new("image/jpeg", ".jpg", IsImage: true);
    public static readonly FileType Png = new("image/png", ".png", IsImage: true);
    public static readonly FileType Webp = new("image/webp", ".webp", IsImage: true);
    public static readonly FileType Gif = new("image/gif", ".gif", IsImage: true);
    public static readonly FileType Pdf = new("application/pdf", ".pdf");
    public static readonly FileType Mp4 = new("video/mp4", ".mp4");
    public static readonly FileType Docx = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx");
    public static readonly FileType Xlsx = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx");
    public static readonly FileType Text = new("text/plain", ".txt");
    public static readonly FileType Csv = new("text/csv", ".csv");

    /// <summary>Recognised only to be refused in words that help: nothing here can open it.</summary>
    public static readonly FileType Heic = new("image/heic", ".heic");

    /// <summary>All that are kept.</summary>
    public static readonly IReadOnlyList<FileType> All = [Jpeg, Png, Webp, Gif, Pdf, Mp4, Docx, Xlsx, Text, Csv];

    private static readonly string[] VideoBrands = ["isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "MSNV", "dash", "3gp4", "3gp5"];
    private static readonly string[] HeicBrands = ["heic", "heix", "heim", "heis", "hevc", "mif1", "msf1", "avif"];

    /// <summary>The type of a media type; null when it is not kept.</summary>
    public static FileType? Of(string mediaType) => All.FirstOrDefault(t => t.MediaType == mediaType);

    /// <summary>What a content is; null when nothing that is kept.</summary>
    /// <param name="content">Seekable; left at any position.</param>
    /// <param name="name">As the file was called.</param>
    public static FileType? Of(Stream content, string name)
    {
        Span<byte> head = stackalloc byte[16];
        content.Position = 0;
        head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return Signed(head) ?? (head.StartsWith("PK\u0003\u0004"u8) ? Office(content) : PlainText(content, name));
    }

    private static FileType? Signed(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => Gif,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => Webp,
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => Pdf,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', _, _, _, _, ..] => Branded(Encoding.ASCII.GetString(head[8..12])),
        _ => null,
    };

    private static FileType? Branded(string brand) => VideoBrands.Contains(brand) ? Mp4 : HeicBrands.Contains(brand) ? Heic : null;

    // A document with macros is a program; it is refused like one.
    private static FileType? Office(Stream content)
    {
        try
        {
            content.Position = 0;
            using var parts = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            var names = parts.Entries.Select(e => e.FullName).ToHashSet();
            return names.Any(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)) ? null
                : names.Contains("word/document.xml") ? Docx
                : names.Contains("xl/workbook.xml") ? Xlsx
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // Any encoding may be a text's own, GB 18030 too; control characters are no text's.
    private static FileType? PlainText(Stream content, string name)
    {
        var named = new[] { Text, Csv }.FirstOrDefault(t => name.EndsWith(t.Extension, StringComparison.OrdinalIgnoreCase));
        if (named is null)
        {
            return null;
        }

        content.Position = 0;
        Span<byte> buffer = stackalloc byte[4096];
        while (content.Read(buffer) is > 0 and var read)
        {
            foreach (var b in buffer[..read])
            {
                if (b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f'))
                {
                    return null;
                }
            }
        }

        return named;
    }
}
