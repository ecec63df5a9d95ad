using System.IO.Compression;
using System.Text;
using Countyworks.Core.Posts;
using Countyworks.Core.Tables;

namespace Countyworks.Tests.BadInput;

/// <summary>Bad files at the page that imports: the file is refused with a reason, or the row alone, and no request is made of it.</summary>
public sealed class At_the_importer(BadCounty county) : IClassFixture<BadCounty>
{
    private const string Header = "工单编号,主要内容,受理时间,工单状态,办结时间\n";
    private const string Workbook = "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheets><sheet name='a' sheetId='1'/></sheets></workbook>";
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;

    internal static readonly IReadOnlyList<BadCase> Cases =
    [
        BadCase.Of("an empty file", 422, "refusal.file_empty", a => Csv(a, "")),
        BadCase.Of("a file of blank lines", 422, "refusal.header_missing", a => Csv(a, "\n\n\n")),
        BadCase.Of("a header without rows", 422, "refusal.no_rows", a => Csv(a, Header)),
        BadCase.Of("one column alone", 422, "refusal.header_missing", a => Csv(a, "a\nb\n")),
        BadCase.Of("a program", 422, "refusal.file_type_unknown", a => File(a, "a.csv", "MZ\0\0\0"u8.ToArray())),
        BadCase.Of("a page", 422, "refusal.header_missing", a => Csv(a, Asking.Script)),
        BadCase.Of("a workbook that is none", 422, "refusal.workbook_unreadable", a => File(a, "a.xlsx", "PK\u0003\u0004 broken"u8.ToArray())),
        BadCase.Of("a workbook of other things", 422, "refusal.workbook_unreadable", a => File(a, "a.xlsx", Zip(("a.txt", "x"u8.ToArray())))),
        BadCase.Of("a workbook that unpacks to very much", 422, "refusal.workbook_bomb", a => File(a, "a.xlsx", Zip(("xl/workbook.xml", Encoding.UTF8.GetBytes(Workbook)), ("xl/worksheets/sheet1.xml", new byte[64 * 1024 * 1024])))),
        BadCase.Of("a workbook that names entities of entities", 422, "refusal.workbook_unreadable", a => File(a, "a.xlsx", Zip(("xl/workbook.xml", Laughs())))),
        BadCase.Of("a workbook that reads a file of ours", 422, "refusal.workbook_unreadable", a => File(a, "a.xlsx", Zip(("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"u8.ToArray())))),
        BadCase.Of("a file larger than may be", 422, "refusal.file_too_large", a => File(a, "a.csv", new byte[TableLimits.FileBytes + 1])),
        BadCase.Of("more rows than may be", 422, "refusal.too_many_rows", a => Csv(a, "a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", TableLimits.Rows + 1)))),
        BadCase.Of("no file", 422, "refusal.missing", a => a.Post("/import", "profile=auto", Role.Dispatcher)),
        BadCase.Of("a profile that is none", 422, "refusal.profile_unknown", a => File(a, "a.csv", Encoding.UTF8.GetBytes(Header + "A1,灯,2026-09-01,待办,\n"), "nothing")),
        BadCase.Of("an import that is not there", 404, "problem.not_found", a => a.Get("/import/" + Asking.Nowhere, Role.Dispatcher)),
        BadCase.Of("an import by somebody who may not", 403, "problem.forbidden", a => a.Get("/import", Role.Handler)),
        Kept("GB 18030 in the midst of UTF-8", [.. Encoding.UTF8.GetBytes(Header + "A1,路灯,2026-09-01,待办,\n"), .. Gb18030.GetBytes("A2,水管,2026-09-01,待办,\n")]),
        Kept("a day that is none", Encoding.UTF8.GetBytes(Header + "A1,路灯,2026-02-30,待办,\n")),
        Kept("a quote that never ends", Encoding.UTF8.GetBytes(Header + "A1,\"路灯,2026-09-01,待办,\n")),
        Kept("characters that turn what is read", Encoding.UTF8.GetBytes(Header + "A\u200e1,灯\u202eabc\u2066,2026-09-01,待办,\n")),
        Kept("a formula and script in a row", Encoding.UTF8.GetBytes(Header + $"=cmd|' /C calc'!A0,{Asking.Script.Replace("\"", "", StringComparison.Ordinal)},2026-09-01,待办,\n")),
        Kept("a file whose name is script", Encoding.UTF8.GetBytes(Header + "A1,路灯,2026-09-01,待办,\n"), "<script>alert(1)</script>.csv"),
    ];

    public static readonly TheoryData<string> Rows = BadCase.Names(Cases);

    [Theory, MemberData(nameof(Rows))]
    public async Task Is_answered_with_a_reason_and_makes_no_request(string what)
    {
        var before = county.Written().Matters;
        await county.Hold(Cases.Single(c => c.What == what));
        Assert.Equal(before, county.Written().Matters);
    }

    private static Task<Told> Csv(Asking asking, string text) => File(asking, "a.csv", Encoding.UTF8.GetBytes(text));

    private static Task<Told> File(Asking asking, string name, byte[] bytes, string profile = "auto") => asking.Upload("/import", "file", name, bytes, Role.Dispatcher, ("profile", profile));

    // What a look through the file says stands on the page it leads to: that is looked at too.
    private static BadCase Kept(string what, byte[] bytes, string name = "a.csv") => new(what, async asking =>
    {
        var sent = await File(asking, name, bytes, "hotline");
        Assert.Equal(302, sent.Status);
        return await asking.Get(sent.Location!, Role.Dispatcher);
    }, 200, null) { IsKept = true };

    private static byte[] Laughs() => Encoding.UTF8.GetBytes(
        "<!DOCTYPE l [<!ENTITY a 'ha'>" + string.Concat(Enumerable.Range(0, 20).Select(i => $"<!ENTITY {(char)('b' + i)} '{string.Concat(Enumerable.Repeat($"&{(char)('a' + i)};", 10))}'>")) + "]><l>&u;</l>");

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
