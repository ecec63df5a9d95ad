using System.IO.Compression;
using System.Text;
using CsCheck;
using Countyworks.Neighbourhood.Requests.Importing;
using Countyworks.Neighbourhood.Requests.Importing.Pages;
using Countyworks.Neighbourhood.Requests.Importing.Profiles;
using Countyworks.Core.Tables;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Importing;

public sealed class Bad_files_and_rows
{
    private const string Header = "工单编号,主要内容,受理时间,工单状态,办结时间";

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;

    [Theory]
    [InlineData("", "file_empty")]
    [InlineData("\n\n", "header_missing")]
    [InlineData("工单编号,主要内容\n", "no_rows")]
    [InlineData("one column\nalone\n", "header_missing")]
    [InlineData("a,b\0,c", "file_type_unknown")]
    [InlineData("PK\u0003\u0004 broken", "workbook_unreadable")]
    public void Are_refused_as_a_whole_by_code(string text, string code) => Assert.Equal(code, TableFile.Read(Encoding.UTF8.GetBytes(text)).Refusal?.Code);

    [Theory]
    [InlineData("颜色,大小\n红,大\n", "profile_not_recognised")]
    [InlineData("工单编号,标题,主要内容\nA,B,C\n", null)]
    public void Are_recognised_by_their_header(string text, string? code) =>
        Assert.Equal(code, KnownProfiles.Find(KnownProfiles.Auto, [], Table(text).Columns).Refusal?.Code);

    [Theory]
    [InlineData(",灯不亮,2026-09-01 08:00,待办,", "missing", "工单编号")]
    [InlineData("A1,,2026-09-01 08:00,待办,", "missing", "主要内容")]
    [InlineData("A1,灯不亮,,待办,", "missing", "受理时间")]
    [InlineData("A1,灯不亮,上周三,待办,", "time_unreadable", "受理时间")]
    [InlineData("A1,灯不亮,2026-02-30,待办,", "time_unreadable", "受理时间")]
    [InlineData("A1,灯不亮,2027-01-01,待办,", "time_in_future", "受理时间")]
    [InlineData("A1,灯不亮,2026-09-01,已办结,", "closing_missing", "办结时间")]
    [InlineData("A1,灯不亮,2026-09-02,已办结,2026-09-01", "closed_before_received", "办结时间")]
    [InlineData("A1,灯不亮,2026-09-01,待办", "cells_miscounted", null)]
    [InlineData("A1,灯不亮,2026-09-01,待办,,多一格", "cells_miscounted", null)]
    [InlineData("\"A1,灯不亮,2026-09-01,待办,", "quote_unclosed", null)]
    public void Are_refused_row_by_row_with_code_and_column(string row, string code, string? column)
    {
        var plan = Plan($"{Header}\n{row}\nA2,水管漏了,2026/9/1 8:05,待办,\n");
        Assert.Equal((code, column), (plan[0].Request.Refusal?.Code, plan[0].Request.Refusal?.Field));
        Assert.Equal([2, 3], plan.Select(p => p.Line));
        Assert.Null(plan[1].Request.Refusal);
    }

    [Theory]
    [InlineData(4000, null)]
    [InlineData(4001, "too_long")]
    [InlineData(10_001, "too_long")]
    public void Keep_the_limit_of_a_text(int length, string? code) =>
        Assert.Equal(code, Plan($"{Header}\nA1,{new string('长', length)},2026-09-01,待办,\n")[0].Request.Refusal?.Code);

    [Fact]
    public void Say_which_line_a_row_begins_on_when_cells_have_several()
    {
        var plan = Plan($"{Header}\nA1,\"第一行\n第二行\",2026-09-01,待办,\n\nA2,灯,2026-09-01,待办,\n");
        Assert.Equal([2, 5], plan.Select(p => p.Line));
        Assert.Equal("第一行\n第二行", plan[0].Request.Value.Text);
    }

    [Fact]
    public void With_a_number_twice_are_the_same_or_refused()
    {
        var plan = Plan($"{Header}\nA1,灯,2026-09-01,待办,\nA1,灯,2026-09-01,待办,\nA1,水,2026-09-01,待办,\n");
        Assert.Equal([false, true, false], plan.Select(p => p.IsAgain));
        Assert.Equal("number_twice", plan[2].Request.Refusal?.Code);
    }

    [Theory]
    [InlineData("utf-8", ",")]
    [InlineData("utf-16", ";")]
    [InlineData("gb18030", "\t")]
    [InlineData("gb18030", ",")]
    public void Are_read_in_any_usual_encoding_and_separator(string encoding, string separator)
    {
        var used = encoding == "gb18030" ? Gb18030 : Encoding.GetEncoding(encoding);
        byte[] bytes = [.. used.GetPreamble(), .. used.GetBytes($"{Header}\nA1,路灯不亮𠮷,2026-09-01,待办,\n".Replace(",", separator, StringComparison.Ordinal))];
        Assert.Equal("路灯不亮𠮷", Plan(TableFile.Read(bytes).Value)[0].Request.Value.Text);
    }

    [Fact]
    public void In_another_encoding_than_the_rest_are_refused_alone()
    {
        byte[] bytes =
        [
            .. Encoding.UTF8.GetBytes($"{Header}\nA1,路灯,2026-09-01,待办,\n"), .. Gb18030.GetBytes("A2,水管,2026-09-01,待办,\n"),
            .. Encoding.UTF8.GetBytes("A3,噪音,2026-09-01,待办,\n"),
        ];
        Assert.Equal([null, "characters_unreadable", null], Plan(TableFile.Read(bytes).Value).Select(p => p.Request.Refusal?.Code));
    }

    [Fact]
    public void Lose_the_characters_that_reorder_what_is_read() =>
        Assert.Equal("灯abc", Plan($"{Header}\nA\u200e1,灯\u202eabc\u2066,2026-09-01,待办,\n")[0].Request.Value.Text);

    [Fact]
    public void Stay_text_where_a_spreadsheet_would_see_a_formula()
    {
        Assert.Equal("=1+1", Plan($"{Header}\nA1,=1+1,2026-09-01,待办,\n")[0].Request.Value.Text);
        Assert.Equal("\ufeff\"'=cmd\",\"a \"\"b\"\"\"\r\n", Encoding.UTF8.GetString(CsvFile.Of([["=cmd", "a \"b\""]])));
    }

    [Theory]
    [InlineData(TableLimits.Rows, null)]
    [InlineData(TableLimits.Rows + 1, "too_many_rows")]
    public void Keep_the_limit_of_rows(int rows, string? code) =>
        Assert.Equal(code, TableFile.Read(Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", rows)))).Refusal?.Code);

    [Fact]
    public void That_unpack_to_far_too_much_are_not_opened()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("xl/worksheets/sheet1.xml").Open();
            part.Write(new byte[64 * 1024 * 1024]);
        }

        Assert.Equal("workbook_bomb", TableFile.Read(bytes.ToArray()).Refusal?.Code);
    }

    [Fact]
    public void Of_any_bytes_are_read_or_refused_and_never_break_the_reader() => Gen.Byte.Array[0, 400].Sample(bytes =>
    {
        _ = TableFile.Read(bytes).Then<int>(table => Plan(table).Count);
        byte[] csv = [.. Encoding.UTF8.GetBytes(Header + "\n"), .. bytes];
        _ = TableFile.Read(csv).Then<int>(table => Plan(table).Count);
        byte[] workbook = [0x50, 0x4B, 0x03, 0x04, .. bytes];
        _ = TableFile.Read(workbook);
    }, iter: 2_000);

    internal static SourceTable Table(string text) => TableFile.Read(Encoding.UTF8.GetBytes(text)).Value;

    private static IReadOnlyList<PlannedRow> Plan(string text) => Plan(Table(text));

    private static IReadOnlyList<PlannedRow> Plan(SourceTable table) =>
        KnownProfiles.Hotline.Bind(table.Columns) is { Refusal: null } bound ? ImportPlan.Of(table, bound.Value, County.At("2026-09-24T16:30")) : [];
}
