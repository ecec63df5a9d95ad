using System.Collections.Concurrent;
using Countyworks.Core.Posts;

namespace Countyworks.Browser.Tests.Chromium;

/// <summary>The people of the demo district; each signs in once a run, by the page, and what their browser keeps is lent to every visit.</summary>
public sealed class Staff(Browser browser, RunningServer server)
{
    /// <summary>The password of every account of the demo, as ./countyworks demo prints it.</summary>
    public const string Password = "suxian-demo-2026";

    private static readonly IReadOnlyList<(string User, Role Role)> people =
    [
        .. from file in new[] { "people.csv", "fund-people.csv" }
           from line in File.ReadLines(Path.Combine(SourceTree.Root, "data", "demo", file)).Skip(1)
           let cells = line.Split(',')
           where Enum.IsDefined(typeof(Role), cells[2])   // an owner holds no post
           select (cells[0], Enum.Parse<Role>(cells[2])),
    ];

    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> signedIn = new();

    /// <summary>Somebody with a post of a role.</summary>
    public static string With(Role role) => people.First(p => p.Role == role).User;

    /// <summary>What the browser of a person keeps after signing in; null for <paramref name="user"/> null, who has no account.</summary>
    public async Task<string?> Session(string? user) =>
        user is null ? null : await signedIn.GetOrAdd(user, name => new(() => SignIn(name))).Value;

    /// <summary>Opens a page as somebody of the demo.</summary>
    public async Task<Visit> Visit(string? user, string path, int width = 1440, string language = "zh-CN", bool javaScript = true) =>
        await browser.Visit(await server.Address, path, width, language, javaScript, await Session(user));

    private async Task<string> SignIn(string user)
    {
        await using var visit = await browser.Visit(await server.Address, "/sign-in");
        await visit.Page.FillAsync("[name=user]", user);
        await visit.Page.FillAsync("[name=password]", Password);
        await visit.Page.ClickAsync("main form button");
        await visit.Page.Locator(".who").WaitForAsync();
        return await visit.Page.Context.StorageStateAsync();
    }
}
