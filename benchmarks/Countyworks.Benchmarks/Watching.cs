namespace Countyworks.Benchmarks;

/// <summary>What the smallest answer costs behind the product's telemetry, limits and headers, each in a process of its own.</summary>
/// <param name="Bare">Answers a second without.</param>
/// <param name="Watched">Behind them, without a line of the log.</param>
/// <param name="WithLines">And with a line a request.</param>
internal sealed record Watching(double Bare, double Watched, double WithLines)
{
    // So many callers that each stays below its limit, and so few that the window need forget none of them.
    private const int Addresses = 1 << 14;

    public static async Task<Watching> MeasureAsync(int seconds) => new(
        await RateAsync(seconds, "--bare", "PORT"),
        await RateAsync(seconds, WatchedServer.Argument, "PORT"),
        await RateAsync(seconds, WatchedServer.Argument, "PORT", WatchedServer.Lines));

    private static async Task<double> RateAsync(int seconds, params string[] arguments)
    {
        await using var server = await ServerProcess.StartAsync(typeof(Watching).Assembly.Location, BareServer.Path, arguments);
        byte[][] requests = [.. Enumerable.Range(0, Addresses).Select(i => WireClient.Request(server.Address, "GET", BareServer.Path, Measuring.Somebody(i)))];
        var measured = await Load.RunAsync(arguments[^1], server.Address, i => requests[i % requests.Length], seconds);
        return measured.Failed == 0 ? measured.PerSecond : throw new InvalidOperationException($"{measured.Failed} of {arguments[0]} failed.");
    }
}
