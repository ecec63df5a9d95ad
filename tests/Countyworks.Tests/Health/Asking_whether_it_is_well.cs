using System.Net;
using System.Text.Json.Nodes;
using Countyworks.Server.Health;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Testing;

namespace Countyworks.Tests.Health;

public sealed class Asking_whether_it_is_well
{
    [Theory, EveryEngine]
    public async Task Says_yes_of_a_server_that_came_up(Engine engine)
    {
        await using var site = await Site.On(engine);

        foreach (var address in new[] { "/health/live", "/health/startup", "/health/ready" })
        {
            Assert.Equal((address, HttpStatusCode.OK, ""), await Ask(site, address));
        }
    }

    [Fact]
    public async Task Says_that_no_more_requests_are_wanted_while_it_stops_and_is_alive_all_the_same()
    {
        await using var site = await Site.On();

        site.Get<Readiness>().Drain();

        Assert.Equal(("/health/ready", HttpStatusCode.ServiceUnavailable, "draining"), await Ask(site, "/health/ready"));
        Assert.Equal(HttpStatusCode.OK, (await Ask(site, "/health/live")).Status);
    }

    [Fact]
    public async Task Says_that_the_tables_are_not_of_this_version()
    {
        await using var site = await Site.On();
        await site.Do<Kernel.Done>("spoil", change =>
        {
            change.Execute("INSERT INTO migration (module, name, checksum) SELECT 'core', '9999_later', 'x' WHERE @p0 > 0");
            return Kernel.Done.It;
        });

        Assert.Equal(("/health/ready", HttpStatusCode.ServiceUnavailable, "migrations"), await Ask(site, "/health/ready"));
    }

    /// <summary>Also with a second in which it still answers, but says that it is leaving.</summary>
    [Theory, InlineData(0), InlineData(1)]
    public async Task Told_to_stop_it_ends_and_leaves_the_database_in_one_piece(int drain)
    {
        var folder = Directory.CreateTempSubdirectory("countyworks-tests-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "countyworks.json"), $$"""{ "district": 431003, "telemetry": { "drainSeconds": {{drain}} } }""");
            var settings = SettingsFile.Read(folder, "http://127.0.0.1:0").Value;
            using var stop = new CancellationTokenSource();
            var address = new TaskCompletionSource<string>();
            var serving = Serving.RunAsync(settings, new FakeClock(TestStore.Now), _ => Task.CompletedTask, urls => address.SetResult(urls.First()), stop.Token);
            using var http = new HttpClient { BaseAddress = new Uri(await address.Task) };
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode);

            await stop.CancelAsync();
            if (drain > 0)
            {
                // Until it has heard; after its second nobody answers any more, and that is an error here.
                while ((await http.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode != HttpStatusCode.ServiceUnavailable)
                {
                }
            }

            await serving;

            Assert.False(File.Exists(Path.Combine(folder, "431003.db-wal")));
            File.Open(Path.Combine(folder, "431003.db.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(string Address, HttpStatusCode Status, string Reasons)> Ask(Site site, string address)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        using var answer = await http.GetAsync(address);
        var reasons = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["reasons"]!.AsArray();
        return (address, answer.StatusCode, string.Join(',', reasons.Select(r => (string)r!)));
    }
}
