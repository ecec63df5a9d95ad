using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn.ApiKeys;
using Countyworks.Data.Telemetry;
using Countyworks.Server.Telemetry;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Countyworks.Tests.House;

namespace Countyworks.Tests.Telemetry;

public sealed class The_numbers_of_a_server
{
    private const string Golden = "docs/operate/metrics.md";

    [Theory, EveryEngine]
    public async Task Count_requests_commands_and_how_things_stand(Engine engine)
    {
        await using var site = await Site.On(engine);
        using var http = new HttpClient { BaseAddress = site.Address };
        await http.GetAsync("/nowhere");

        var text = await http.GetStringAsync("/metrics");

        Assert.Contains("countyworks_requests_total{route=\"none\",method=\"GET\",status=\"404\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("countyworks_commands_total{command=\"load_divisions\",outcome=\"done\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("countyworks_commit_commands_bucket{le=\"1\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("countyworks_ready 1\n", text, StringComparison.Ordinal);
        Assert.Contains("countyworks_outbox_waiting 0\n", text, StringComparison.Ordinal);
        Assert.Equal(engine == Engine.Sqlite, text.Contains("countyworks_store_wal_bytes ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Are_shown_to_this_machine_and_to_keys_and_not_to_what_a_proxy_passed_on()
    {
        await using var site = await Site.On();
        var key = await Key(site);

        Assert.Equal(HttpStatusCode.OK, await Ask(site));
        Assert.Equal(HttpStatusCode.NotFound, await Ask(site, ("X-Forwarded-For", "127.0.0.1")));
        Assert.Equal(HttpStatusCode.NotFound, await Ask(site, ("X-Forwarded-For", "1.2.3.4"), ("Authorization", "Bearer cw_wrong")));
        Assert.Equal(HttpStatusCode.OK, await Ask(site, ("X-Forwarded-For", "1.2.3.4"), ("Authorization", "Bearer " + key)));
    }

    [Fact]
    public async Task Count_attempts_to_sign_in_that_failed()
    {
        await using var site = await Site.On();
        using var visitor = site.Visitor();
        await visitor.SignIn("nobody", "wrong");
        using var http = new HttpClient { BaseAddress = site.Address };

        Assert.Contains("countyworks_sign_in_failures_total{code=\"sign_in_failed\"} 1\n", await http.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public void Keep_no_more_combinations_of_labels_than_their_limit()
    {
        using var measures = new Measures();
        using var text = new MetricsText(measures);
        for (var i = 0; i < MetricsText.SeriesLimit + 10; i++)
        {
            measures.SignInFailures.Add(1, new KeyValuePair<string, object?>("code", $"code{i}\"\n"));
        }

        var read = text.Read();

        Assert.Contains("{code=\"code0\\\"\\n\"} 1\n", read, StringComparison.Ordinal);
        Assert.Contains("countyworks_sign_in_failures_total 10\n", read, StringComparison.Ordinal);
        Assert.Equal(MetricsText.SeriesLimit + 1, read.Split('\n').Count(line => line.StartsWith("countyworks_sign_in", StringComparison.Ordinal)));
    }

    /// <summary><c>COUNTYWORKS_WRITE_GOLDEN=1</c> before running it writes the list anew.</summary>
    [Fact]
    public async Task Are_listed_for_whoever_watches_them()
    {
        await using var site = await Site.On();
        var own = site.Get<Measures>().Meter;
        var all = new List<Instrument>();
        using (var listener = new MeterListener { InstrumentPublished = (instrument, _) => all.Add(instrument) })
        {
            listener.Start();
        }

        var text = new StringBuilder("# Numbers\n\nWhat `/metrics` shows; made by a test from the program. What to watch and when to be woken: [monitor.md](monitor.md).\n\n| name | kind | meaning |\n| --- | --- | --- |\n");
        foreach (var instrument in all.Where(i => i.Meter == own).OrderBy(MetricNames.Of, StringComparer.Ordinal))
        {
            text.Append($"| `{MetricNames.Of(instrument)}` | {MetricNames.TypeOf(instrument)} | {instrument.Description} |\n");
        }

        text.Append("\nAnd of the platform: " + string.Join(", ", MetricsText.OfThePlatform.Order(StringComparer.Ordinal).Select(name => $"`{name}`")) + ".\n");
        var path = Path.Combine(Repository.Root, Golden);
        if (Environment.GetEnvironmentVariable("COUNTYWORKS_WRITE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(path, text.ToString(), TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), text.ToString());
    }

    private static async Task<HttpStatusCode> Ask(Site site, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return (await http.SendAsync(request)).StatusCode;
    }

    private static async Task<string> Key(Site site)
    {
        using var administrator = await site.SignedIn(Role.Administrator);
        var page = await administrator.Post(ApiKeyEndpoints.Path, new { name = "监控", organisation = site.Department.Id, role = "dispatcher", place = site.District.Id, lastDay = "2026-12-31" });
        return page.Page.QuerySelector("#made")!.TextContent;
    }
}
