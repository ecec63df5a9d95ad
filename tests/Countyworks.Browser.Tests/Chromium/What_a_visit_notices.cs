using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit.Sdk;

namespace Countyworks.Browser.Tests.Chromium;

/// <summary>The checks themselves are checked: on a sound page, and on one that breaks each rule.</summary>
public sealed class What_a_visit_notices(Demo demo)
{
    private const string Sound = "<!doctype html><html lang=zh-CN><title>路灯</title><main><h1>路灯不亮</h1><p>东湖苑三栋</p></main></html>";

    [Theory]
    [InlineData(360, "zh-CN", true)]
    [InlineData(1440, "en", true)]
    [InlineData(360, "zh-CN", false)]
    public async Task Nothing_on_a_sound_page(int width, string language, bool javaScript)
    {
        await using var site = await Serve(Sound);
        await using var visit = await demo.Browser.Visit(Address(site), "/", width, language, javaScript);

        await visit.IsSound();
        await visit.Picture("a-sound-page");
    }

    [Theory]
    [InlineData("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='>", "image-alt")]
    [InlineData("<p style='color:#ccc;background:#fff'>看不清</p>", "color-contrast")]
    [InlineData("<div style='width:2000px'>宽</div>", "wider than its window")]
    [InlineData("<img alt='' src='http://stranger.invalid/pixel.png'>", "stranger.invalid")]
    [InlineData("<script>throw new Error('broken')</script>", "broken")]
    [InlineData("<meta http-equiv=Content-Security-Policy content=\"script-src 'none'\"><script>1</script>", "Content Security Policy")]
    public async Task A_page_that(string breaks, string word)
    {
        await using var site = await Serve(Sound.Replace("</main>", $"{breaks}</main>", StringComparison.Ordinal));
        await using var visit = await demo.Browser.Visit(Address(site), "/");

        var failure = await Assert.ThrowsAsync<TrueException>(() => visit.IsSound());

        Assert.Contains(word, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_told_in_the_county_s_own_time_and_language()
    {
        await using var site = await Serve(Sound);
        await using var visit = await demo.Browser.Visit(Address(site), "/");

        Assert.Equal("zh-CN Asia/Shanghai", await visit.Page.EvaluateAsync<string>("navigator.language + ' ' + Intl.DateTimeFormat().resolvedOptions().timeZone"));
    }

    private static async Task<WebApplication> Serve(string html)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        site.MapGet("/", () => Results.Content(html, "text/html; charset=utf-8"));
        site.MapGet("/favicon.ico", () => Results.NoContent());
        await site.StartAsync();
        return site;
    }

    private static Uri Address(WebApplication site) =>
        new(site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
}
