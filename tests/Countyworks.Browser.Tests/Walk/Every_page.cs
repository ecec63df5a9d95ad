using Countyworks.Browser.Tests.Chromium;
using Countyworks.Core.Posts;
using Microsoft.Playwright;

namespace Countyworks.Browser.Tests.Walk;

/// <summary>
/// Every page that the routes declare is opened as somebody who may, on a phone and at a desk, in both languages, with scripts and without.
/// A page without parameters is walked as soon as it exists; one with them fails here until <see cref="Ways"/> says how one gets there.
/// </summary>
public sealed class Every_page(Demo demo, Ways ways) : IClassFixture<Ways>
{
    /// <summary>What no page may have, whatever it is about: each finding in words.</summary>
    private const string Look = """
        () => [
          document.documentElement.lang || 'It says no language.',
          document.title.trim() ? '' : 'It has no title.',
          document.querySelectorAll('h1').length === 1 ? '' : `It has ${document.querySelectorAll('h1').length} headings of the first rank.`,
          ...(document.body.innerText.match(/\[[a-z_]+(\.[a-z_0-9]+)+\]/g) ?? []).map(key => `Nobody wrote the text ${key}.`),
          ...(document.body.innerText.match(/.*\{[0-9]\}.*/g) ?? []).map(text => `Nothing was put into the text ${text}.`),
        ]
        """;

    /// <summary>Route, language, whether scripts run: without scripts in one language, since the words are the same.</summary>
    public static IEnumerable<TheoryDataRow<string, string, bool>> Cases =>
        from route in DeclaredPages.All.Keys
        from language in new[] { "zh-CN", "en" }
        from scripts in language == "en" ? new[] { true } : [true, false]
        select new TheoryDataRow<string, string, bool>(route, language, scripts);

    /// <summary>The pages that anybody may open: those must stand large type, too.</summary>
    public static IEnumerable<TheoryDataRow<string>> OpenToAll =>
        DeclaredPages.All.Where(page => page.Value is { SignedIn: false }).Select(page => new TheoryDataRow<string>(page.Key));

    [Fact]
    public void Has_a_way_that_leads_there()
    {
        var missing = DeclaredPages.All.Keys.Where(route => route.Contains('{', StringComparison.Ordinal)).Except(Ways.All.Keys).ToList();
        var stale = Ways.All.Keys.Where(route => route.Contains('{', StringComparison.Ordinal)).Except(DeclaredPages.All.Keys).ToList();

        Assert.True(missing.Count + stale.Count == 0, $"No way leads to {string.Join(", ", missing)}; nobody has {string.Join(", ", stale)}");
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Is_sound(string route, string language, bool scripts)
    {
        foreach (var stop in await StopsOf(route))
        {
            await using var visit = await demo.Staff.Visit(stop.User, stop.Path, 360, language, scripts);
            await IsWellMade(visit, stop.Path, language);
            await visit.IsSound();
            await visit.Picture(PictureOf(stop));
            await visit.Widen(1440);
            await visit.IsSound(barriers: language == "zh-CN");
            await visit.Picture(PictureOf(stop));
        }
    }

    [Theory, MemberData(nameof(OpenToAll))]
    public async Task Stands_large_type(string route)
    {
        foreach (var stop in await StopsOf(route))
        {
            foreach (var language in new[] { "zh-CN", "en" })
            {
                await using var visit = await demo.Staff.Visit(stop.User, "/preferences?type=large", 360, language);
                await visit.Open(stop.Path);
                await visit.IsSound();
                await visit.Picture(PictureOf(stop) + "-large");
            }
        }
    }

    [Theory, MemberData(nameof(OpenToAll))]
    public async Task Is_reached_past_its_header_by_two_keys(string route)
    {
        await using var visit = await demo.Staff.Visit(null, (await StopsOf(route))[0].Path);
        await visit.Page.EvaluateAsync("document.activeElement.blur()");
        await visit.Page.Keyboard.PressAsync("Tab");
        Assert.True(await visit.Page.Locator(".skip:focus").IsVisibleAsync());
        await visit.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await visit.Page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [Theory, MemberData(nameof(OpenToAll))]
    public async Task Shows_where_the_focus_is(string route)
    {
        await using var visit = await demo.Staff.Visit(null, (await StopsOf(route))[0].Path);
        for (var step = 0; step < 12; step++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            Assert.Equal("", await visit.Page.EvaluateAsync<string>("""
                () => {
                  const here = document.activeElement, ring = getComputedStyle(here), over = getComputedStyle(here, '::after');
                  return here === document.body || ring.outlineStyle !== 'none' || over.outlineStyle !== 'none' ? '' : here.outerHTML;
                }
                """));
        }
    }

    private static async Task IsWellMade(Visit visit, string path, string language)
    {
        Assert.True(visit.Status == 200, $"{path} answers {visit.Status}.");
        var findings = await visit.Page.EvaluateAsync<string[]>(Look);
        Assert.Equal([language], findings.Where(finding => finding.Length > 0));
    }

    private static string PictureOf(Ways.Stop stop) => string.Join('-', new Uri("http://it" + stop.Path).AbsolutePath.Split('/')
        .Select(part => part.Length == 32 ? "id" : part).Where(part => part.Length > 0).DefaultIfEmpty("front"));

    private async Task<IReadOnlyList<Ways.Stop>> StopsOf(string route) =>
        Ways.All.TryGetValue(route, out var way) ? await ways.Of(route, way) : [new(WhoMayOpen(route), route)];

    // Whoever may: nobody in particular, somebody with an account, or the first of the demo whose role has the permission.
    private static string? WhoMayOpen(string route) => DeclaredPages.All[route] switch
    {
        { Permission: { } permission } => Staff.With(permission.Roles[0]),
        { SignedIn: true } => Staff.With(Role.Handler),
        _ => null,
    };
}
