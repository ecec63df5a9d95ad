using Countyworks.Browser.Tests.Chromium;
using Microsoft.Playwright;

namespace Countyworks.Browser.Tests.Journeys;

/// <summary>What a resident does, step by step, as the pages ask.</summary>
internal static class Resident
{
    /// <summary>Number and code, as the last page of a report gives them.</summary>
    internal sealed record Filed(string Number, string Code)
    {
        /// <summary>The page of the request for whoever has both.</summary>
        public string Path => $"/track/{Number[(Number.IndexOf('-', StringComparison.Ordinal) + 1)..]}/{Code}";
    }

    /// <summary>Reports in three steps, from the front page on.</summary>
    /// <param name="page">At 360 px or any other width, with scripts or without.</param>
    /// <param name="text">What is wrong; unlike all other reports, or the page asks whether it is the same.</param>
    /// <param name="place">A place as people call it.</param>
    /// <param name="photo">A picture of it; null for none.</param>
    /// <param name="phone">Where the resident can be called; null for without a name.</param>
    public static async Task<Filed> Reports(this IPage page, string text, string place, byte[]? photo = null, string? phone = null)
    {
        await page.GotoAsync("/");
        await page.ClickAsync("a[href='/report']");
        await page.FillAsync("[name=text]", text);
        await page.GoesOn();
        await page.ChoosesPlace(place);
        await page.GoesOn();
        if (photo is not null)
            await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "lamp.png", MimeType = "image/png", Buffer = photo });
        if (phone is not null)
            await page.FillAsync("[name=contactPhone]", phone);
        await page.GoesOn();
        if (await page.Locator("input[value=different]").CountAsync() > 0)
        {
            await page.CheckAsync("input[value=different]");
            await page.GoesOn();
        }

        await page.Locator("[data-draft-filed]").WaitForAsync();
        return new Filed((await page.Locator(".keep dd").Nth(0).InnerTextAsync()).Trim(), (await page.Locator(".keep dd").Nth(1).InnerTextAsync()).Trim());
    }

    /// <summary>Finds the request by what the resident kept.</summary>
    public static async Task Tracks(this IPage page, Filed filed)
    {
        await page.GotoAsync("/");
        await page.ClickAsync("a[href='/track']");
        await page.FillAsync("[name=number]", filed.Number);
        await page.FillAsync("[name=code]", filed.Code);
        await page.GoesOn();
        await page.Arrives("**" + filed.Path);
    }

    /// <summary>Says what came of it; satisfied with the three things asked, unless it was not solved.</summary>
    /// <param name="page">At the page of the request.</param>
    /// <param name="result">solved or not_solved.</param>
    /// <param name="remark">Needed when it was not solved.</param>
    public static async Task Rates(this IPage page, string result, string remark = "")
    {
        await page.ClickAsync("a[href$='/rate']");
        await page.CheckAsync($"[name=result][value={result}]");
        await page.FillAsync("[name=remark]", remark);
        if (result == "solved")
        {
            foreach (var thing in new[] { "response", "outcome", "attitude" })
                await page.CheckAsync($"[name={thing}][value=satisfied]");
        }

        await page.GoesOn();
        await page.Locator(".note.good").WaitForAsync();
    }

    /// <summary>Presses the first button of the form, as Enter does.</summary>
    public static Task GoesOn(this IPage page) => page.Locator("main form button:not([type=button]), main form [type=submit]").First.ClickAsync();

    // With scripts the place is found while typing; without, the typed name is read by the server, which asks back where it is not the only one.
    /// <summary>Chooses the first place found by what is typed.</summary>
    public static async Task ChoosesPlace(this IPage page, string place)
    {
        var typed = page.Locator("cw-place input:not([type=hidden])");
        await typed.FillAsync(place);
        if (await typed.GetAttributeAsync("role") == "combobox")
            await page.Locator("cw-place li").First.ClickAsync();
    }
}
