using System.Text.Json.Nodes;

namespace Countyworks.Crash.Tests.Machines;

/// <summary>
/// Callers who make entries in one ledger, all on the same few accounts: money comes in, is held, what was held is spent, what came in goes back. The key is the ledger's own.
/// </summary>
internal sealed class Bookkeepers() : Callers(Word)
{
    /// <summary>Begins their keys.</summary>
    public const string Word = "entry";

    /// <inheritdoc/>
    public override async Task LookUp(Uri server)
    {
        using var http = new HttpClient { BaseAddress = server };
        using var answer = await http.PostAsync(BookDoor.FoundPath, null);
        answer.EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    protected override HttpRequestMessage Wish(string key, int number) => new(HttpMethod.Post, $"{BookDoor.Path}?number={number}");

    /// <inheritdoc/>
    protected override string NumberIn(JsonNode answer) => answer["seq"]!.ToJsonString();
}
