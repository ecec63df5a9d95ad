using Countyworks.Browser.Tests.Chromium;
using Countyworks.Browser.Tests.Journeys;

namespace Countyworks.Browser.Tests.Resident;

/// <summary>An old owner on a phone with large type: reads a proposal, asks what worries them, is answered by a named expert, is satisfied, and votes on another.</summary>
public sealed class An_owner_deliberates(Demo demo)
{
    [Fact]
    public async Task On_a_phone_with_large_type_from_the_concern_to_the_ballot()
    {
        const string worry = "我七十岁了，不会用手机，快递柜怎么取？", answer = "可以凭取件码在柜上按数字键，也可以请岗亭代取，不收费。";
        await using var owner = await demo.Staff.Visit("owner6", "/preferences?type=large", width: 360);
        await owner.Open("/deliberation");
        await owner.Page.Locator(".go a", new() { HasText = "快递柜" }).ClickAsync();
        await owner.Page.ClickAsync("a[href$='/concern']");
        await owner.Page.Locator("form[action$='/concern'] textarea").WaitForAsync();
        await owner.IsSound();
        await owner.Page.FillAsync("[name=text]", worry);
        await owner.Page.GoesOn();
        await owner.Page.Locator(".said", new() { HasText = worry }).WaitForAsync();
        await owner.IsSound();
        await owner.Picture("deliberation-asked");
        var proposal = new Uri(owner.Page.Url).AbsolutePath;

        await using (var expert = await demo.Staff.Visit("housing", proposal))
        {
            await expert.Page.Locator("div.card", new() { HasText = worry }).Locator("a[href$='/answer']").ClickAsync();
            await expert.Page.Locator("form[action$='/answer'] textarea").WaitForAsync();
            await expert.IsSound();
            await expert.Page.FillAsync("[name=text]", answer);
            await expert.Page.GoesOn();
            await expert.Page.Locator(".said", new() { HasText = answer }).WaitForAsync();
            await expert.IsSound();
        }

        await owner.Open(proposal);
        var own = owner.Page.Locator("div.card", new() { HasText = worry });
        await own.Locator(".said", new() { HasText = answer }).WaitForAsync();
        await owner.Picture("deliberation-answered");
        await own.Locator("form[action$='/close'] button").ClickAsync();
        await owner.Page.Locator("div.card", new() { HasText = worry }).Locator(".tag.good").WaitForAsync();

        await owner.Open("/deliberation");
        await owner.Page.Locator(".go a", new() { HasText = "曳引机" }).ClickAsync();
        await owner.Page.ClickAsync(".now a[href$='/ballot']");
        await owner.Page.Locator("[name=choice][value=yes]").WaitForAsync();
        await owner.IsSound();
        await owner.Page.CheckAsync("[name=choice][value=yes]");
        await owner.Page.GoesOn();
        await owner.Page.Locator(".note.good").WaitForAsync();
        await owner.IsSound();
        await owner.Picture("deliberation-voted");
    }
}
