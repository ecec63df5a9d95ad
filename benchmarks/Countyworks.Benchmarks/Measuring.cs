using System.Globalization;
using System.Text.Json;
using Countyworks.Core.Posts;
using Countyworks.Server.Demo;
using NodaTime;

namespace Countyworks.Benchmarks;

/// <summary>Starts the product and measures what people wait for.</summary>
internal static class Measuring
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);

    public static async Task<Report> RunAsync(Arguments said, BenchDistrict district, IClock clock)
    {
        var voters = await Voters.AddAsync(district, clock);
        await using var bare = await ServerProcess.StartAsync(typeof(Measuring).Assembly.Location, BareServer.Path, "--bare", "PORT");
        Func<int, byte[]> filing(Uri to, string path) => i => WireClient.Request(to, "POST", path, Somebody(i), JsonSerializer.Serialize(
            new { text = $"The street light at number {i} is out", placeId = district.Community }));
        List<Measured> measured =
        [
            await Load.RunAsync("bare endpoint", bare.Address, Always(bare.Address, BareServer.Path), said.Seconds),
            await Load.RunAsync(Report.Echo, bare.Address, filing(bare.Address, BareServer.EchoPath), said.Seconds, Filers.Callers),
        ];
        await using var server = await ServerProcess.StartAsync(Path.Combine(said.App, "countyworks.dll"), "/figures", "serve", "--data", district.Folder, "--urls", "http://127.0.0.1:PORT");
        if (said.Only is null)
        {
            await Task.Delay(Rest);
        }

        var atRest = server.ResidentBytes;
        measured.AddRange(await PagesAsync(server.Address, district, said.Asks, said.Seconds));
        if (said.Asks(Report.Casting) && await voters.CastAsync(server.Address, said.Seconds) is { } cast)
        {
            measured.Add(cast);
        }

        if (said.Asks(Report.Filing))
        {
            measured.Add(await Load.RunAsync(Report.Filing, server.Address, filing(server.Address, "/api/v1/requests"), said.Seconds, Filers.Callers));
        }

        return new Report(said.Requests, server.FirstPage, atRest, server.ResidentBytes, measured);
    }

    /// <summary>Measures what is asked for and has a name that is wanted.</summary>
    public static async Task<List<Measured>> PagesAsync(Uri server, BenchDistrict district, Func<string, bool> wanted, int seconds)
    {
        var measured = new List<Measured>();
        foreach (var (name, role, ask) in Asked(server, district).Where(asked => wanted(asked.Name)))
        {
            var cookies = role is { } signedIn ? await Load.SignInAsync(server, DemoData.People.First(p => p.Role == signedIn).User, DemoDistrict.Password) : "";
            using var client = new WireClient(server);
            var status = await client.Ask(ask(0, cookies));
            if (status is >= 200 and <= 299)
            {
                measured.Add(await Load.RunAsync(name, server, i => ask(i, cookies), seconds));
                Console.Error.WriteLine(measured[^1]);
            }
            else
            {
                Console.Error.WriteLine($"Not measured: {name} answers {status}.");
            }
        }

        return measured;
    }

    private static Func<int, byte[]> Always(Uri server, string path)
    {
        var request = WireClient.Request(server, "GET", path);
        return _ => request;
    }

    // The months and places vary, so that no answer is simply the last one again.
    private static IEnumerable<(string Name, Role? Role, Func<int, string, byte[]> Ask)> Asked(Uri server, BenchDistrict district)
    {
        // As browsers ask: whoever takes no packed answers is no browser.
        Func<int, string, byte[]> Get(Func<int, string> path) => (i, cookies) => WireClient.Request(server, "GET", path(i), $"{cookies}Accept-Encoding: gzip, deflate, br\r\n");
        Func<int, string, byte[]> From(Func<int, string> path) => (i, _) => WireClient.Request(server, "GET", path(i), Somebody(i));
        var tracked = district.Tracked;
        yield return (Report.Inbox, Role.Handler, Get(_ => "/inbox"));
        yield return (Report.Board, Role.Dispatcher, Get(_ => "/dispatch"));
        yield return (Report.Figures, null, Get(_ => "/figures"));
        yield return ("public figures, each time other months", null, Get(i => $"/figures?from=20{24 + (i % 2)}-{1 + (i / 2 % 12):00}&to=2026-{1 + (i / 24 % 12):00}"));
        yield return (Report.Leaders, Role.Leader, Get(_ => "/figures/leaders"));
        yield return (Report.List, Role.Leader, Get(i => $"/figures/leaders/list?of=satisfied&page={1 + (i % 20)}"));
        yield return (Report.Tracking, null, From(i => $"/api/v1/requests/tracking/{Uri.EscapeDataString(tracked[i % tracked.Count].Number)}?code={tracked[i % tracked.Count].Code}"));
        yield return ("proof of an entry of the journal", null, Get(i => $"/api/v1/seals/inclusion?seq={1 + (i % 1000)}"));
    }

    // Strangers call from addresses of their own, or they are kept waiting.
    internal static string Somebody(int i) => string.Create(CultureInfo.InvariantCulture, $"X-Forwarded-For: 10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}\r\n");
}
