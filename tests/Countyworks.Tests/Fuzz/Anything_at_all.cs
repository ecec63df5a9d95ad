using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using CsCheck;
using Countyworks.Core.Search;
using Countyworks.Data.Journal;
using Countyworks.Neighbourhood.Requests.Desk.Chat;
using Countyworks.Neighbourhood.Requests.Importing;
using Countyworks.Neighbourhood.Requests.Importing.Profiles;
using Countyworks.Core.Tables;
using Countyworks.Tests.Given;
using Countyworks.Tests.Requests.Open311;
using NodaTime;

namespace Countyworks.Tests.Fuzz;

/// <summary>Whatever is handed to what reads the outside world is read or refused: nothing breaks, nothing takes long, nothing is lost on the way.</summary>
public sealed class Anything_at_all
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
    private static readonly string Csv = "工单编号,主要内容,受理时间,工单状态,办结时间\nA1,\"灯,不亮\n第二行\",2026-09-01 08:00,待办,\nA2,水管,2026/9/1,已办结,2026-09-02\n";
    private static readonly LocalDate Today = new(2026, 9, 24);

    [Fact]
    public void In_a_table_is_read_or_refused_and_every_row_is_accounted_for() =>
        Mutated.Of([Encoding.UTF8.GetBytes(Csv), Gb18030.GetBytes(Csv), [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Csv)], Encoding.Unicode.GetBytes(Csv)]).Sample(bytes => Swift(() =>
        {
            if (TableFile.Read(bytes).IsDone(out var table, out _) && KnownProfiles.Hotline.Bind(table.Columns).IsDone(out var bound, out _))
            {
                Assert.Equal(table.Rows.Count, ImportPlan.Of(table, bound, County.At("2026-09-24T16:30")).Count);
            }
        }), iter: 4_000);

    [Fact]
    public void In_a_workbook_is_read_or_refused() => Mutated.Of([Workbook(Sheet)]).Sample(bytes => Swift(() => _ = TableFile.Read(bytes)), iter: 2_000);

    [Fact]
    public void In_the_sheet_of_a_workbook_is_read_or_refused() => Mutated.Of([Encoding.UTF8.GetBytes(Sheet)]).Sample(sheet => Swift(() =>
        _ = TableFile.Read(Workbook(sheet)).Then<int>(table => table.Rows.Count)), iter: 2_000);

    [Fact]
    public void In_a_chat_becomes_messages_and_no_line_is_lost() => Mutated.Of(
    [
        "张三 2026/9/24 16:30:12\n路灯不亮了\n[图片]\n李四 9月24日 下午4:30\n我家也是\n"u8.ToArray(), "[16:30] 张三: 水管漏了\n王五:好的\n"u8.ToArray(), "2026-09-24 16:30 张三\n地址:东湖苑\n\u202E\u200B"u8.ToArray(),
    ]).Sample(bytes => Swift(() =>
    {
        var paste = Encoding.UTF8.GetString(bytes);
        var messages = GroupChat.Read(paste, Today);
        var said = string.Join('\n', messages.Select(m => m.Text));
        foreach (var line in Words(paste).Where(line => line.Length > 0))
        {
            Assert.True(Words(said).Any(text => text.Length > 0 && (text.Contains(line, StringComparison.Ordinal) || line.Contains(text, StringComparison.Ordinal)))
                || messages.Any(m => m.Sender.Length > 0 && line.Contains(Letters(m.Sender), StringComparison.Ordinal)) || messages.Any(m => m.Pictures > 0), line);
        }
    }), iter: 3_000);

    [Fact]
    public void In_a_query_becomes_terms() => Mutated.Of(["路灯不亮 OR \"x\" NEAR(a b) col:val* ('a')"u8.ToArray(), "Straße ﬁ 𠮷 ㍿ ａｂｃ"u8.ToArray()]).Sample(bytes => Swift(() =>
    {
        foreach (var text in new[] { Encoding.UTF8.GetString(bytes), Encoding.Unicode.GetString(bytes) })
        {
            Assert.All(SearchTerms.OfQuery(text).SelectMany(p => p).Where(t => t.Length > 0), term => Assert.All(term.EnumerateRunes(), r => Assert.False(r.Value is '"' or '\'' or '*' or ' ' or ':')));
            _ = SearchTerms.OfText(text);
        }
    }), iter: 4_000);

    [Theory, Databases.EveryEngine]
    public async Task In_a_query_is_looked_for_and_never_breaks_the_database(Databases.Engine engine)
    {
        await using var site = await Site.On(engine);
        await site.File();
        var scope = new SearchScope([site.District.Path], Audience.Staff);
        foreach (var bytes in Mutated.Of(["路灯不亮 OR \"x\" NEAR(a b) col:val* ('a') & | ! <-> \\"u8.ToArray()]).Array[300].Single(_ => true, "8NATyFyNIHh2"))
        {
            await using var db = site.Get<Data.Databases.Database>().Read();
            _ = await db.Search(Encoding.UTF8.GetString(bytes), scope, cancellation: TestContext.Current.CancellationToken);
        }

        await using var again = site.Get<Data.Databases.Database>().Read();
        Assert.Single(await again.Search("路灯", scope, cancellation: TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=b")]
    public async Task In_a_form_of_Open311_is_filed_or_refused_with_a_list_of_errors(string type)
    {
        await using var site = await Open311Sites.On();
        var key = await site.Key(mostAnHour: 10_000);
        using var http = new HttpClient { BaseAddress = site.Address };
        (string Name, string Value)[] fields = Open311Sites.Lamp(key, ("email", "a@b.example"), ("media_url", "https://a.example/1.jpg"));
        var good = type.StartsWith("multi", StringComparison.Ordinal)
            ? string.Concat(fields.Select(f => $"--b\r\nContent-Disposition: form-data; name=\"{f.Name}\"\r\n\r\n{f.Value}\r\n")) + "--b--\r\n"
            : string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value)}"));
        foreach (var bytes in Mutated.Of([Encoding.UTF8.GetBytes(good)]).Array[400].Single(_ => true, "8NATyFyNIHh2"))
        {
            site.Clock.Advance(Duration.FromSeconds(2));
            using var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            using var answer = await http.PostAsync("/open311/v2/requests.json", content, TestContext.Current.CancellationToken);

            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True((int)answer.StatusCode is 200 or 400 or 403 or 404, $"{answer.StatusCode} to {Convert.ToHexString(bytes)}");
            Assert.DoesNotContain("\"code\":503", text, StringComparison.Ordinal);
            Assert.StartsWith("[", text, StringComparison.Ordinal);
        }
    }

    private const string Sheet =
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>工单编号</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>主要内容</t></is></c></row>"
        + "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"ZZ2\"><v>46000.5</v></c></row></sheetData></worksheet>";

    private static byte[] Workbook(string sheet) => Workbook(Encoding.UTF8.GetBytes(sheet));

    private static byte[] Workbook(byte[] sheet)
    {
        (string Name, byte[] Content)[] parts =
        [
            ("xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"u8.ToArray()),
            ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"u8.ToArray()),
            ("xl/sharedStrings.xml", "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>灯</t></si></sst>"u8.ToArray()),
            ("xl/worksheets/sheet1.xml", sheet),
        ];
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static void Swift(Action read)
    {
        var started = Stopwatch.GetTimestamp();
        read();
        Assert.True(Stopwatch.GetElapsedTime(started) < Long, "It took very long.");
    }

    private static IEnumerable<string> Words(string text) => text.Split(["\r\n", "\n", "\r"], StringSplitOptions.None).Select(Letters);

    private static string Letters(string text) => string.Concat(text.EnumerateRunes().Where(Rune.IsLetter).Select(r => r.ToString()));
}
