using System.Net;
using AngleSharp.Dom;

namespace Countyworks.Tests.Ui;

/// <summary>What must be true of every page, tried on the one that has every component.</summary>
public sealed class The_style_guide(Sheet sheet) : IClassFixture<Sheet>
{
    [Theory]
    [InlineData("zh-CN", "zh-CN", "界面规范")]
    [InlineData("en-GB,en;q=0.9", "en", "Style guide")]
    [InlineData("fr", "zh-CN", "界面规范")]
    public async Task Speaks_the_language_the_browser_asks_for(string asked, string lang, string heading)
    {
        var page = await sheet.Read("/styleguide", asked);

        Assert.Equal(lang, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(heading, page.QuerySelector("h1")!.TextContent);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Has_a_text_for_everything_it_says(string language) =>
        Assert.DoesNotMatch(@"\[[a-z_]+\.[a-z_.]+\]", await sheet.Html("/styleguide", language));

    [Fact]
    public async Task Sends_Chinese_as_Chinese_and_not_as_entities() =>
        Assert.Contains("我要反映", await sheet.Html("/styleguide"), StringComparison.Ordinal);

    [Fact]
    public async Task Says_that_it_is_html_in_utf_8() =>
        Assert.Equal("text/html; charset=utf-8", (await sheet.Get("/styleguide")).Content.Headers.ContentType!.ToString());

    [Fact]
    public async Task Has_no_inline_style_script_or_handler()
    {
        var page = await sheet.Read("/styleguide");

        Assert.Empty(page.QuerySelectorAll("style, [style], script:not([src])"));
        Assert.DoesNotContain(page.All, element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Gives_every_id_once()
    {
        var page = await sheet.Read("/styleguide");

        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();

        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task Names_every_field()
    {
        var page = await sheet.Read("/styleguide");

        var nameless = page.QuerySelectorAll("main input:not([type=hidden]), main select, main textarea").Where(field =>
            field.GetAttribute("aria-label") is null && field.Closest("label") is null && page.QuerySelector($"label[for='{field.Id}']") is null);

        Assert.Empty(nameless.Select(field => field.OuterHtml));
    }

    [Fact]
    public async Task Puts_a_word_beside_every_picture()
    {
        var page = await sheet.Read("/styleguide");

        Assert.All(page.QuerySelectorAll("svg.i"), icon => Assert.NotEmpty(icon.ParentElement!.Closest("a, button, span, li, p, div, th")!.TextContent.Trim()));
    }

    [Fact]
    public async Task Leads_from_each_error_to_its_field_and_says_it_there_again()
    {
        var page = await sheet.Read("/styleguide");

        Assert.All(page.QuerySelectorAll(".errors a"), link =>
        {
            var field = page.QuerySelector(link.GetAttribute("href")!)!;
            var described = (field.Closest("[aria-describedby]") ?? field).GetAttribute("aria-describedby")!.Split(' ');
            Assert.Contains(described, id => Sheet.Seen(page.GetElementById(id)!).Length > 0 && link.TextContent.EndsWith(Sheet.Seen(page.GetElementById(id)!), StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Keeps_its_size_within_28_kilobytes() =>
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(await sheet.Html("/styleguide")), 1, 28 * 1024);

    [Fact]
    public async Task Turns_large_and_dark_when_the_cookies_say_so()
    {
        var page = await sheet.Read("/styleguide", cookies: "cw_type=large; cw_theme=dark");

        Assert.Equal("large", page.DocumentElement.ClassName);
        Assert.Null(page.QuerySelector("link[href$='dark.css']")!.GetAttribute("media"));
    }

    [Fact]
    public async Task Refuses_a_form_without_its_token()
    {
        using var form = new FormUrlEncodedContent([new("subject", "x")]);

        var answer = await sheet.Client.PostAsync("/styleguide", form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("<form", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_a_refused_form_with_what_was_typed_and_status_400()
    {
        var answer = await Send(new() { ["subject"] = "灯<b>", ["story"] = "" });
        var page = Sheet.Parse(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("灯<b>", page.QuerySelector("#subject")!.GetAttribute("value"));
        Assert.Equal("true", page.QuerySelector("#story")!.GetAttribute("aria-invalid"));
        Assert.StartsWith("请更正", page.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_each_rendered_form_another_key()
    {
        var first = (await sheet.Read("/styleguide")).QuerySelector("[name=_once]")!.GetAttribute("value");
        var second = (await sheet.Read("/styleguide")).QuerySelector("[name=_once]")!.GetAttribute("value");

        Assert.Equal(32, first!.Length);
        Assert.NotEqual(first, second);
    }

    private async Task<HttpResponseMessage> Send(Dictionary<string, string> fields)
    {
        var shown = await sheet.Get("/styleguide");
        var page = Sheet.Parse(await shown.Content.ReadAsStringAsync());
        fields["__RequestVerificationToken"] = page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/styleguide") { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Cookie", shown.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
        return await sheet.Client.SendAsync(request);
    }
}
