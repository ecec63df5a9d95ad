using Countyworks.Browser.Tests.Chromium;
using Countyworks.Browser.Tests.Journeys;

namespace Countyworks.Browser.Tests.Walk;

/// <summary>
/// What the product looks like, for its readers: docs/pictures, taken from the demo. <c>COUNTYWORKS_WRITE_PICTURES=1</c> before running
/// these tests takes them anew.
/// </summary>
public sealed class The_pictures_of_the_readme(Demo demo)
{
    private const int MostBytes = 150 * 1024;

    private static readonly string folder = Path.Combine(SourceTree.Root, "docs", "pictures");

    [Theory]
    [InlineData("zh-CN", "README.zh-CN.md")]
    [InlineData("en", "README.md")]
    public async Task Show_the_product_in_its_language_and_are_small(string language, string readme)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, readme), TestContext.Current.CancellationToken);
        foreach (var (name, user, path, width) in await Shots())
        {
            var file = Path.Combine(folder, $"{name}.{language}.png");
            if (Environment.GetEnvironmentVariable("COUNTYWORKS_WRITE_PICTURES") == "1")
                await Take(file, user, path, width, language);
            Assert.Contains($"docs/pictures/{Path.GetFileName(file)}", text, StringComparison.Ordinal);
            Assert.InRange(new FileInfo(file).Length, 1, MostBytes);
        }
    }

    private async Task Take(string file, string? user, string path, int width, string language)
    {
        await using var visit = await demo.Staff.Visit(user, path, width, language);
        Directory.CreateDirectory(folder);
        await visit.Page.ScreenshotAsync(new() { Path = file, Clip = new() { Width = width, Height = 640 } });
    }

    // The pages whose address the demo knows are asked for only when pictures are taken.
    private async Task<IReadOnlyList<(string Name, string? User, string Path, int Width)>> Shots()
    {
        var isTaking = Environment.GetEnvironmentVariable("COUNTYWORKS_WRITE_PICTURES") == "1";
        return
        [
            ("front", null, "/", 360),
            ("report", null, "/report", 360),
            ("track", null, isTaking ? (await demo.Scene.Answered).Path : "", 360),
            ("inbox", Office.Handler, "/inbox", 1000),
            ("matter", Office.Handler, isTaking ? await FirstOfInbox() : "", 1100),
            ("figures", Office.Leader, "/figures/leaders", 1000),
        ];
    }

    private async Task<string> FirstOfInbox()
    {
        await using var visit = await demo.Staff.Visit(Office.Handler, "/inbox");
        return (await visit.Page.Locator(".go a").First.GetAttributeAsync("href"))!;
    }
}
