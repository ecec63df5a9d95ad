using Microsoft.Playwright;

namespace Countyworks.Browser.Tests.Chromium;

/// <summary>Waiting for a page by what the page says of itself.</summary>
/// <remarks>The driver's own wait for the load event is lost when the event comes between its look and its listening, and then lasts 30 seconds.</remarks>
internal static class Arrival
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits until the address fits the pattern and its page has loaded.</summary>
    /// <param name="page">The page.</param>
    /// <param name="pattern">A glob, such as <c>**/inbox</c>.</param>
    public static async Task Arrives(this IPage page, string pattern)
    {
        await page.WaitForURLAsync(pattern, new() { WaitUntil = WaitUntilState.Commit });
        await page.Loads();
    }

    /// <summary>Waits until the address no longer contains the words and the next page has loaded.</summary>
    public static async Task Leaves(this IPage page, string words)
    {
        await page.WaitForURLAsync(address => !address.Contains(words, StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit });
        await page.Loads();
    }

    /// <summary>Waits until the page that is open has loaded.</summary>
    public static async Task Loads(this IPage page)
    {
        for (var started = TimeProvider.System.GetTimestamp(); ; await Task.Delay(20))
        {
            try
            {
                if (await page.EvaluateAsync<string>("document.readyState") == "complete") return;
            }
            catch (PlaywrightException) when (!page.IsClosed)
            {
                // The page went away while it was asked; the next one is.
            }

            if (TimeProvider.System.GetElapsedTime(started) > Patience) throw new TimeoutException($"{page.Url} does not load.");
        }
    }
}
