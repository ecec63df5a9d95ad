using System.Net;
using System.Text;
using Countyworks.Core.Posts;
using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Given;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Tests.Importing;

public sealed class The_import_page
{
    [Fact]
    public async Task Is_closed_to_those_who_may_not_keep_requests()
    {
        await using var site = await Site.On();
        using var visitor = await site.SignedIn(Role.Handler);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Get("/import")).Status);
    }

    [Fact]
    public async Task Looks_through_a_file_first_and_then_imports_it()
    {
        await using var site = await Site.On();
        using var visitor = await site.SignedIn(Role.Dispatcher);
        var sent = await visitor.Upload("/import", "file", "nyc.csv", Real_cases.Sample(), new { profile = "auto" });
        Assert.Equal(HttpStatusCode.Redirect, sent.Status);
        var looked = await visitor.Get(sent.Location!);
        Assert.Contains("235", looked.Words, StringComparison.Ordinal);
        Assert.Equal(0, site.Read(db => db.Set<Request>().Count()));

        await visitor.Post(sent.Location!, from: sent.Location);
        Assert.Equal(235, site.Read(db => db.Set<Request>().Count()));
        Assert.Empty((await visitor.Get(sent.Location!)).Page.QuerySelectorAll("main form"));
        Assert.Contains("nyc.csv", (await visitor.Get("/import")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_back_rejected_rows_with_their_reasons()
    {
        await using var site = await Site.On();
        using var visitor = await site.SignedIn(Role.Dispatcher);
        var file = Encoding.UTF8.GetBytes("工单编号,主要内容,受理时间\nA1,灯不亮,2026-09-01\nA2,=水管,上周\n");
        var sent = await visitor.Upload("/import", "file", "hotline.csv", file, new { profile = "hotline" });
        var csv = await visitor.Get(sent.Location + "/rejected.csv");
        Assert.Equal("text/csv", csv.MediaType);
        Assert.Equal(2, csv.Text.Trim().Split('\n').Length);
        Assert.Contains("工单编号,主要内容,受理时间", csv.Text, StringComparison.Ordinal);
        Assert.Contains("A2,\"'=水管\",上周", csv.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_what_the_columns_of_an_unknown_file_mean_and_remembers()
    {
        await using var site = await Site.On();
        using var visitor = await site.SignedIn(Role.Dispatcher);
        var file = Encoding.UTF8.GetBytes("No,What,When\n1,灯不亮,2026-09-01 08:00\n2,水管漏,2026-09-02 08:00\n");
        var sent = await visitor.Upload("/import", "file", "own.csv", file, new { profile = "auto" });
        Assert.EndsWith("/columns", sent.Location, StringComparison.Ordinal);

        var mapped = await visitor.Post(sent.Location!, new
        {
            name = "city-hotline", field_number = "No", field_text = "What", field_received_at = "When", times = "uuuu-M-d H:mm", zone = "Asia/Shanghai",
        });
        Assert.Equal(HttpStatusCode.Redirect, mapped.Status);
        await visitor.Post(mapped.Location!, from: mapped.Location);
        Assert.Equal(["city-hotline", "city-hotline"], site.Read(db => db.Set<Request>().Select(r => r.Source!).ToList()));
        Assert.Contains("city-hotline", (await visitor.Get("/import")).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_is_wrong_beside_the_file()
    {
        await using var site = await Site.On();
        using var visitor = await site.SignedIn(Role.Dispatcher);
        var refused = await visitor.Upload("/import", "file", "old.xls", [0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3], new { profile = "auto" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.NotNull(refused.Page.QuerySelector("#file-error"));
    }
}
