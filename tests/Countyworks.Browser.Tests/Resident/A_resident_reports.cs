using Microsoft.Playwright;

namespace Countyworks.Browser.Tests.Resident;

using Countyworks.Browser.Tests.Chromium;   // inside, where it comes before the namespace Countyworks.Browser

/// <summary>What, where, photo: on a cheap phone, with script and without.</summary>
public sealed class A_resident_reports(Demo demo)
{
    // The smallest picture there is: one red point.
    private static readonly byte[] photo = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

    [Theory]
    [InlineData("zh-CN", true)]
    [InlineData("zh-CN", false)]
    [InlineData("en", true)]
    public async Task In_three_steps_and_finds_words_and_photo_on_the_tracking_page(string language, bool javaScript)
    {
        await using var visit = await demo.Browser.Visit(await demo.Address, "/report", language: language, javaScript: javaScript);
        var page = visit.Page;

        await page.FillAsync("#text", "楼下路灯不亮三天了");
        await Sound(visit, "report-what");
        await page.ClickAsync("main form .b");
        await page.FillAsync("#place", "苏园路社区");
        if (javaScript)
        {
            // The path stands under each place found, or two of one name could not be told apart.
            await page.WaitForSelectorAsync("cw-place [role=option] small");
            await visit.Picture("report-where-found");
            await page.PressAsync("#place", "Escape");
        }

        Assert.Equal("street_light", await page.InputValueAsync("#category"));
        await Sound(visit, "report-where");
        await page.ClickAsync("main form .b:not([type=button])");
        await page.SetInputFilesAsync("#files", new FilePayload { Name = "路灯.png", MimeType = "image/png", Buffer = photo });
        await Sound(visit, "report-who");
        await page.ClickAsync("main form .b");
        if (await page.Locator("#joins").CountAsync() > 0)
        {
            await Sound(visit, "report-same");
            await page.CheckAsync("input[name=joins][value=different]");
            await page.ClickAsync("main form .b");
        }

        await Sound(visit, "report-filed");
        await page.ClickAsync("main .row .b");
        Assert.Contains("楼下路灯不亮三天了", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('.card .files img').naturalWidth > 0 || document.querySelector('.card .files img').loading === 'lazy'"));
        Assert.True((await page.APIRequest.GetAsync(new Uri(new Uri(page.Url), await page.GetAttributeAsync(".card .files a", "href")).ToString())).Ok);
        await Sound(visit, "track");
        await page.GotoAsync(page.Url[..page.Url.LastIndexOf('/')]);
        Assert.DoesNotContain("楼下路灯", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await Sound(visit, "track-public");
    }

    [Fact]
    public async Task And_what_was_typed_survives_leaving()
    {
        await using var visit = await demo.Browser.Visit(await demo.Address, "/report");

        await visit.Page.FillAsync("#text", "楼下路灯不亮三天了");
        await visit.Page.GotoAsync("/");
        await visit.Page.GotoAsync("/report");

        Assert.Equal("楼下路灯不亮三天了", await visit.Page.InputValueAsync("#text"));
    }

    private static async Task Sound(Visit visit, string name)
    {
        await visit.IsSound();
        await visit.Picture(name);
    }
}
