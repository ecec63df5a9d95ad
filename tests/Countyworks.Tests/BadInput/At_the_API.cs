using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Tests.Files;
using SkiaSharp;

namespace Countyworks.Tests.BadInput;

/// <summary>Bad input over the API: bodies, arguments, keys, files.</summary>
public sealed class At_the_API(BadCounty county) : IClassFixture<BadCounty>
{
    private const string Script = Asking.Script;

    internal static readonly IReadOnlyList<BadCase> Cases =
    [
        BadCase.Of("half an object", 400, "refusal.body_invalid", a => a.Json("requests", "{\"text\":")),
        BadCase.Of("a list for an object", 400, "refusal.body_invalid", a => a.Json("requests", "[1,2]")),
        BadCase.Of("a number for a text", 400, "refusal.body_invalid", a => a.Json("requests", """{"text":1,"placeId":"0"}""")),
        BadCase.Of("nothing of what is required", 400, "refusal.body_invalid", a => a.Json("requests", "{}")),
        BadCase.Of("a text for a number", 400, "refusal.body_invalid", a => a.Json("requests", $$"""{"text":"灯","placeId":"{{a.County.Community.Id}}","latitude":"{{Script.Replace('"', ' ')}}"}""")),
        BadCase.Of("a field whose name is script", 400, "refusal.body_invalid", a => a.Json("requests", "{\"<script>alert('missing required properties including: ')</script>\":1}")),
        BadCase.Of("a thousand levels of lists", 400, "refusal.body_invalid", a => a.Json("requests", new string('[', 1000))),
        BadCase.Of("a field that is no id", 400, "refusal.body_invalid", a => a.Json("requests", """{"text":"a","placeId":"1; DROP TABLE matter"}""")),
        BadCase.Of("a place of another county", 400, "refusal.not_found", a => a.Json("requests", $$"""{"text":"灯","placeId":"{{Asking.Nowhere}}"}""")),
        BadCase.Of("a body of two megabytes", 413, "problem.too_large", a => a.Json("requests", $$"""{"text":"{{new string('a', 2_000_000)}}"}""")),
        BadCase.Of("a text too long", 400, "refusal.too_long", a => a.Json("requests", $$"""{"text":"{{new string('长', 4001)}}","placeId":"{{a.County.Community.Id}}"}""")),
        BadCase.Of("a phone that is script", 400, "refusal.phone_invalid", a => a.Json("requests", $$"""{"text":"灯","placeId":"{{a.County.Community.Id}}","contactPhone":"<script>alert(1)</script>"}""")),
        BadCase.Of("half a character", 400, "refusal.body_invalid", a => a.Json("requests", $$"""{"text":"\ud800","placeId":"{{a.County.Community.Id}}"}""")),
        BadCase.Of("bytes that are no UTF-8", 400, "refusal.body_invalid", a => Bytes(a, [.. "{\"text\":\""u8, 0xC3, 0x28, 0xFF, .. "\"}"u8])),
        BadCase.Of("GB 18030 in a body that says UTF-8", 400, "refusal.body_invalid", a => Bytes(a, [.. "{\"text\":\""u8, 0xC2, 0xB7, 0xB5, 0xC6, .. "\"}"u8])),
        BadCase.Of("a form for JSON", 415, "problem.media_type_unsupported", a => a.Send(new(HttpMethod.Post, "/api/v1/requests") { Content = new StringContent("text=a", Encoding.UTF8, "application/x-www-form-urlencoded") })),
        BadCase.Of("an unknown method", 405, "problem.method_unsupported", a => a.Json("requests", "{}", method: "BREW")),
        BadCase.Of("TRACE", 405, "problem.method_unsupported", a => a.Send(new(HttpMethod.Trace, "/api/v1/requests"))),
        BadCase.Of("an address that is not there", 404, "problem.not_found", a => a.Get("/api/v1/nothing")),
        BadCase.Of("a limit that is no number", 400, "problem.invalid", a => a.Get("/api/v1/places?limit=" + Uri.EscapeDataString(Script))),
        BadCase.Of("a page that is no page", 400, "refusal.after_invalid", a => a.Get("/api/v1/matters?after=" + Uri.EscapeDataString(Script), Role.Dispatcher)),
        BadCase.Of("a page of the far future", 400, "refusal.after_invalid", a => a.Get("/api/v1/matters?after=99999999999999999999." + Asking.Nowhere, Role.Dispatcher)),
        BadCase.Of("no session", 401, "problem.sign_in_needed", a => a.Get("/api/v1/matters")),
        BadCase.Of("a key that is none", 401, "problem.sign_in_needed", a => a.Send(new(HttpMethod.Get, "/api/v1/matters"), null, ("Authorization", "Bearer cw_stolen"))),
        BadCase.Of("a key of a hundred blanks", 401, "problem.sign_in_needed", a => a.Send(new(HttpMethod.Get, "/api/v1/matters"), null, ("Authorization", "Bearer x" + new string('x', 5000)))),
        BadCase.Of("a call from another site's page", 403, "refusal.cross_site", a => a.Json("requests", "{}", null, "POST", ("Sec-Fetch-Site", "cross-site"))),
        BadCase.Of("a call from another origin", 403, "refusal.cross_site", a => a.Json("requests", "{}", null, "POST", ("Origin", "https://evil.example"))),
        BadCase.Of("a call from nowhere's origin", 403, "refusal.cross_site", a => a.Json("requests", "{}", null, "POST", ("Origin", "null"))),
        BadCase.Of("a matter that is not there", 404, "refusal.not_found", a => a.Get("/api/v1/matters/" + Asking.Nowhere, Role.Dispatcher)),
        BadCase.Of("a matter of others", 404, "refusal.not_found", a => a.Get("/api/v1/matters/" + a.County.Filed.Id, Role.Administrator)),
        BadCase.Of("a version that is old", 412, "problem.conflict", a => a.Json($"matters/{a.County.Filed.Id}/dispatch", $$"""{"lead":"{{a.County.Site.Department.Id}}"}""", Role.Dispatcher, "POST", ("If-Match", "\"999\""))),
        BadCase.Of("a move that does not exist", 404, "refusal.not_found", a => a.Json($"matters/{a.County.Filed.Id}/moves/explode", "{}", Role.Administrator)),
        BadCase.Of("a wrong password", 400, "refusal.sign_in_failed", a => a.Json("session", """{"user":"nobody","password":"wrong"}""")),
        BadCase.Of("a wrong tracking code", 404, "refusal.track_not_found", a => a.Get($"/api/v1/requests/tracking/{Uri.EscapeDataString(a.County.Filed.Number)}?code=WRONG234")),
        BadCase.Of("a rating by a wrong code", 404, "refusal.track_not_found", a => a.Json($"requests/tracking/{Uri.EscapeDataString(a.County.Filed.Number)}/rating?code=WRONG234", """{"result":"solved"}""")),
        BadCase.Of("a person kept by a handler", 403, "problem.forbidden", a => a.Json("people", """{"name":"某"}""", Role.Handler)),

        BadCase.Of("a form of parts that never ends", 400, "problem.invalid", a => a.Send(new(HttpMethod.Post, "/api/v1/files") { Content = Unended() })),
        BadCase.Of("no file", 400, "refusal.file_missing", a => a.Keep("a.txt", "x"u8.ToArray(), "other")),
        BadCase.Of("an empty file", 400, "refusal.file_empty", a => a.Keep("a.pdf", [])),
        BadCase.Of("a program", 400, "refusal.file_kind_unknown", a => a.Keep("a.exe", "MZ\0\0"u8.ToArray())),
        BadCase.Of("a program that says it is a picture", 400, "refusal.file_kind_unknown", a => a.Keep("a.png", "MZ\0\0"u8.ToArray())),
        BadCase.Of("a page that says it is a picture", 400, "refusal.file_kind_unknown", a => a.Keep("a.jpg", Encoding.UTF8.GetBytes(Script))),
        BadCase.Of("a picture that can hold script", 400, "refusal.file_kind_unknown", a => a.Keep("a.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray())),
        BadCase.Of("a page", 400, "refusal.file_kind_unknown", a => a.Keep("a.html", Encoding.UTF8.GetBytes(Script))),
        BadCase.Of("a text with a NUL", 400, "refusal.file_kind_unknown", a => a.Keep("a.txt", "a\0b"u8.ToArray())),
        BadCase.Of("a picture cut short", 400, "refusal.image_broken", a => a.Keep("a.png", Pictures.Encoded(SKEncodedImageFormat.Png)[..40])),
        BadCase.Of("a picture of noughts", 400, "refusal.image_broken", a => a.Keep("a.jpg", [0xFF, 0xD8, 0xFF, .. new byte[500]])),
        BadCase.Of("a picture of ten thousand million pixels", 400, "refusal.image_too_large", a => a.Keep("a.png", HugePng())),
        BadCase.Of("a picture of an iPhone", 400, "refusal.image_heic", a => a.Keep("a.heic", [0, 0, 0, 24, .. "ftypheic"u8, .. new byte[100]])),
        BadCase.Of("a document with macros", 400, "refusal.file_kind_unknown", a => a.Keep("a.docx", Zip(("word/document.xml", "<a/>"u8.ToArray()), ("word/vbaProject.bin", [1])))),
        BadCase.Of("an archive", 400, "refusal.file_kind_unknown", a => a.Keep("a.zip", Zip(("a.txt", [1])))),
        BadCase.Of("a video that is none", 400, "refusal.video_broken", a => a.Keep("a.mp4", [0, 0, 4, 0, .. "ftypisom"u8, .. new byte[100]])),
        BadCase.Of("a file of twenty megabytes and one byte", 400, "refusal.file_too_large", a => a.Keep("a.txt", Letters((20 * 1024 * 1024) + 1))),
        new("a report with a code point that is no character", a => a.Json("requests", $$"""{"text":"灯\uFFFE不亮","placeId":"{{a.County.Community.Id}}"}"""), 201, null) { IsKept = true },
        new("a place looked for by a code point that is no character", a => a.Get("/api/v1/places?q=%EF%BF%BE"), 200, null),
        new("a picture with a page behind it", a => a.Keep("a.png", [.. Pictures.Encoded(SKEncodedImageFormat.Png), .. Encoding.UTF8.GetBytes(Script)]), 201, null) { IsKept = true },
        new("a picture whose name climbs out of the folder", a => a.Keep("../../../etc/<script>.png", Pictures.Encoded(SKEncodedImageFormat.Png)), 201, null) { IsKept = true },
        new("a report with characters that turn what is read", a => a.Json("requests", $$"""{"text":"灯\u202Egpj.exe","placeId":"{{a.County.Community.Id}}"}"""), 201, null) { IsKept = true },
    ];

    public static readonly TheoryData<string> Rows = BadCase.Names(Cases);

    [Theory, MemberData(nameof(Rows))]
    public Task Is_answered_with_a_problem_and_writes_nothing(string what) => county.Hold(Cases.Single(c => c.What == what));

    [Fact]
    public async Task Leaves_of_a_picture_nothing_but_the_picture()
    {
        var kept = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Directory.CreateDirectory(kept);
        using var intake = new FileIntake(new FileStore(new(kept)), new FileLimits(), Scanners.None);

        var taken = await intake.Take("../../x.png", new MemoryStream([.. Pictures.Encoded(SKEncodedImageFormat.Png), .. Encoding.UTF8.GetBytes(Script)]), TestContext.Current.CancellationToken);

        Assert.Equal("x.png", taken.Value.Name);
        Assert.All(Directory.GetFiles(kept, "*", SearchOption.AllDirectories), file => Assert.DoesNotContain("script", Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal));
        Directory.Delete(kept, recursive: true);
    }

    private static Task<Told> Bytes(Asking asking, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        return asking.Send(new(HttpMethod.Post, "/api/v1/requests") { Content = content });
    }

    private static StringContent Unended()
    {
        var content = new StringContent("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhalf");
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        return content;
    }

    private static byte[] Letters(int count)
    {
        var letters = new byte[count];
        Array.Fill(letters, (byte)'a');
        return letters;
    }

    // The head of a picture says how large it is: this one is told by it, before anything is unpacked.
    private static byte[] HugePng()
    {
        var png = Pictures.Encoded(SKEncodedImageFormat.Png);
        byte[] size = [0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0];
        size.CopyTo(png, 16);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc(png.AsSpan(12, 17)));
        return png;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = archive.CreateEntry(name).Open();
                part.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
