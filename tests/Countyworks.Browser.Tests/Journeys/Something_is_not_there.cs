using Countyworks.Browser.Tests.Chromium;
using Microsoft.Playwright;

namespace Countyworks.Browser.Tests.Journeys;

/// <summary>What people see who took a wrong turn, may not go on, or left something out.</summary>
public sealed class Something_is_not_there(Demo demo)
{
    [Theory]
    [InlineData(null, "/nowhere", 404)]
    [InlineData(null, "/track/2026-999999", 404)]
    [InlineData(Office.Handler, "/desk", 403)]
    [InlineData(Office.Handler, "/requests/0196b0000000700080000000000000ff", 404)]
    public async Task Is_said_on_a_page_that_leads_on(string? user, string path, int status)
    {
        await using var visit = await demo.Staff.Visit(user, path, width: 360);

        Assert.Equal(status, visit.Status);
        await visit.IsSound(refused: status);
        await visit.Picture($"error-{status}");
        await visit.Page.ClickAsync("main a[href='/']");
        Assert.Equal("/", new Uri(visit.Page.Url).AbsolutePath);
    }

    [Fact]
    public async Task Is_said_at_the_top_of_a_refused_form_and_beside_its_field()
    {
        await using var visit = await demo.Staff.Visit(null, "/track", width: 360);
        await visit.Page.FillAsync("[name=number]", "2026-000001");
        await visit.Page.GoesOn();

        await visit.Page.Locator(".errors a").First.ClickAsync();

        Assert.Equal("code", await visit.Page.EvaluateAsync<string>("document.activeElement.name"));
        Assert.Equal("2026-000001", await visit.Page.InputValueAsync("[name=number]"));
        await visit.IsSound(refused: 422);
        await visit.Picture("track-refused");
    }

    [Fact]
    public async Task Is_no_reason_to_type_again_in_another_language()
    {
        await using var visit = await demo.Staff.Visit(null, "/track", width: 360);
        await visit.Page.FillAsync("[name=number]", "2026-000001");
        await visit.Page.GoesOn();
        await visit.Page.Locator(".errors").WaitForAsync();

        await visit.Page.ClickAsync(".prefs a[hreflang=en]");

        await visit.Page.Locator("html[lang=en]").WaitForAsync();
        await Assertions.Expect(visit.Page.Locator("[name=number]")).ToHaveValueAsync("2026-000001");
    }

    [Fact]
    public async Task Is_no_reason_to_type_again_when_a_page_was_open_too_long()
    {
        await using var visit = await demo.Staff.Visit(null, "/report", width: 360);
        await visit.Page.FillAsync("[name=text]", "福兴里2栋楼下的长椅断了一条腿。");
        await visit.Page.Context.ClearCookiesAsync();
        await visit.Page.GoesOn();

        await visit.Page.Locator("main h1").WaitForAsync();
        await visit.IsSound(refused: 400);
        await visit.Picture("error-400-form");
        Assert.Contains("福兴里2栋", await visit.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        await visit.Page.GoesOn();

        await visit.Page.Locator("cw-place").WaitForAsync();
    }

    [Fact]
    public async Task Is_told_in_an_empty_inbox_with_what_will_be_there()
    {
        await using var visit = await demo.Staff.Visit(Office.Handler, "/inbox?q=zzzz", width: 360);

        await visit.IsSound();
        Assert.True(await visit.Page.Locator(".empty").IsVisibleAsync());
    }
}
