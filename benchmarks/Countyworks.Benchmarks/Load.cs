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

/// <summary>Sixteen connections that ask as fast as they are answered.</summary>
internal static partial class Load
{
    public const int Connections = 16;
    private const double TicksOfMillisecond = TimeSpan.TicksPerMillisecond;

    /// <summary>A client that keeps its connections and cookies.</summary>
    public static HttpClient Client(Uri server) => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = Connections, CookieContainer = new CookieContainer(), AllowAutoRedirect = false, UseProxy = false,
    })
    { BaseAddress = server };

    /// <summary>Signs in as somebody of the demo.</summary>
    public static async Task SignInAsync(HttpClient http, string user, string password)
    {
        var page = await http.GetStringAsync("/sign-in");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = user, ["password"] = password, ["__RequestVerificationToken"] = Token().Match(page).Groups["token"].Value });
        using var answer = await http.PostAsync("/sign-in", form);
        if (answer.StatusCode is not (HttpStatusCode.Found or HttpStatusCode.SeeOther))
        {
            throw new InvalidOperationException($"{user} cannot sign in: {answer.StatusCode}.");
        }
    }

    /// <summary>Loads, warms up first, and measures.</summary>
    public static async Task<Measured> RunAsync(string name, HttpClient http, Func<int, HttpRequestMessage> ask, int seconds)
    {
        await For(TimeSpan.FromSeconds(seconds / 2.0), http, ask, null);
        var histogram = new LongConcurrentHistogram(1, TimeSpan.TicksPerMinute, 3);
        var watch = Stopwatch.StartNew();
        var failed = await For(TimeSpan.FromSeconds(seconds), http, ask, histogram);
        double At(double percentile) => histogram.GetValueAtPercentile(percentile) / TicksOfMillisecond;
        return new Measured(name, histogram.TotalCount / watch.Elapsed.TotalSeconds, At(50), At(95), At(99), failed);
    }

    private static async Task<long> For(TimeSpan time, HttpClient http, Func<int, HttpRequestMessage> ask, LongConcurrentHistogram? histogram)
    {
        var (watch, asked, failed) = (Stopwatch.StartNew(), 0, 0L);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < time)
            {
                using var request = ask(Interlocked.Increment(ref asked));
                var began = Stopwatch.GetTimestamp();
                using var answer = await http.SendAsync(request);
                histogram?.RecordValue(Math.Max(1, Stopwatch.GetElapsedTime(began).Ticks));
                if (!answer.IsSuccessStatusCode)
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
