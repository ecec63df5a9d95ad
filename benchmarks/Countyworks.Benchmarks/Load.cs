using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using HdrHistogram;

namespace Countyworks.Benchmarks;

/// <summary>What came of loading one address.</summary>
/// <param name="Name">What was asked for.</param>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="P50">Half of the answers came within this, in milliseconds.</param>
/// <param name="P95">95 % did.</param>
/// <param name="P99">99 % did.</param>
/// <param name="Failed">Answers that were no success.</param>
internal sealed record Measured(string Name, double PerSecond, double P50, double P95, double P99, long Failed);

/// <summary>Connections that ask as fast as they are answered.</summary>
internal static partial class Load
{
    /// <summary>How many, unless told otherwise.</summary>
    public const int Connections = 16;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    private const double TicksOfMillisecond = TimeSpan.TicksPerMillisecond;

    /// <summary>The cookies of somebody of the demo who signs in, as a header.</summary>
    public static async Task<string> SignInAsync(Uri server, string user, string password)
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = server };
        var page = await http.GetStringAsync("/sign-in");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = user, ["password"] = password, ["__RequestVerificationToken"] = Token().Match(page).Groups["token"].Value });
        using var answer = await http.PostAsync("/sign-in", form);
        return answer.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther
            ? $"Cookie: {cookies.GetCookieHeader(server)}\r\n"
            : throw new InvalidOperationException($"{user} cannot sign in: {answer.StatusCode}.");
    }

    /// <summary>Loads, warms up first, and measures.</summary>
    /// <param name="name">What it is called in the report.</param>
    /// <param name="server">Where.</param>
    /// <param name="ask">The bytes of the n-th request.</param>
    /// <param name="seconds">How long, after five seconds of warming up.</param>
    /// <param name="connections">How many at once.</param>
    public static async Task<Measured> RunAsync(string name, Uri server, Func<int, byte[]> ask, int seconds, int connections = Connections)
    {
        var clients = Enumerable.Range(0, connections).Select(_ => new WireClient(server)).ToList();
        var asked = 0;
        await For(WarmUp, clients, () => ask(Interlocked.Increment(ref asked)), null);
        var histogram = new LongConcurrentHistogram(1, TimeSpan.TicksPerMinute, 3);
        var watch = Stopwatch.StartNew();
        var failed = await For(TimeSpan.FromSeconds(seconds), clients, () => ask(Interlocked.Increment(ref asked)), histogram);
        var elapsed = watch.Elapsed.TotalSeconds;
        clients.ForEach(client => client.Dispose());
        double At(double percentile) => histogram.GetValueAtPercentile(percentile) / TicksOfMillisecond;
        return new Measured(name, histogram.TotalCount / elapsed, At(50), At(95), At(99), failed);
    }

    private static async Task<long> For(TimeSpan time, IReadOnlyList<WireClient> clients, Func<byte[]> ask, LongConcurrentHistogram? histogram)
    {
        var (watch, failed) = (Stopwatch.StartNew(), 0L);
        await Task.WhenAll(clients.Select(client => Task.Run(async () =>
        {
            while (watch.Elapsed < time)
            {
                var request = ask();
                var began = Stopwatch.GetTimestamp();
                var status = await client.Ask(request);
                histogram?.RecordValue(Math.Max(1, Stopwatch.GetElapsedTime(began).Ticks));
                if (status is < 200 or > 299)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        })));
        return failed;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
