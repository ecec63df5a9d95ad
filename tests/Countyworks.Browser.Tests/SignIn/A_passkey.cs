using Countyworks.Browser.Tests.Chromium;
using Microsoft.Playwright;

namespace Countyworks.Browser.Tests.SignIn;

/// <summary>A passkey, with an authenticator that Chromium plays itself.</summary>
public sealed class A_passkey(Demo demo)
{
    private const string Password = "suxian-demo-2026";

    [Theory]
    [InlineData(360, "zh-CN")]
    [InlineData(1440, "en")]
    public async Task Is_added_signs_in_and_is_removed(int width, string language)
    {
        // Passkeys are bound to a host name; an address of digits can have none.
        var site = new UriBuilder(await demo.Address) { Host = "localhost" }.Uri;
        await using var visit = await demo.Browser.Visit(site, "/sign-in?return=/my/sign-in", width, language);
        var page = visit.Page;
        await PlayAuthenticator(page);
        await page.FillAsync("#user", width == 360 ? "lake3" : "lake4");   // nobody else's: while they have a passkey, their password does not suffice
        await page.FillAsync("#password", Password);
        await page.Locator("form[action='/sign-in'] button").ClickAsync();

        await page.Arrives("**/my/sign-in");
        await page.FillAsync("#current", Password);
        await visit.IsSound();
        await visit.Picture("sign-in-means");
        await page.Locator("button[name=do][value=passkey]").ClickAsync();
        await page.WaitForSelectorAsync("#name");
        await visit.IsSound();
        await visit.Picture("sign-in-passkey-add");
        await page.FillAsync("#name", "My phone");
        await page.Locator("cw-passkey button").ClickAsync();
        await page.WaitForSelectorAsync(".codes");
        await visit.IsSound();
        await visit.Picture("sign-in-codes");

        await page.GotoAsync("/sign-out");
        await page.Locator("form[action='/sign-out'] button").ClickAsync();
        await page.Leaves("sign-out");
        await page.GotoAsync("/sign-in?return=/my/sign-in");
        await visit.IsSound();
        await visit.Picture("sign-in");
        await page.Locator("cw-passkey button").ClickAsync();
        await page.Arrives("**/my/sign-in");
        await page.WaitForSelectorAsync("#current");
        await visit.IsSound();
        await visit.Picture("sign-in-passkeys");

        Assert.Contains("My phone", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await page.FillAsync("#current", Password);
        await page.Locator("button[value^=remove_passkey]").ClickAsync();
        await page.Arrives("**/my/sign-in");
        Assert.DoesNotContain("My phone", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task PlayAuthenticator(IPage page)
    {
        var devTools = await page.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("WebAuthn.enable");
        await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
