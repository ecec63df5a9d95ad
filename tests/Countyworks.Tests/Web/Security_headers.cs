using System.Net;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn.Provider;
using Countyworks.Core.Web;
using Countyworks.Tests.Given;
using Countyworks.Tests.SignIn;
using Countyworks.Tests.SignIn.Provider;

namespace Countyworks.Tests.Web;

/// <summary>What every answer tells the browser not to do.</summary>
public sealed class Security_headers
{
    private static readonly string Nowhere = new('0', 32);

    [Fact]
    public async Task Stand_on_the_answer_of_every_route_to_strangers_and_to_staff()
    {
        await using var site = await Site.On();
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Address };
        using var staff = await SignedIn(site, Role.Administrator);
        var wrong = new List<string>();
        foreach (var path in DeclaredRoutes.Of(site, Nowhere).Where(r => r.Method == HttpMethod.Get).Select(r => r.Path).Distinct().Append("/nowhere").Append("/api/v1/nowhere"))
        {
            foreach (var (who, http) in new[] { ("a stranger", stranger), ("staff", staff) })
            {
                using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
                if (Missing(answer) is { Length: > 0 } missing)
                {
                    wrong.Add($"{path} to {who}: {missing}");
                }
            }
        }

        Assert.Equal("", string.Join("; ", wrong));
    }

    [Fact]
    public async Task Let_nothing_inline_run_in_any_page_but_the_explorer_whose_script_bears_a_number_of_its_own()
    {
        await using var site = await Site.On();
        using var http = new HttpClient { BaseAddress = site.Address };
        Assert.DoesNotContain("unsafe", SecurityHeaders.Policy, StringComparison.Ordinal);

        var (first, second) = (await Explorer(http), await Explorer(http));

        Assert.NotEqual(first.Policy, second.Policy);
        Assert.DoesNotContain("unsafe", Directive(first.Policy, "script-src"), StringComparison.Ordinal);
        Assert.Contains(first.Policy.Split("'nonce-")[1].Split('\'')[0], WebUtility.HtmlDecode(first.Html), StringComparison.Ordinal);
        Assert.Equal("connect-src 'self'", Directive(first.Policy, "connect-src"));
    }

    [Fact]
    public async Task Ask_browsers_to_come_by_https_only_where_they_did()
    {
        await using var site = await Site.On(with: settings => settings with { Proxies = ["127.0.0.1"] });
        using var http = new HttpClient { BaseAddress = site.Address };

        Assert.False((await http.GetAsync("/", TestContext.Current.CancellationToken)).Headers.Contains("Strict-Transport-Security"));
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        Assert.Equal(SecurityHeaders.OnlyHttps, Assert.Single((await http.GetAsync("/", TestContext.Current.CancellationToken)).Headers.GetValues("Strict-Transport-Security")));
    }

    [Theory]
    [InlineData("https", "__Host-cw_session=", true)]
    [InlineData("http", "cw_session=", false)]
    public async Task Come_with_a_cookie_that_no_script_reads_and_no_other_site_sends(string scheme, string begins, bool isSecure)
    {
        await using var site = await Site.On(with: settings => settings with { Proxies = ["127.0.0.1"] });
        var (_, user) = await site.Somebody();
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = site.Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", scheme);

        using var answer = await http.PostAsync("/api/v1/session", Client.Json($$"""{"user":"{{user}}","password":"{{Site.Password}}"}"""), TestContext.Current.CancellationToken);

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(begins, StringComparison.Ordinal)).ToLowerInvariant();
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("domain=", cookie, StringComparison.Ordinal);
        Assert.Equal(isSecure, cookie.Contains("secure", StringComparison.Ordinal));
    }

    /// <summary>Language, type, colours, the token of forms, what goes to the county's own sign-on and comes back, session and device.</summary>
    [Theory]
    [InlineData("https", 8)]
    [InlineData("http", 8)]
    public async Task Come_with_cookies_of_this_host_alone_wherever_browsers_allow_it(string scheme, int cookies)
    {
        await using var provider = await FakeProvider.Start();
        await using var site = await provider.Site(with: settings => settings with { Proxies = ["127.0.0.1"] });
        var (_, user) = await site.Somebody();
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = site.Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", scheme);

        var set = new List<string>();
        foreach (var path in new[] { "/preferences?language=en&type=large&theme=dark", "/sign-in", ProviderEndpoints.Path })
        {
            using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
            set.AddRange(answer.Headers.GetValues("Set-Cookie"));
        }

        using var signedIn = await http.PostAsync("/api/v1/session", Client.Json($$"""{"user":"{{user}}","password":"{{Site.Password}}"}"""), TestContext.Current.CancellationToken);
        set.AddRange(signedIn.Headers.GetValues("Set-Cookie"));

        Assert.Equal(cookies, set.Count);
        Assert.All(set, cookie =>
        {
            Assert.StartsWith(scheme == "https" ? "__Host-cw_" : "cw_", cookie, StringComparison.Ordinal);
            Assert.Equal(scheme == "https", cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
            Assert.Contains("; path=/;", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task Come_with_cookies_that_are_read_again_over_https()
    {
        await using var site = await Site.On(with: settings => settings with { Proxies = ["127.0.0.1"] });
        var (_, user) = await site.Somebody();
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = site.Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var preferred = await http.GetAsync("/preferences?language=en", TestContext.Current.CancellationToken);
        http.DefaultRequestHeaders.Add("Cookie", preferred.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);

        using var page = await http.GetAsync("/sign-in", TestContext.Current.CancellationToken);
        var text = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var form = new HttpRequestMessage(HttpMethod.Post, "/sign-in");
        form.Headers.Add("Cookie", page.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        form.Content = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("user", user), KeyValuePair.Create("password", Site.Password),
            KeyValuePair.Create("__RequestVerificationToken", text.Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0]),
        ]);
        using var answer = await http.SendAsync(form, TestContext.Current.CancellationToken);

        Assert.Contains("lang=\"en\"", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Keep_what_staff_see_out_of_every_store()
    {
        await using var site = await Site.On();
        using var staff = await SignedIn(site, Role.Dispatcher);

        foreach (var path in new[] { "/inbox", "/dispatch", "/my/sessions", "/api/v1/matters" })
        {
            Assert.True((await staff.GetAsync(path, TestContext.Current.CancellationToken)).Headers.CacheControl?.NoStore, path);
        }
    }

    [Fact]
    public void Are_needed_by_no_page_since_none_has_style_or_script_of_its_own()
    {
        var inline = from path in House.Repository.Files("src/", ".razor")
                     let text = House.Repository.Read(path)
                     where text.Contains(" style=\"", StringComparison.Ordinal) || text.Contains(" onclick=", StringComparison.Ordinal)
                        || text.Contains("<style", StringComparison.Ordinal) || text.Contains("<script>", StringComparison.Ordinal) || text.Contains("javascript:", StringComparison.Ordinal)
                     select path;

        House.Repository.None(inline, "The policy of our pages lets nothing of the kind run:");
    }

    private static async Task<(string Policy, string Html)> Explorer(HttpClient http)
    {
        using var answer = await http.GetAsync("/api/explorer/", TestContext.Current.CancellationToken);
        return (answer.Headers.GetValues("Content-Security-Policy").Single(), await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static string Directive(string policy, string name) => policy.Split(';', StringSplitOptions.TrimEntries).Single(d => d.StartsWith(name + " ", StringComparison.Ordinal));

    private static async Task<HttpClient> SignedIn(Site site, Role role)
    {
        var (_, user) = await site.Somebody(false, role);
        var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Address };
        Assert.Equal(HttpStatusCode.NoContent, (await http.PostAsync("/api/v1/session", Client.Json($$"""{"user":"{{user}}","password":"{{Site.Password}}"}"""))).StatusCode);
        return http;
    }

    private static string Missing(HttpResponseMessage answer)
    {
        var policy = One(answer, "Content-Security-Policy");
        (string Name, bool Holds)[] held =
        [
            ("default-src 'none'", policy.StartsWith("default-src 'none'", StringComparison.Ordinal)),
            ("frame-ancestors 'none'", policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal)),
            ("script", !Directive(policy.Contains("script-src", StringComparison.Ordinal) ? policy : "script-src none", "script-src").Contains("unsafe", StringComparison.Ordinal)),
            ("nosniff", One(answer, "X-Content-Type-Options") == "nosniff"),
            ("referrer", One(answer, "Referrer-Policy") == "same-origin"),
            ("permissions", One(answer, "Permissions-Policy") == SecurityHeaders.Permissions),
            ("opener", One(answer, "Cross-Origin-Opener-Policy") == "same-origin"),
            ("resource", One(answer, "Cross-Origin-Resource-Policy") == "same-origin"),
            ("server", !answer.Headers.Contains("Server") && !answer.Headers.Contains("X-Powered-By")),
        ];
        return string.Join(", ", held.Where(h => !h.Holds).Select(h => h.Name));
    }

    private static string One(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : "";
}
