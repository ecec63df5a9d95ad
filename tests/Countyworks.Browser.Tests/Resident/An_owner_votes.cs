using System.Text.RegularExpressions;
using Countyworks.Browser.Tests.Chromium;
using Countyworks.Browser.Tests.Journeys;

namespace Countyworks.Browser.Tests.Resident;

/// <summary>An owner's ballot on a phone, without and with a change of mind, by the pages alone.</summary>
public sealed partial class An_owner_votes(Demo demo)
{
    [Fact]
    public async Task On_a_phone_and_finds_the_ballot_by_its_receipt()
    {
        await using var owner = await demo.Staff.Visit("owner7", "/votes", width: 360);
        await owner.Page.Locator(".go a", new() { HasText = "曳引机" }).ClickAsync();
        await owner.Page.ClickAsync("a[href$='/ballot']");
        await owner.Page.Arrives("**/ballot");
        await owner.IsSound();

        await owner.Page.CheckAsync("[name=choice][value=yes]");
        await owner.Page.GoesOn();
        await owner.Page.Locator(".note.good").WaitForAsync();
        await owner.IsSound();
        var code = Code().Match(await owner.Page.InnerTextAsync(".receipt-code")).Value;

        await owner.Page.ClickAsync("main a[href^='/votes/']");
        await owner.Page.GotoAsync(owner.Page.Url + "/receipt");
        await owner.Page.FillAsync("[name=code]", code.ToLowerInvariant());
        await owner.Page.GoesOn();
        await owner.Page.Locator(".note.good").WaitForAsync();
        await owner.IsSound();
    }

    [GeneratedRegex("[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
