using System.Net.Http.Json;
using Countyworks.Core.Posts;
using Countyworks.Server.Demo;

namespace Countyworks.Benchmarks;

/// <summary>Starts the product and measures what people wait for.</summary>
internal static class Measuring
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    public static async Task<Report> RunAsync(Arguments said, BenchDistrict district)
    {
        await using var bare = await ServerProcess.StartAsync(typeof(Measuring).Assembly.Location, BareServer.Path, "--bare", "PORT");
        using var plain = Load.Client(bare.Address);
        var measure = await Load.RunAsync("bare endpoint", plain, _ => new(HttpMethod.Get, BareServer.Path), said.Seconds);
        await using var server = await ServerProcess.StartAsync(Path.Combine(said.App, "countyworks.dll"), "/figures", "demo", "--port", "PORT", "--data", district.Folder);
        await Task.Delay(Rest);
        var atRest = server.ResidentBytes;
        List<Measured> measured = [measure];
        foreach (var (name, role, ask) in Asked(district))
        {
            using var http = Load.Client(server.Address);
            if (role is { } signedIn)
            {
                await Load.SignInAsync(http, DemoData.People.First(p => p.Role == signedIn).User, DemoDistrict.Password);
            }

            using var once = await http.SendAsync(ask(0));
            if (once.IsSuccessStatusCode)
            {
                measured.Add(await Load.RunAsync(name, http, ask, said.Seconds));
            }
            else
            {
                Console.Error.WriteLine($"Not measured: {name} answers {(int)once.StatusCode}.");
            }
        }

        return new Report(said.Requests, server.FirstPage, atRest, server.ResidentBytes, measured);
    }

    // The months and places vary, so that no answer is simply the last one again.
    private static IEnumerable<(string Name, Role? Role, Func<int, HttpRequestMessage> Ask)> Asked(BenchDistrict district)
    {
        static Func<int, HttpRequestMessage> Page(string path) => _ => new(HttpMethod.Get, path);
        var tracked = district.Tracked;
        yield return (Report.Inbox, Role.Handler, Page("/inbox"));
        yield return (Report.Board, Role.Dispatcher, Page("/dispatch"));
        yield return (Report.Figures, null, Page("/figures"));
        yield return ("public figures, each time other months", null, i => new(HttpMethod.Get, $"/figures?from=20{24 + (i % 2)}-{1 + (i / 2 % 12):00}&to=2026-{1 + (i / 24 % 12):00}"));
        yield return (Report.Leaders, Role.Leader, Page("/figures/leaders"));
        yield return ("list behind a number", Role.Leader, i => new(HttpMethod.Get, $"/figures/leaders/list?of=satisfied&page={1 + (i % 20)}"));
        yield return ("tracking a request", null, i => new(HttpMethod.Get, $"/api/v1/requests/tracking/{Uri.EscapeDataString(tracked[i % tracked.Count].Number)}?code={tracked[i % tracked.Count].Code}"));
        yield return ("proof of an entry of the journal", null, i => new(HttpMethod.Get, $"/api/v1/seals/inclusion?seq={1 + (i % 1000)}"));
        yield return ("filing a request", null, i => new(HttpMethod.Post, "/api/v1/requests")
        {
            Content = JsonContent.Create(new { Text = $"The street light at number {i} is out", PlaceId = district.Community }),
        });
    }
}
