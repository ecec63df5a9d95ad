using Countyworks.Neighbourhood.Requests;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;

namespace Countyworks.Tests.Requests.Open311;

/// <summary>Every JSON payload against the schemas the Open311 community publishes.</summary>
public sealed class Payloads
{
    [Theory, EveryEngine]
    public async Task Hold_to_the_published_schemas(Engine engine)
    {
        Assert.SkipWhen(SchemaCheck.WhyNot is not null, SchemaCheck.WhyNot ?? "");
        await using var site = await Open311Sites.On(engine);
        using var caller = new Caller311(site);
        var key = await site.Key();
        var filed = await caller.Post("requests.json", Open311Sites.Lamp(key, ("media_url", "https://example.org/lamp.jpg")));
        var id = filed.Json[0]!["service_request_id"]!.ToString();
        await site.File();

        Assert.Empty(SchemaCheck.Wrong("services.json", (await caller.Get("services.json")).Json));
        Assert.Empty(SchemaCheck.Wrong("service-definition.json", (await caller.Get("services/street_light.json")).Json));
        Assert.Empty(SchemaCheck.Wrong("service-definition.json", (await caller.Get("services/noise.json")).Json));
        foreach (var path in new[] { "requests.json", $"requests.json?api_key={key}", $"requests/{id}.json", $"requests/{id}.json?api_key={key}" })
        {
            Assert.Empty(SchemaCheck.Wrong("requests.json", (await caller.Get(path)).Json));
        }
    }

    [Fact]
    public void Are_checked_by_something_that_finds_mistakes()
    {
        Assert.SkipWhen(SchemaCheck.WhyNot is not null, SchemaCheck.WhyNot ?? "");
        const string wrapped = """[{"service_request_id":[1],"status":"fixed","service_code":"a","requested_datetime":"2011-09-1 17:35"}]""";

        Assert.Equal(3, SchemaCheck.Wrong("requests.json", System.Text.Json.Nodes.JsonNode.Parse(wrapped)).Count);
        Assert.Single(SchemaCheck.Wrong("services.json", System.Text.Json.Nodes.JsonNode.Parse("""{"services":[]}""")));
    }
}
