using System.Text.Json.Nodes;
using Countyworks.Tests.House;

namespace Countyworks.Tests.Requests.Open311;

/// <summary>
/// Checks payloads against the JSON schemas that the Open311 community publishes: as much of JSON Schema as those use. Their licence is not stated,
/// so they are read from a folder beside the repository (or the one named in COUNTYWORKS_OPEN311_SCHEMA), and the tests are skipped where there is none.
/// </summary>
internal static class SchemaCheck
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("COUNTYWORKS_OPEN311_SCHEMA")
        ?? Above(Repository.Root).Select(folder => Path.Combine(folder, "shared", "data", "open311", "schema")).FirstOrDefault(Directory.Exists) ?? "";

    /// <summary>Why the schemas can't be used; null when they can.</summary>
    public static string? WhyNot => Directory.Exists(Folder) ? null : "The schemas of Open311 are not here: name their folder in COUNTYWORKS_OPEN311_SCHEMA.";

    /// <summary>What of a payload breaks a schema; empty when nothing does.</summary>
    public static IReadOnlyList<string> Wrong(string schema, JsonNode? payload) => [.. Check(Load(schema), payload, "$")];

    private static IEnumerable<string> Above(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            yield return at;
        }
    }

    private static JsonObject Load(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name)))!.AsObject();

    private static IEnumerable<string> Check(JsonObject schema, JsonNode? value, string at)
    {
        if (schema["$ref"] is { } reference)
        {
            return Check(Load(reference.ToString()), value, at);
        }

        if (schema["anyOf"] is JsonArray choices)
        {
            return choices.Any(choice => !Check(choice!.AsObject(), value, at).Any()) ? [] : [$"{at}: none of the allowed forms: {value?.ToJsonString()}"];
        }

        var wrong = new List<string>();
        if (schema["type"]?.ToString() is { } type && TypeOf(value) != type && !(type == "number" && TypeOf(value) == "integer"))
        {
            wrong.Add($"{at}: {TypeOf(value)} instead of {type}");
        }

        if (schema["enum"] is JsonArray allowed && !allowed.Any(a => a!.ToString() == value?.ToString()))
        {
            wrong.Add($"{at}: {value} is none of {allowed.ToJsonString()}");
        }

        if (schema["maxLength"] is { } most && value?.ToString().Length > (int)most)
        {
            wrong.Add($"{at}: longer than {most}");
        }

        if (schema["format"]?.ToString() is "date-time" && value is not null && !DateTimeOffset.TryParseExact(value.ToString(), "yyyy-MM-dd'T'HH:mm:ssK", null, System.Globalization.DateTimeStyles.None, out _))
        {
            wrong.Add($"{at}: {value} is no time");
        }

        wrong.AddRange((schema["required"]?.AsArray() ?? []).Where(r => value is JsonObject fields && !fields.ContainsKey(r!.ToString())).Select(r => $"{at}: {r} is missing"));
        wrong.AddRange((schema["properties"]?.AsObject() ?? []).Where(p => value is JsonObject fields && fields.ContainsKey(p.Key)).SelectMany(p => Check(p.Value!.AsObject(), value![p.Key], $"{at}.{p.Key}")));
        wrong.AddRange(value is JsonArray items && schema["items"] is JsonObject each ? items.SelectMany((item, i) => Check(each, item, $"{at}[{i}]")) : []);
        return wrong;
    }

    private static string TypeOf(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        JsonValue scalar when scalar.TryGetValue<bool>(out _) => "boolean",
        JsonValue scalar when scalar.GetValueKind() == System.Text.Json.JsonValueKind.Number => scalar.ToJsonString().Contains('.', StringComparison.Ordinal) ? "number" : "integer",
        _ => "string",
    };
}
