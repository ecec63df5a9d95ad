using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Countyworks.Browser.Tests.Chromium;

/// <summary>Somebody's visit: a page of their own, and what went wrong behind its back.</summary>
public sealed class Visit : IAsyncDisposable
{
    private static readonly string[] standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    private readonly IBrowserContext context;
    private readonly string kind;
    private readonly ConcurrentQueue<string> complaints = new();

    internal Visit(IBrowserContext context, IPage page, Uri site, string kind)
    {
        (this.context, Page, this.kind) = (context, page, kind);
        context.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" or "ws" or "wss" } url && url.Authority != site.Authority)
                complaints.Enqueue($"It asked a stranger: {request.Url}");
        };
        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Enqueue($"The console says: {message.Text} ({message.Location})");
        };
        context.WebError += (_, error) => complaints.Enqueue($"A script broke: {error.Error}");
    }

    /// <summary>The page, for looking and clicking.</summary>
    public IPage Page { get; }

    /// <summary>
    /// Fails when the page shuts somebody out (axe: any serious or critical finding), is wider than its window,
    /// asked a stranger for anything, or complained on the console, where breaches of its content security policy appear.
    /// </summary>
    /// <remarks>axe needs scripts: a visit without them checks the rest.</remarks>
    public async Task IsSound()
    {
        var findings = kind.EndsWith("noscript", StringComparison.Ordinal) ? [] : await Barriers();
        if (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var excess)
            findings.Add($"It is {excess} pixels wider than its window.");
        findings.AddRange(complaints);
        Assert.True(findings.Count == 0, $"{Page.Url} ({kind})\n  {string.Join("\n  ", findings)}");
    }

    /// <summary>Keeps a picture of the whole page in artifacts/pictures, where COUNTYWORKS_PICTURES=1 asks for it.</summary>
    /// <param name="name">Of the page; width and language are added.</param>
    public async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("COUNTYWORKS_PICTURES") == "1")
            await Page.ScreenshotAsync(new() { FullPage = true, Path = Path.Combine(SourceTree.Root, "artifacts", "pictures", $"{name}-{kind}.png") });
    }

    /// <summary>Ends the visit.</summary>
    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private async Task<List<string>> Barriers()
    {
        var result = await Page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. standards] } });
        return
        [
            .. from violation in result.Violations
               where violation.Impact is "serious" or "critical"
               from node in violation.Nodes
               select $"{violation.Id} ({violation.Impact}): {violation.Help} — {node.Html}",
        ];
    }
}
