using Microsoft.Playwright;

namespace Countyworks.Browser.Tests.Chromium;

/// <summary>The one Chromium of a run; every visit has a context of its own in it, and so shares nothing with another.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? chromium;

    /// <summary>The program: CHROMIUM, or where Debian puts it.</summary>
    public static string Program => Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";

    /// <inheritdoc/>
    /// <remarks>Fails where there is no browser: a journey that nobody walked has not passed.</remarks>
    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Program))
            throw new InvalidOperationException($"No browser at {Program}: ./test installs one, or name it in CHROMIUM.");
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Headless = true, Args = flags });
    }

    /// <summary>Opens a page as somebody new: no cookies, their own width and language, in the county's time zone.</summary>
    /// <param name="site">Where the product is.</param>
    /// <param name="path">Begins with a slash.</param>
    /// <param name="width">In CSS pixels; 360 is a cheap phone, 1440 a desk.</param>
    /// <param name="language">zh-CN or en.</param>
    /// <param name="javaScript">Whether scripts run; every page works without.</param>
    /// <param name="signedIn">The cookies of somebody who signed in, from <see cref="Staff"/>; null for somebody new.</param>
    public async Task<Visit> Visit(Uri site, string path, int width = 360, string language = "zh-CN", bool javaScript = true, string? signedIn = null)
    {
        var context = await chromium!.NewContextAsync(new()
        {
            BaseURL = site.ToString(),
            Locale = language,
            TimezoneId = "Asia/Shanghai",
            ViewportSize = new() { Width = width, Height = width < 600 ? 780 : 900 },
            JavaScriptEnabled = javaScript,
            ReducedMotion = ReducedMotion.Reduce,
            StorageState = signedIn,
        });
        var visit = new Visit(context, await context.NewPageAsync(), site, $"{width}-{language}{(javaScript ? "" : "-noscript")}");
        await visit.Open(path);
        return visit;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        playwright?.Dispose();
    }
}
