using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Countyworks.Core.Posts;
using Countyworks.Data;
using Countyworks.Kernel;
using Countyworks.Tests.Given;
using Countyworks.Tests.House;
using Countyworks.Tests.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Tests.Api;

/// <summary>
/// What the API says of itself. The reviewed copy is docs/reference/openapi.v1.json; a change of the API is a change of it:
/// <c>COUNTYWORKS_WRITE_GOLDEN=1</c> before running this test writes it anew.
/// </summary>
public sealed partial class The_description
{
    private const string Golden = "docs/reference/openapi.v1.json";
    private static readonly string[] methods = ["get", "post", "put", "delete", "patch"];

    [Fact]
    public async Task Is_the_reviewed_one()
    {
        var text = (await Read()).ToJsonString(new System.Text.Json.JsonSerializerOptions(Json.Options) { WriteIndented = true, NewLine = "\n" }) + "\n";
        var path = Path.Combine(Repository.Root, Golden);
        if (Environment.GetEnvironmentVariable("COUNTYWORKS_WRITE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), text);
    }

    [Fact]
    public async Task Has_every_route()
    {
        await using var site = await Site.On();
        using var client = new Client(site.Address);
        var described = Operations((await client.Get("openapi.json")).Json).Select(o => o.Name).ToHashSet();
        var missing =
            from endpoint in site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
            where path.StartsWith("/api/v1/", StringComparison.Ordinal) && !path.Contains("{documentName}", StringComparison.Ordinal)
            from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
            where endpoint.Metadata.Declared() is null || !described.Contains($"{method.ToLowerInvariant()} {path}")
            select $"{method} {path}";

        Assert.Empty(missing);
    }

    [Fact]
    public async Task Names_the_ways_in_and_where_one_is_needed()
    {
        var document = await Read();
        var ways = document["components"]!["securitySchemes"]!.AsObject();
        var guarded = Operations(document).Where(o => o.Body["security"] is not null).ToDictionary(o => o.Name, o => o.Body["security"]!.AsArray().Select(one => one!.AsObject().Single().Key));

        Assert.Equal(["session", "key", "oauth"], ways.Select(w => w.Key));
        Assert.Equal("/oauth/token", (string?)ways["oauth"]!["flows"]!["clientCredentials"]!["tokenUrl"]);
        Assert.Equal(Operations(document).Where(o => o.Body["responses"]!["401"] is not null).Select(o => o.Name), guarded.Keys);
        Assert.All(guarded.Values, names => Assert.Equal(ways.Select(w => w.Key), names));
    }

    [Fact]
    public async Task Says_of_every_operation_what_it_does_answers_and_refuses() => Repository.None(
        from operation in Operations(await Read())
        let body = operation.Body
        let answers = body["responses"]!.AsObject()
        where body["operationId"] is null || body["summary"] is null || body["tags"]!.AsArray().Count != 1
            || !answers.Any(a => a.Key is "204" || (a.Key is "200" or "201" && a.Value!["content"] is not null))
            || answers["400"]?["content"]?["application/problem+json"] is null
        select operation.Name,
        "Without id, summary, tag, answer or refusal:");

    [Fact]
    public async Task Names_every_operation_once()
    {
        var ids = Operations(await Read()).Select(o => o.Body["operationId"]!.ToString()).ToList();

        Assert.Equal(ids.Distinct(), ids);
    }

    /// <summary>The platform names a schema by its type alone: of two types with one name, one would be described as the other.</summary>
    [Fact]
    public async Task Gives_no_two_things_one_name()
    {
        await using var site = await Site.On();
        var things = new HashSet<Type>();
        foreach (var endpoint in DeclaredRoutes.Endpoints(site).Where(e => e.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal)))
        {
            foreach (var sent in endpoint.Metadata.OfType<IAcceptsMetadata>().Select(m => m.RequestType).Concat(endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Select(m => m.Type)))
            {
                Gather(sent, things);
            }
        }

        Assert.Contains(typeof(Neighbourhood.OwnersVotes.BallotWish), things);
        Repository.None(things.GroupBy(t => t.Name).Where(same => same.Count() > 1).Select(same => string.Join(", ", same)), "Types of one name:");
    }

    private static void Gather(Type? type, HashSet<Type> things)
    {
        if (type is { IsGenericType: true } && type.GetGenericTypeDefinition() != typeof(Id<>))
        {
            Array.ForEach(type.GetGenericArguments(), argument => Gather(argument, things));
        }

        if (type?.Namespace?.StartsWith("Countyworks", StringComparison.Ordinal) is true && (type.IsGenericType || things.Add(type)))
        {
            Array.ForEach(type.GetProperties(), property => Gather(property.PropertyType, things));
        }
    }

    [Fact]
    public async Task Writes_ids_by_pattern_and_enums_by_name()
    {
        var schemas = (await Read())["components"]!["schemas"]!;
        var wish = schemas["DispatchWish"]!["properties"]!["lead"]!;
        var id = wish["$ref"] is { } reference ? schemas[reference.ToString().Split('/')[^1]]! : wish;

        Assert.Equal("^[0-9a-f]{32}$", id["pattern"]!.ToString());
        Assert.Equal(["normal", "urgent", "emergency"], schemas["Priority"]!["enum"]!.AsArray().Select(v => v!.ToString()));
    }

    [Fact]
    public async Task Is_explored_with_nothing_from_elsewhere()
    {
        await using var site = await Site.On();
        using var visitor = site.Visitor();

        var page = await visitor.Get("/api/explorer/");
        var foreign = Address().Matches(page.Text).Select(m => m.Groups["url"].Value).Where(url => url.StartsWith("http", StringComparison.Ordinal) || url.StartsWith("//", StringComparison.Ordinal));

        Assert.Equal("text/html", page.MediaType);
        Assert.Empty(foreign);
    }

    private static async Task<JsonNode> Read()
    {
        await using var site = await Site.On();
        using var client = new Client(site.Address);
        return (await client.Get("openapi.json")).Json;
    }

    private static IEnumerable<(string Name, JsonNode Body)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from method in methods
        where path.Value![method] is not null
        select ($"{method} {path.Key.TrimEnd('/')}", path.Value[method]!);

    [GeneratedRegex("""(src|href|from)\s*=?\s*["'](?<url>[^"']+)["']""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
