using System.Text;
using System.Text.Json.Nodes;
using Countyworks.Core.Posts;
using Countyworks.Tests.Given;
using Countyworks.Tests.House;
using Countyworks.Tests.SignIn;

namespace Countyworks.Tests.Api;

/// <summary>
/// Which posts may do what, and of every operation of the API who may call it, which fields it takes and which it shows: read from the program and held against
/// docs/reference/fields.md. <c>COUNTYWORKS_WRITE_GOLDEN=1</c> before running it writes it anew.
/// </summary>
public sealed class The_rules_of_fields
{
    private const string Golden = "docs/reference/fields.md";
    private static readonly string Nowhere = new('0', 32);

    [Fact]
    public async Task Are_the_document()
    {
        await using var site = await Site.On();
        using var client = new Client(site.Address);
        var document = (await client.Get("openapi.json")).Json.AsObject();
        var routes = DeclaredRoutes.Of(site, Nowhere).DistinctBy(r => (r.Method, r.Pattern)).OrderBy(r => "/" + r.Pattern.Trim('/'), StringComparer.Ordinal).ThenBy(r => r.Method.Method, StringComparer.Ordinal).ToList();
        var text = new StringBuilder().Append(Permissions(routes)).Append(Operations(routes.Where(r => r.IsApi), document)).ToString();
        var path = Path.Combine(Repository.Root, Golden);
        if (Environment.GetEnvironmentVariable("COUNTYWORKS_WRITE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), text);
    }

    private static string Permissions(IReadOnlyList<DeclaredRoute> routes)
    {
        var text = new StringBuilder("""
            # Who may do what, field by field

            Written by a test from the program. A post has a role, a place and a period; what a role may do, it may do within the place of its post, which the use case checks for each thing; what is outside is
            as if it were not there. Who may see which personal field, and for how long it is kept: [privacy.md](../privacy.md). An operation takes no field that is not listed for it, and shows none.

            ## Permissions

            | permission | posts that have it | pages and forms |
            | --- | --- | --- |

            """);
        foreach (var permission in routes.Select(r => r.Needs.Permission).OfType<Permission>().DistinctBy(p => p.Name).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            var pages = routes.Where(r => !r.IsApi && r.Needs.Permission == permission).Select(r => $"{(r.Method == HttpMethod.Get ? "" : r.Method.Method + " ")}`/{r.Pattern.Trim('/')}`");
            text.Append($"| {permission.Name} | {string.Join(", ", permission.Roles.Select(r => r.ToString()))} | {string.Join(", ", pages)} |\n");
        }

        return text.ToString();
    }

    private static string Operations(IEnumerable<DeclaredRoute> routes, JsonObject document)
    {
        var text = new StringBuilder("\n## Operations of the API\n\n| operation | who | takes | shows |\n| --- | --- | --- | --- |\n");
        foreach (var route in routes)
        {
            if (document["paths"]!["/" + route.Pattern.Trim('/')]?[route.Method.Method.ToLowerInvariant()] is JsonObject operation)
            {
                var answer = operation["responses"]!.AsObject().Where(r => r.Key[0] == '2').Select(r => r.Value).FirstOrDefault();
                text.Append($"| {route.Method} `/{route.Pattern.Trim('/')}` | {Who(route.Needs)} | {Fields(operation["requestBody"], document)} | {Fields(answer, document)} |\n");
            }
        }

        return text.ToString();
    }

    private static string Who(Needs needs) => needs.Permission?.Name ?? (needs.SignedIn ? "an account" : "anybody");

    private static string Fields(JsonNode? body, JsonObject document)
    {
        var schema = body?["content"]?.AsObject().Select(c => c.Value!["schema"]).FirstOrDefault();
        return schema is null ? "" : string.Join(", ", Names(schema, document, []).Select(name => $"`{name}`"));
    }

    /// <summary>Names of fields, those of inner objects behind a dot.</summary>
    private static IEnumerable<string> Names(JsonNode? schema, JsonObject document, IReadOnlyList<string> within)
    {
        if ((string?)schema?["$ref"] is { } reference)
        {
            var name = reference.Split('/')[^1];
            return within.Contains(name) ? [] : Names(document["components"]!["schemas"]![name], document, [.. within, name]);
        }

        if (schema?["items"] is { } items)
        {
            return Names(items, document, within);
        }

        if (schema?["oneOf"] is JsonArray either)
        {
            return either.SelectMany(one => Names(one, document, within)).Distinct();
        }

        return (schema?["properties"] as JsonObject ?? []).SelectMany(property => Names(property.Value, document, within) is var inner && inner.Any()
            ? inner.Select(name => $"{property.Key}.{name}")
            : [property.Key]);
    }
}
