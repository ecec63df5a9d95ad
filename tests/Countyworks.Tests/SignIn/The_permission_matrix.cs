using System.Net;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Data.Journal;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Given;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Tests.SignIn;

/// <summary>What every route declares, held against what the server does: each route as each role, as somebody without a post, and as a stranger.</summary>
public sealed class The_permission_matrix
{
    private static readonly string Nowhere = new('0', 32);

    [Fact]
    public async Task Holds_for_every_route_and_every_role()
    {
        await using var site = await Site.On();
        var routes = Routes(site);
        var wrong = new List<string>();
        foreach (Role? role in Enum.GetValues<Role>().Cast<Role?>().Append(null))
        {
            using var visitor = await (role is { } held ? site.SignedIn(held) : site.SignedIn());
            foreach (var (path, needs) in routes)
            {
                var isBarred = (await visitor.Get(path)).Status == HttpStatusCode.Forbidden;
                if (isBarred == (needs.Permission is null || (role is { } post && needs.Permission.Roles.Contains(post))))
                {
                    wrong.Add($"{path} [{isBarred}] as {role?.ToString() ?? "a resident"}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public async Task Holds_for_every_change_by_every_method_and_who_is_turned_away_writes_nothing()
    {
        await using var site = await Site.On();
        var changes = DeclaredRoutes.Of(site, Nowhere).Where(r => r.Method != HttpMethod.Get).ToList();
        Assert.Contains(changes, r => r.Method == HttpMethod.Post && r.IsApi);
        var wrong = new List<string>();
        foreach (Role? role in Enum.GetValues<Role>().Cast<Role?>().Append(null))
        {
            using var visitor = await (role is { } held ? site.SignedIn(held) : site.SignedIn());
            var token = await visitor.TokenOf("/my/password");
            foreach (var route in changes.Where(r => r.Needs.Permission is not null))
            {
                var mayPass = role is { } post && route.Needs.Permission!.Roles.Contains(post);
                var before = Written(site);
                var status = (await visitor.Send(route.Method, route.Path, route.Body(token))).Status;
                if ((status == HttpStatusCode.Forbidden) == mayPass || (!mayPass && before != Written(site)))
                {
                    wrong.Add($"{route.Method} {route.Path} [{(int)status}] as {role?.ToString() ?? "a resident"}");
                }
            }
        }

        using var stranger = site.Visitor();
        var untouched = Written(site);
        foreach (var route in changes.Where(r => r.Needs.SignedIn))
        {
            var status = (await stranger.Send(route.Method, route.Path, route.Body(""))).Status;
            if (status != HttpStatusCode.Unauthorized || untouched != Written(site))
            {
                wrong.Add($"{route.Method} {route.Path} [{(int)status}] as a stranger");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public async Task Sends_strangers_to_sign_in_wherever_an_account_is_needed()
    {
        await using var site = await Site.On();
        using var stranger = site.Visitor();
        foreach (var (path, needs) in Routes(site).Where(r => r.Needs.SignedIn))
        {
            var answer = await stranger.Get(path);

            Assert.Equal((path, path.StartsWith("/api", StringComparison.Ordinal) ? HttpStatusCode.Unauthorized : HttpStatusCode.Redirect), (path, answer.Status));
        }
    }

    [Fact]
    public async Task Has_no_route_that_declares_nothing()
    {
        await using var site = await Site.On();

        // The platform's own answer to files not yet published declares nothing, so it is never given.
        var undeclared = Endpoints(site).Where(e => e.Metadata.Declared() is null && !e.DisplayName!.StartsWith("Fallback", StringComparison.Ordinal)).Select(e => e.DisplayName);

        Assert.Empty(undeclared);
    }

    [Fact]
    public void Names_only_permissions_that_a_module_lists()
    {
        var names = CountyHost.Modules.SelectMany(m => m.Permissions).Select(p => p.Name).ToList();

        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public async Task Treats_a_route_that_does_not_exist_as_absent()
    {
        await using var site = await Site.On();
        using var stranger = site.Visitor();
        using var english = site.Visitor().Speaking("en");

        var page = await stranger.Get("/nowhere");
        var api = await english.Get("/api/v1/nowhere");

        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.Status, page.MediaType));
        Assert.Contains("没有这个页面", page.Words, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (api.Status, api.MediaType));
        Assert.Contains("\"code\":\"not_found\"", api.Text, StringComparison.Ordinal);
    }

    private static (long Seq, int Matters) Written(Site site) =>
        site.Read(db => (db.Set<FactRow>().Max(f => f.Seq), db.Set<Matter>().Sum(m => m.Version)));

    private static IEnumerable<RouteEndpoint> Endpoints(Site site) => DeclaredRoutes.Endpoints(site);

    // Parameters get an id that exists nowhere: who may not pass is told so before anybody looks for it.
    private static List<(string Path, Needs Needs)> Routes(Site site) =>
        [.. DeclaredRoutes.Of(site, Nowhere).Where(r => r.Method == HttpMethod.Get).Select(r => (r.Path, r.Needs))];
}
