using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Countyworks.Crash.Tests.Machines;

/// <summary>Callers who file requests, from an address each.</summary>
/// <param name="name">Begins their keys.</param>
internal sealed class Filers(string name = "caller") : Callers(name)
{
    private string? place;

    /// <inheritdoc/>
    public override async Task LookUp(Uri server)
    {
        using var http = new HttpClient { BaseAddress = server };
        place = (string?)(await http.GetFromJsonAsync<JsonNode>("/api/v1/places?q=" + Uri.EscapeDataString("苏园路社区")))!.AsArray()[0]!["id"];
    }

    /// <inheritdoc/>
    protected override HttpRequestMessage Wish(string key, int number) => new(HttpMethod.Post, "/api/v1/requests")
    {
        Content = JsonContent.Create(new { Text = $"路灯不亮 {key}", PlaceId = place }),
        Headers = { { "Idempotency-Key", key }, { "X-Forwarded-For", $"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}" } },
    };

    /// <inheritdoc/>
    protected override string NumberIn(JsonNode answer) => (string)answer["number"]!;
}
