using Countyworks.Browser.Tests.Chromium;
using Microsoft.Playwright;

namespace Countyworks.Browser.Tests.Journeys;

/// <summary>What the staff of the demo do with a request, by the pages.</summary>
internal static class Office
{
    /// <summary>The people of the demo who play here.</summary>
    public const string Dispatcher = "dispatch", Handler = "lights", Leader = "leader", Keeper = "admin";

    /// <summary>The page of a request that somebody may see.</summary>
    public static async Task<string> PageOf(this IPage page, string number)
    {
        var answer = await page.APIRequest.GetAsync("/api/v1/matters?limit=50");
        var found = (await answer.JsonAsync())!.Value.GetProperty("items").EnumerateArray().First(m => m.GetProperty("number").GetString() == number);
        return $"/requests/{found.GetProperty("id").GetString()}";
    }

    /// <summary>The dispatcher gives it to the unit of street lamps.</summary>
    public static async Task Dispatches(this Staff staff, string number)
    {
        await using var visit = await staff.Visit(Dispatcher, "/");
        await visit.Open(await visit.Page.PageOf(number) + "/dispatch");
        await visit.Page.SelectOptionAsync("[name=lead]", new SelectOptionValue { Label = await visit.Page.UnitOfLamps() });
        await visit.Page.GoesOn();
        await visit.Page.Locator(".split").WaitForAsync();
    }

    /// <summary>The handler signs for it, responds, acts and reports back with a photo of how it is now.</summary>
    public static async Task Handles(this Staff staff, string number, string answer, byte[] photo)
    {
        await using var visit = await staff.Visit(Handler, $"/inbox?q={Uri.EscapeDataString(number)}");
        await visit.Page.Locator(".go a").First.ClickAsync();
        await visit.Page.Does("sign");
        await visit.Page.Does("respond", "今晚七点前到现场。");
        await visit.Page.Does("start");
        await visit.Page.Does("report_back", answer, photo);
    }

    /// <summary>Makes a move from the page of a matter: at once, or on a page that asks for words.</summary>
    public static async Task Does(this IPage page, string deed, string? words = null, byte[]? after = null)
    {
        if (await page.Locator($".deeds details :is(form[action$='/{deed}'], a[href$='/{deed}'])").CountAsync() > 0)
            await page.ClickAsync(".deeds summary");
        if (words is null)
        {
            await page.ClickAsync($".deeds form[action$='/{deed}'] button");
        }
        else
        {
            await page.ClickAsync($".deeds a[href$='/{deed}']");
            await page.FillAsync("[name=remark]", words);
            if (after is not null)
                await page.SetInputFilesAsync("[name=after]", new FilePayload { Name = "after.png", MimeType = "image/png", Buffer = after });
            await page.Locator("main form button:not([name])").Last.ClickAsync();
        }

        await page.Locator($".deeds :is(form[action$='/{deed}'], a[href$='/{deed}'])").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.Locator(".split").WaitForAsync();
    }

    private static async Task<string> UnitOfLamps(this IPage page) =>
        (await page.Locator("[name=lead] option").AllInnerTextsAsync()).First(name => name.Contains("市政设施", StringComparison.Ordinal)).Trim();
}
