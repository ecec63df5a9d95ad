using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Countyworks.Crash.Tests.Machines;

/// <summary>
/// Callers who file requests as fast as they are answered, each with a key of its own; whoever gets no answer asks again with the same key.
/// What was acknowledged is written down here, outside the process that is killed.
/// </summary>
/// <param name="name">Begins their keys.</param>
internal sealed class Callers(string name = "caller")
{
    private const int AtOnce = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<string> unanswered = new();
    private int made;
    private string? place;

    /// <summary>The key of each request that was acknowledged, with the number it got.</summary>
    public ConcurrentDictionary<string, string> Acknowledged { get; } = new();

    /// <summary>The answers that were no success, by status.</summary>
    public ConcurrentDictionary<HttpStatusCode, int> Refused { get; } = new();

    /// <summary>What got two different numbers.</summary>
    public ConcurrentBag<string> Doubled { get; } = [];

    /// <summary>Looks up the place where it all is.</summary>
    public async Task LookUp(Uri server)
    {
        using var http = new HttpClient { BaseAddress = server };
        place = (string?)(await http.GetFromJsonAsync<JsonNode>("/api/v1/places?q=" + Uri.EscapeDataString("苏园路社区")))!.AsArray()[0]!["id"];
    }

    /// <summary>Files until told to stop or the server is gone.</summary>
    public async Task File(Uri server, Func<bool> goOn)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(20) };
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            while (goOn())
                await FileOne(http);
        })));
    }

    /// <summary>Waits until one more is acknowledged: a server that has just started answers its first slowly, and killing it before proves little.</summary>
    public async Task AreAnswered()
    {
        var (before, began) = (Acknowledged.Count, Stopwatch.GetTimestamp());
        while (Acknowledged.Count == before && Stopwatch.GetElapsedTime(began) < Patience)
            await Task.Delay(5);
    }

    /// <summary>Asks again for whatever is still without an answer.</summary>
    public async Task AskAgain(Uri server)
    {
        var left = unanswered.Count;
        await File(server, () => Interlocked.Decrement(ref left) >= 0);
    }

    private async Task FileOne(HttpClient http)
    {
        var key = unanswered.TryDequeue(out var again) ? again : $"{name}-{Interlocked.Increment(ref made)}";
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/requests") { Content = JsonContent.Create(new { Text = $"路灯不亮 {key}", PlaceId = place }) };
            request.Headers.Add("Idempotency-Key", key);
            request.Headers.Add("X-Forwarded-For", AddressOf(key));
            using var answer = await http.SendAsync(request);
            if (answer.StatusCode != HttpStatusCode.Created)
            {
                Refused.AddOrUpdate(answer.StatusCode, 1, (_, times) => times + 1);
                unanswered.Enqueue(key);
                return;
            }

            var number = (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["number"]!;
            if (Acknowledged.GetOrAdd(key, number) != number)
                Doubled.Add(key);
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or SocketException or TaskCanceledException)
        {
            unanswered.Enqueue(key);   // whether it was done is not known
        }
    }

    private static string AddressOf(string key)
    {
        var number = int.Parse(key.AsSpan(key.IndexOf('-') + 1), CultureInfo.InvariantCulture);
        return $"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}";
    }
}
