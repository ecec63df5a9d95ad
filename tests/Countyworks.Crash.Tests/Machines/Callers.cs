using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Countyworks.Crash.Tests.Machines;

/// <summary>
/// Callers who ask for something as fast as they are answered, each time with a key of its own; whoever gets no answer asks again with the same key.
/// What was acknowledged is written down here, outside the process that is killed.
/// </summary>
/// <param name="name">Begins their keys.</param>
internal abstract class Callers(string name)
{
    private const int AtOnce = 16, MostRounds = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<string> unanswered = new();
    private int made;

    /// <summary>The key of whatever was acknowledged, with the number it got.</summary>
    public ConcurrentDictionary<string, string> Acknowledged { get; } = new();

    /// <summary>The answers that were no success, by status.</summary>
    public ConcurrentDictionary<HttpStatusCode, int> Refused { get; } = new();

    /// <summary>What got two different numbers.</summary>
    public ConcurrentBag<string> Doubled { get; } = [];

    /// <summary>What they need to know before they begin.</summary>
    public abstract Task LookUp(Uri server);

    /// <summary>Ask until told to stop or the server is gone.</summary>
    public async Task Ask(Uri server, Func<bool> goOn)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(20) };
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            while (goOn())
                await AskOnce(http);
        })));
    }

    /// <summary>Waits until one more is acknowledged: a server that has just started answers its first slowly, and killing it before proves little.</summary>
    public async Task AreAnswered()
    {
        var (before, began) = (Acknowledged.Count, Stopwatch.GetTimestamp());
        while (Acknowledged.Count == before && Stopwatch.GetElapsedTime(began) < Patience)
            await Task.Delay(5);
    }

    /// <summary>Asks again for whatever is still without an answer; what rests on another may have to wait for it.</summary>
    public async Task AskAgain(Uri server)
    {
        for (var round = 0; round < MostRounds && !unanswered.IsEmpty; round++)
        {
            var left = unanswered.Count;
            await Ask(server, () => Interlocked.Decrement(ref left) >= 0);
        }
    }

    /// <summary>What they ask for.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="number">The number in the key.</param>
    protected abstract HttpRequestMessage Wish(string key, int number);

    /// <summary>The number in an answer.</summary>
    protected abstract string NumberIn(JsonNode answer);

    private async Task AskOnce(HttpClient http)
    {
        var key = unanswered.TryDequeue(out var again) ? again : $"{name}-{Interlocked.Increment(ref made)}";
        try
        {
            using var wish = Wish(key, int.Parse(key.AsSpan(key.IndexOf('-') + 1), CultureInfo.InvariantCulture));
            using var answer = await http.SendAsync(wish);
            if (!answer.IsSuccessStatusCode)
            {
                Refused.AddOrUpdate(answer.StatusCode, 1, (_, times) => times + 1);
                unanswered.Enqueue(key);
                return;
            }

            var number = NumberIn((await answer.Content.ReadFromJsonAsync<JsonNode>())!);
            if (Acknowledged.GetOrAdd(key, number) != number)
                Doubled.Add(key);
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or SocketException or TaskCanceledException)
        {
            unanswered.Enqueue(key);   // whether it was done is not known
        }
    }
}
