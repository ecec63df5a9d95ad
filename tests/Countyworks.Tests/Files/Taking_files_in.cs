using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Countyworks.Core.Files;
using Countyworks.Core.Modules;
using Countyworks.Kernel;
using SkiaSharp;

namespace Countyworks.Tests.Files;

public sealed class Taking_files_in : IDisposable
{
    private static readonly FileLimits Small = new() { FileBytes = 100_000 };

    private readonly string folder = Directory.CreateTempSubdirectory("countyworks-files").FullName;

    [Fact]
    public async Task A_document_is_kept_as_it_is_under_its_content()
    {
        var pdf = "%PDF-1.7 …"u8.ToArray();

        var kept = (await Take("证明.pdf", pdf)).Value;

        Assert.Equal(SHA256.HashData(pdf), kept.Sha256);
        Assert.Equal(pdf, await File.ReadAllBytesAsync(Store.PathOf(kept.Sha256)));
        Assert.Equal(("证明.pdf", FileType.Pdf, (long)pdf.Length), (kept.Name, kept.Type, kept.Length));
    }

    [Fact]
    public async Task The_same_content_is_kept_once()
    {
        await Take("one.pdf", "%PDF-1.7 …"u8.ToArray());
        await Take("two.pdf", "%PDF-1.7 …"u8.ToArray());

        Assert.Single(Directory.GetFiles(Path.Combine(folder, "files"), "*", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(Path.Combine(folder, "incoming")));
    }

    [Theory]
    [InlineData("a.jpg", "image/jpeg")]
    [InlineData("a.png", "image/png")]
    [InlineData("a.webp", "image/webp")]
    [InlineData("a.gif", "image/png")]
    [InlineData("a.pdf", "application/pdf")]
    [InlineData("a.mp4", "video/mp4")]
    [InlineData("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("a.txt", "text/plain")]
    [InlineData("a.csv", "text/csv")]
    public async Task These_kinds_are_kept(string name, string mediaType)
    {
        Assert.Equal(mediaType, (await Take(name, Sample(name))).Value.Type.MediaType);
    }

    [Theory]
    [InlineData("program.exe", "MZ\u0090\0\u0003")]
    [InlineData("program.txt", "MZ\u0090\0\u0003")]
    [InlineData("page.html", "<html><script>alert(1)</script>")]
    [InlineData("drawing.svg", "<svg onload='alert(1)'/>")]
    [InlineData("archive.zip", "PK\u0003\u0004")]
    [InlineData("script.jpg", "<?php echo 1;")]
    public async Task Other_kinds_are_refused_whatever_their_name(string name, string content)
    {
        Assert.Equal("file_kind_unknown", (await Take(name, Encoding.Latin1.GetBytes(content))).Refusal?.Code);
    }

    [Fact]
    public async Task A_document_with_macros_is_refused()
    {
        Assert.Equal("file_kind_unknown", (await Take("a.docx", Zip("word/document.xml", "word/vbaProject.bin"))).Refusal?.Code);
    }

    [Fact]
    public async Task The_name_does_not_decide_what_a_file_is()
    {
        var kept = (await Take("实为图片.pdf", Pictures.Encoded(SKEncodedImageFormat.Png))).Value;

        Assert.Equal(("实为图片.png", FileType.Png), (kept.Name, kept.Type));
    }

    [Theory]
    [InlineData("../../etc/passwd.txt", "passwd.txt")]
    [InlineData("C:\\Users\\王\\路灯.txt", "路灯.txt")]
    [InlineData("a\r\nb\".txt", "ab.txt")]
    public async Task A_name_never_holds_a_path_or_control_characters(string given, string kept)
    {
        Assert.Equal(kept, (await Take(given, "路灯"u8.ToArray())).Value.Name);
    }

    [Fact]
    public async Task A_picture_loses_where_it_was_taken()
    {
        var given = Pictures.FromPhone(orientation: 1);
        Assert.Contains(Pictures.Secret, Encoding.Latin1.GetString(given), StringComparison.Ordinal);

        var kept = (await Take("a.jpg", given)).Value;

        Assert.DoesNotContain(Pictures.Secret, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Store.PathOf(kept.Sha256))), StringComparison.Ordinal);
    }

    /// <summary>Where the red left half of the pixels ends up, by Exif orientation.</summary>
    [Theory]
    [InlineData(1, 64, 32, 4, 16)]
    [InlineData(2, 64, 32, 60, 16)]
    [InlineData(3, 64, 32, 60, 16)]
    [InlineData(4, 64, 32, 4, 16)]
    [InlineData(5, 32, 64, 16, 4)]
    [InlineData(6, 32, 64, 16, 4)]
    [InlineData(7, 32, 64, 16, 60)]
    [InlineData(8, 32, 64, 16, 60)]
    public async Task A_picture_stands_upright(byte orientation, int width, int height, int redX, int redY)
    {
        var kept = (await Take("a.jpg", Pictures.FromPhone(orientation))).Value;

        using var bitmap = SKBitmap.Decode(Store.PathOf(kept.Sha256));
        Assert.Equal((width, height), (bitmap.Width, bitmap.Height));
        Assert.True(bitmap.GetPixel(redX, redY) is { Red: > 200, Blue: < 60 });
        Assert.True(bitmap.GetPixel(width - 1 - redX, height - 1 - redY) is { Red: < 60, Blue: > 200 });
    }

    [Theory]
    [InlineData(6000, 300, 4096, 204, 480, 23)]
    [InlineData(300, 6000, 204, 4096, 23, 480)]
    [InlineData(100, 50, 100, 50, 100, 50)]
    public async Task A_picture_is_no_larger_than_needed_and_has_a_thumbnail(int width, int height, int keptWidth, int keptHeight, int thumbWidth, int thumbHeight)
    {
        var kept = (await Take("a.png", Pictures.Encoded(SKEncodedImageFormat.Png, width, height))).Value;

        Assert.Equal(new SKSizeI(keptWidth, keptHeight), Size(Store.PathOf(kept.Sha256)));
        Assert.Equal(new SKSizeI(thumbWidth, thumbHeight), Size(Store.ThumbnailOf(kept.Sha256)));
    }

    [Fact]
    public async Task A_picture_of_too_many_pixels_is_refused_before_they_are_unpacked()
    {
        var refusal = (await Take("a.png", Pictures.Bomb())).Refusal;

        Assert.Equal("image_too_large", refusal?.Code);
        Assert.Equal([50L, "a.png"], refusal?.Arguments.Select(a => a.Value));
    }

    [Fact]
    public async Task A_damaged_picture_is_refused()
    {
        Assert.Equal("image_broken", (await Take("a.png", Pictures.Encoded(SKEncodedImageFormat.Png)[..20])).Refusal?.Code);
    }

    [Fact]
    public async Task A_picture_nobody_here_can_open_is_refused_with_what_to_do()
    {
        Assert.Equal("image_heic", (await Take("a.heic", "\0\0\0\u0018ftypheic\0\0\0\0"u8.ToArray())).Refusal?.Code);
    }

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        Assert.Equal("file_empty", (await Take("a.txt", [])).Refusal?.Code);
    }

    [Theory]
    [InlineData(100_000, null)]
    [InlineData(100_001, "file_too_large")]
    public async Task A_file_over_the_limit_is_refused_and_leaves_nothing(int length, string? refusal)
    {
        Assert.Equal(refusal, (await Take("a.txt", [.. Enumerable.Repeat((byte)'a', length)])).Refusal?.Code);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder, "incoming")));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private FileStore Store => new(new DataFolder(folder));

    private async Task<Outcome<FileContent>> Take(string name, byte[] content)
    {
        using var intake = new FileIntake(Store, Small, Scanners.None);
        return await intake.Take(name, new MemoryStream(content));
    }

    private static byte[] Sample(string name) => Path.GetExtension(name) switch
    {
        ".jpg" => Pictures.Encoded(SKEncodedImageFormat.Jpeg),
        ".png" => Pictures.Encoded(SKEncodedImageFormat.Png),
        ".webp" => Pictures.Encoded(SKEncodedImageFormat.Webp),
        ".gif" => Pictures.Gif,
        ".pdf" => "%PDF-1.7"u8.ToArray(),
        ".mp4" => Videos.Plain,
        ".docx" => Zip("word/document.xml"),
        ".xlsx" => Zip("xl/workbook.xml"),
        _ => "工单编号,标题\r\n1,路灯不亮"u8.ToArray(),
    };

    private static byte[] Zip(params string[] names)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
            {
                zip.CreateEntry(name);
            }
        }

        return bytes.ToArray();
    }

    private static SKSizeI Size(string path)
    {
        using var codec = SKCodec.Create(path);
        return codec.Info.Size;
    }
}
