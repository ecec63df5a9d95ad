using System.Globalization;
using System.Text.RegularExpressions;
using Countyworks.Browser.Tests.Chromium;
using Microsoft.Playwright;

namespace Countyworks.Browser.Tests.Journeys;

/// <summary>From a resident's phone to the public figures and back, by the pages alone.</summary>
public sealed partial class A_street_lamp(Demo demo)
{
    [Fact]
    public async Task Is_reported_dispatched_mended_confirmed_and_counted()
    {
        var photo = await Photo.Of(demo.Staff);
        var before = await SatisfiedInPublic();
        await using var resident = await demo.Staff.Visit(null, "/", width: 360);

        var filed = await resident.Page.Reports("东玺门第3栋门前的路灯坏了两盏，晚上看不见台阶。", "东玺门第", photo);
        await resident.IsSound();
        await resident.Picture("filed");
        await demo.Staff.Dispatches(filed.Number);
        await demo.Staff.Handles(filed.Number, "两盏灯都已换新，今晚亮灯。", photo);
        await resident.Page.Tracks(filed);
        Assert.Contains("两盏灯都已换新", await resident.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.True(await resident.Page.Locator("main .card .files img").CountAsync() > 0, "The answer has no photo.");
        await resident.Picture("answered");
        await resident.Page.Rates("solved");
        await resident.IsSound();
        await resident.Picture("rated");

        Assert.Equal(0, await resident.Page.Locator("a[href$='/rate']").CountAsync());
        Assert.True(await GrowsInPublic(before), "The public rates do not count it.");
    }

    [Fact]
    public async Task Is_opened_again_once_when_it_was_not_solved()
    {
        var photo = await Photo.Of(demo.Staff);
        await using var resident = await demo.Staff.Visit(null, "/", width: 360);
        var filed = await resident.Page.Reports("白鹿新村2栋后面的路灯整夜不亮，已经一个星期。", "白鹿新村");
        await demo.Staff.Dispatches(filed.Number);
        await demo.Staff.Handles(filed.Number, "已更换灯泡。", photo);

        await resident.Page.Tracks(filed);
        await resident.Page.Rates("not_solved", "灯还是不亮。");
        await demo.Staff.Handles(filed.Number, "线路断点已接好，现已亮灯。", photo);
        await resident.Page.Tracks(filed);
        await resident.Page.Rates("not_solved", "又灭了。");

        Assert.Equal(0, await resident.Page.Locator("a[href$='/rate']").CountAsync());
        await using var handler = await demo.Staff.Visit(Office.Handler, $"/inbox?q={Uri.EscapeDataString(filed.Number)}");
        await handler.Page.Locator(".go a").First.ClickAsync();
        Assert.Equal(0, await handler.Page.Locator(".deeds [href$='/report_back']").CountAsync());
    }

    [Fact]
    public async Task Is_reported_tracked_and_added_to_without_scripts()
    {
        var photo = await Photo.Of(demo.Staff);
        await using var resident = await demo.Staff.Visit(null, "/", width: 360, javaScript: false);

        var filed = await resident.Page.Reports("王仙华庭6栋车库入口的路灯一直闪，晃眼睛。", "王仙华庭", photo);
        await resident.IsSound();
        await resident.Page.Tracks(filed);
        await resident.Page.ClickAsync("a[href$='/more']");
        await resident.Page.FillAsync("[name=remark]", "今天早上完全不亮了。");
        await resident.Page.GoesOn();

        await resident.Page.Locator(".note.good").WaitForAsync();
        Assert.Contains("今天早上完全不亮了", await resident.Page.InnerTextAsync(".story"), StringComparison.Ordinal);
    }

    // The page is kept for a moment for everybody, and the sums it shows are taken up within seconds.
    private async Task<bool> GrowsInPublic(int before)
    {
        for (var tries = 0; tries < 40; tries++)
        {
            if (await SatisfiedInPublic() > before)
            {
                return true;
            }

            await Task.Delay(500);
        }

        return false;
    }

    // What stands above the line of the satisfaction rate: "1,879 / 1,902".
    private async Task<int> SatisfiedInPublic()
    {
        await using var visit = await demo.Staff.Visit(null, "/figures");
        var rates = Fraction().Matches(await visit.Page.InnerTextAsync("main"));
        return int.Parse(rates[2].Groups["above"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"(?<above>[\d,]+) / [\d,]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fraction();
}
