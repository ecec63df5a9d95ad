using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Countyworks.Browser.Tests.Chromium;

/// <summary>Somebody's visit: a page of their own, and what went wrong behind its back.</summary>
public sealed class Visit : IAsyncDisposable
{
    private static readonly string[] standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    // The innermost element that sticks out the most.
    private const string Widest = """
        () => [...document.querySelectorAll('body *')].reduce((widest, one) =>
          one.getBoundingClientRect().right >= widest.getBoundingClientRect().right ? one : widest, document.body).outerHTML.slice(0, 300)
        """;

    private readonly IBrowserContext context;
    private string kind;
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

    /// <summary>The status with which the page last opened answered.</summary>
    public int Status { get; private set; }

    /// <summary>Goes to a page as by its address; what the last one complained about is forgotten.</summary>
    /// <param name="path">Begins with a slash.</param>
    public async Task Open(string path)
    {
        complaints.Clear();
        Status = (await Page.GotoAsync(path))!.Status;
    }

    /// <summary>Gives the window another width; pages answer it without being asked for again.</summary>
    /// <param name="width">In CSS pixels.</param>
    public async Task Widen(int width)
    {
        await Page.SetViewportSizeAsync(width, width < 600 ? 780 : 900);
        kind = width + kind[kind.IndexOf('-', StringComparison.Ordinal)..];
    }

    /// <summary>
    /// Fails when the page shuts somebody out (axe: any serious or critical finding), is wider than its window,
    /// asked a stranger for anything, or complained on the console, where breaches of its content security policy appear.
    /// </summary>
    /// <remarks>axe needs scripts: a visit without them checks the rest.</remarks>
    /// <param name="refused">The status of a refusal that was asked for: browsers tell the console about each.</param>
    /// <param name="barriers">Whether axe looks; not where it has seen the same page in the other language.</param>
    public async Task IsSound(int? refused = null, bool barriers = true)
    {
        await Page.Loads();   // a click comes back before the page it leads to has its styles
        var findings = !barriers || kind.EndsWith("noscript", StringComparison.Ordinal) ? [] : await Barriers();
        if (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var excess)
            findings.Add($"It is {excess} pixels wider than its window: {await Page.EvaluateAsync<string>(Widest)}");
        findings.AddRange(complaints.Where(c => refused is null || !c.Contains($"the server responded with a status of {refused}", StringComparison.Ordinal)));
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
        var result = await Page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. standards] },
            Rules = new() { ["target-size"] = new RuleOptions { Enabled = true } },   // off by default, though its tag is asked for
        });
        return
        [
            .. from violation in result.Violations
               where violation.Impact is "serious" or "critical"
               from node in violation.Nodes
               select $"{violation.Id} ({violation.Impact}): {violation.Help} — {node.Html}",
        ];
    }
}
