using Countyworks.Browser.Tests.Chromium;
using Microsoft.Playwright;

namespace Countyworks.Browser.Tests.Desk;

/// <summary>The people of the demo district.</summary>
internal static class DemoStaff
{
    private const string Password = "suxian-demo-2026";

    /// <summary>Signs in on the page that is open, by keyboard.</summary>
    public static async Task SignIn(IPage page, string user)
    {
        await page.FillAsync("#user", user);
        await page.FillAsync("#password", Password);
        await page.PressAsync("#password", "Enter");
        await page.Leaves("/sign-in");
    }
}
