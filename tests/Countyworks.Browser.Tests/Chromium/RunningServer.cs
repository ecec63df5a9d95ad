using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Countyworks.Browser.Tests.Chromium;

/// <summary>
/// The product with its demo district, as <c>./countyworks demo</c> starts it; once a run, at the first question for its address.
/// A demo that is running already, named in COUNTYWORKS_SITE, spares the start while one works on the journeys themselves.
/// </summary>
public sealed class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(3);   // the launcher may have to build first

    private readonly Lazy<Task<Uri>> address;
    private readonly string data = Directory.CreateTempSubdirectory("countyworks-journeys-").FullName;
    private readonly ConcurrentQueue<string> said = new();
    private Process? process;

    public RunningServer() => address = new(() => Environment.GetEnvironmentVariable("COUNTYWORKS_SITE") is { Length: > 0 } running ? Task.FromResult(new Uri(running)) : Start());

    /// <summary>Where it answers.</summary>
    public Task<Uri> Address => address.Value;

    /// <summary>Ends it, with all that it wrote.</summary>
    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(data, recursive: true);
    }

    private async Task<Uri> Start()
    {
        var port = FreePort();
        var site = new Uri($"http://127.0.0.1:{port}");
        process = Process.Start(new ProcessStartInfo(Path.Combine(SourceTree.Root, "countyworks"),
            ["demo", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", data, "--fresh"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Answers(site, process);
        return site;
    }

    private async Task Answers(Uri site, Process running)
    {
        using var client = new HttpClient();
        var began = Stopwatch.GetTimestamp();
        while (!await IsReady(client, site))
        {
            if (running.HasExited || Stopwatch.GetElapsedTime(began) > patience)
                throw new InvalidOperationException($"./countyworks demo does not answer at {site}. It said:\n{string.Join('\n', said)}");
            await Task.Delay(50);
        }
    }

    private static async Task<bool> IsReady(HttpClient client, Uri site)
    {
        try
        {
            using var answer = await client.GetAsync(site);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;   // not listening yet
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
