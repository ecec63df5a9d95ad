using Countyworks.Browser.Tests.Chromium;

namespace Countyworks.Browser.Tests.Journeys;

/// <summary>The door for staff, and the switches in the header that everybody has.</summary>
public sealed class Somebody_signs_in(Demo demo)
{
    [Fact]
    public async Task Is_told_of_a_wrong_password_and_keeps_the_name()
    {
        await using var visit = await demo.Staff.Visit(null, "/sign-in", width: 360);

        await Try(visit, "supervise", "not-the-password");

        await visit.IsSound(refused: 422);
        await visit.Picture("sign-in-refused");
        Assert.Equal("supervise", await visit.Page.InputValueAsync("[name=user]"));
        Assert.Equal("", await visit.Page.InputValueAsync("[name=password]"));
        Assert.True(await visit.Page.Locator(".errors").IsVisibleAsync());
    }

    [Fact]
    public async Task Is_made_to_wait_after_five_wrong_passwords_even_with_the_right_one()
    {
        await using var visit = await demo.Staff.Visit(null, "/sign-in", width: 360);
        for (var time = 0; time < 5; time++)
            await Try(visit, "street", "wrong-" + time);

        await Try(visit, "street", Staff.Password);

        await visit.Picture("sign-in-locked");
        Assert.Equal(0, await visit.Page.Locator(".who").CountAsync());
        Assert.Matches("1[0-9] ?分钟", await visit.Page.InnerTextAsync(".errors"));
    }

    [Fact]
    public async Task Comes_to_the_page_first_asked_for()
    {
        await using var visit = await demo.Staff.Visit(null, "/my/sessions");

        await Try(visit, "water", Staff.Password);

        await visit.Page.Arrives("**/my/sessions");
        await visit.IsSound();
    }

    [Fact]
    public async Task Switches_language_and_type_where_they_are()
    {
        await using var visit = await demo.Staff.Visit(null, "/track", width: 360);

        await visit.Page.ClickAsync(".prefs a[href*='language=en']");
        await visit.Page.ClickAsync(".prefs a[href*='type=large']");

        Assert.EndsWith("/track", visit.Page.Url, StringComparison.Ordinal);
        Assert.Equal("en large", await visit.Page.EvaluateAsync<string>("document.documentElement.lang + ' ' + document.documentElement.className"));
        await visit.IsSound();
    }

    private static async Task Try(Visit visit, string user, string password)
    {
        await visit.Page.FillAsync("[name=user]", user);
        await visit.Page.FillAsync("[name=password]", password);
        await visit.Page.GoesOn();
        await visit.Page.Loads();
    }
}
