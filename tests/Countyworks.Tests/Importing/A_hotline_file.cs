using System.IO.Compression;
using System.Security;
using System.Text;
using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Neighbourhood.Requests.Importing;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Importing;

public sealed class A_hotline_file
{
    private static readonly string[] header =
        ["工单编号", "工单类型", "问题分类", "标题", "主要内容", "工单状态", "来电人", "来电人电话", "被反映区", "被反映街乡镇", "办理结果", "办结时间", "是否解决", "是否满意", "工单性质", "村 / 社区", "承办单位"];

    /// <summary>20 invented work orders: the third repeats the second, the last four can't be imported.</summary>
    private static IEnumerable<string[]> Rows =>
    [
        Row("GD20260901083000001", "市政/路灯", "路灯不亮", "已办结", "2026-09-02 10:00", "已解决", "满意", unit: "市政所"),
        Row("GD20260901090000002", "噪音", "夜间施工", "已归档", "2026-09-05 10:00", "未解决", "不满意"),
        Row("GD20260901091500003", "噪音", "夜间施工", "已归档", "2026-09-05 11:00", "否", "不满意"),
        Row("GD20260903100000004", "供水", "停水", "处理中", "", "", "", unit: "供水公司"),
        Row("X-5", "供水", "水压低", "办结", "2026-09-04 09:00", "部分解决", "一般"),
        Row("GD20260904100000006", "环卫", "垃圾没收", "已办结", "2026-09-04 18:00", "说不清", "", street: "没有的街道", community: "没有的社区"),
        .. Enumerable.Range(7, 10).Select(i => Row($"GD202609{i:D2}080000{i:D3}", "环卫", $"垃圾桶满了{i}", "待派单", "", "", "")),
        Row("", "环卫", "没有编号", "待派单", "", "", ""),
        Row("GD20260920080000018", "环卫", "", "待派单", "", "", ""),
        Row("X-19", "环卫", "不知何时", "待派单", "", "", ""),
        Row("GD20260921080000020", "环卫", "时间乱写", "已办结", "昨天", "", ""),
    ];

    [Theory, EveryEngine]
    public async Task Comes_in_with_answers_ratings_places_and_units(Engine engine)
    {
        await using var county = await County.On(engine);
        var report = await Real_cases.Import(county, Csv());

        Assert.Equal((20, 15, 1, 0, 4), Real_cases.Counts(report));
        Assert.Equal([(18, "missing"), (19, "missing"), (20, "missing"), (21, "time_unreadable")], report.Rejected.Select(r => (r.Line, r.Refusal.Code)));
        var all = county.Read(db => (from m in db.Set<Matter>() join r in db.Set<Request>() on m.Id equals r.Id select new { m, r }).ToDictionary(x => x.r.SourceNumber!));
        var lamp = all["GD20260901083000001"];
        Assert.Equal((county.Lighting.Id, county.Community.Id, "street_light", RequestKind.Solved), (lamp.m.UnitId, lamp.m.PlaceId, lamp.m.Category, lamp.m.Stage));
        Assert.Equal((CallBackResult.Solved, Rating.Satisfied, true), (lamp.r.Result, lamp.r.ResultRating, lamp.r.WasRespondedInTime));
        Assert.Equal(County.At("2026-09-01T08:30"), lamp.m.OpenedAt);
        Assert.Equal((RequestKind.Explained, false), (all["GD20260901090000002"].m.Stage, all["GD20260901090000002"].r.WasRespondedInTime));
        Assert.Equal(all["GD20260901090000002"].m.Id, all["GD20260901091500003"].m.MergedIntoId);
        Assert.Null(all["X-5"].r.WasRespondedInTime);
        Assert.Equal(county.District.Id, all["GD20260904100000006"].m.PlaceId);
        Assert.Null(all["GD20260903100000004"].m.UnitId);
        Assert.Null(lamp.r.PhoneIndex);
    }

    [Fact]
    public async Task Says_what_it_had_to_leave_out_or_take_from_elsewhere()
    {
        await using var county = await County.On(Engine.Sqlite);
        var report = await Real_cases.Import(county, Csv(), dry: true);
        Assert.Equal(
            ["phone_left_out", "place_unknown", "receipt_from_closing", "receipt_from_number", "word_unknown"], report.Notes.Select(n => n.Code));
        Assert.Equal(["供水", "噪音", "环卫"], report.NewCategories);
    }

    [Fact]
    public async Task Is_the_same_as_a_workbook()
    {
        await using var county = await County.On(Engine.Sqlite);
        var report = await Real_cases.Import(county, Workbook());
        Assert.Equal((20, 15, 1, 0, 4), Real_cases.Counts(report));
        Assert.Equal((20, 0, 0, 16, 4), Real_cases.Counts(await Real_cases.Import(county, Csv())));
    }

    private static string[] Row(string number, string category, string text, string status, string closed, string result, string rating,
        string street = "苏仙岭街道", string community = "苏园路", string unit = "") =>
        [number, "投诉", category, "", text.Length == 0 ? "" : text + ",请处理", status, "王某", "138****0001", "苏仙区", street, status.StartsWith('已') ? "已处理" : "", closed, result, rating, "一般", community, unit];

    private static byte[] Csv() => CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!
        .GetBytes(string.Concat(Rows.Prepend(header).Select(row => string.Join(',', row.Select(cell => $"\"{cell}\"")) + "\r\n")));

    /// <summary>The smallest workbook: one sheet of texts written into their cells.</summary>
    private static byte[] Workbook()
    {
        var rows = Rows.Prepend(header).Select((row, r) => $"<row r=\"{r + 1}\">" + string.Concat(row.Select((cell, c) =>
            cell.Length == 0 ? "" : $"<c r=\"{(char)('A' + c)}{r + 1}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(cell)}</t></is></c>")) + "</row>");
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
            const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";
            Write("_rels/.rels", $"<Relationships xmlns=\"{Package}\"><Relationship Id=\"r1\" Type=\"{Office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Write("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}\"><Relationship Id=\"r1\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
            Write("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets><sheet name=\"1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
            Write("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{string.Concat(rows)}</sheetData></worksheet>");

            void Write(string name, string xml)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml);
            }
        }

        return bytes.ToArray();
    }
}
