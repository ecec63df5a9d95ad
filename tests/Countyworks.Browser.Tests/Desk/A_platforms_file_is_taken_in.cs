using System.Text;
using Countyworks.Browser.Tests.Chromium;
using Countyworks.Browser.Tests.Journeys;
using Microsoft.Playwright;
using NodaTime;

namespace Countyworks.Browser.Tests.Desk;

/// <summary>A file of charging sessions with a dirty date is looked through, taken in once, and stands on the bill that anybody reads on a phone.</summary>
public sealed class A_platforms_file_is_taken_in(Demo demo)
{
    [Fact]
    public async Task After_its_bad_row_was_shown_and_anybody_sees_it_on_the_bill()
    {
        var day = Today.PlusDays(-1).ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var number = Random.Shared.Next();
        var table = $"订单编号,充电开始时间,充电结束时间,充电电量,订单金额\nJ{number},{day} 08:00,{day} 08:40,20,33.21\nK{number},05/06/2026 08:00,{day} 08:40,20,33.21\n";
        await using var keeper = await demo.Staff.Visit(Office.Dispatcher, "/village");
        await keeper.Page.Locator(".go a").First.ClickAsync();
        await keeper.Page.Locator(".go a", new() { HasText = "充电站" }).First.ClickAsync();
        await keeper.Page.ClickAsync("a[href$='/sessions']");
        await keeper.Page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "orders.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(table) });
        await keeper.Page.GoesOn();
        await keeper.Page.Arrives("**/village/sessions/**");

        Assert.Contains("分不清月和日", await keeper.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await keeper.IsSound();
        await keeper.Page.GoesOn();
        await keeper.Page.Locator(".note.good").WaitForAsync();

        await using var anybody = await demo.Staff.Visit(null, "/village", width: 360);
        await anybody.Page.Locator(".go a").First.ClickAsync();
        await anybody.Page.ClickAsync("main a[href$='/bill']");
        await anybody.Page.Arrives("**/bill**");
        await anybody.Page.GotoAsync($"{anybody.Page.Url.Split('?')[0]}?month={day[..7]}");
        Assert.Contains("33.21", await anybody.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await anybody.IsSound();
    }

    private static LocalDate Today => Kernel.CountyTime.LocalDay(SystemClock.Instance.GetCurrentInstant());
}
