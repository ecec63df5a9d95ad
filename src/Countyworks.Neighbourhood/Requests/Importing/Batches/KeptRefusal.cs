using System.Text.Json;
using Countyworks.Data;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Requests.Importing.Batches;

/// <summary>Refusals as they are kept: by code, so that each reader reads them in their own language.</summary>
internal static class KeptRefusal
{
    public static string Write(Refusal refusal) => JsonSerializer.Serialize(
        new Kept(refusal.Code, refusal.Field, [.. refusal.Arguments.Select(a => new Argument(a.Key, JsonSerializer.SerializeToElement(a.Value, Json.Options)))]), Json.Options);

    public static Refusal Read(string json)
    {
        var kept = JsonSerializer.Deserialize<Kept>(json, Json.Options)!;
        return kept.Arguments.Aggregate(new Refusal(kept.Code, kept.Column), (refusal, argument) =>
            refusal.With(argument.Name, argument.Value is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : argument.Value.ToString()));
    }

    private sealed record Kept(string Code, string? Column, IReadOnlyList<Argument> Arguments);

    private sealed record Argument(string Name, JsonElement Value);
}
