using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Countyworks.Benchmarks;

/// <summary>A server in a process of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;

    private ServerProcess(Process process, Uri address, TimeSpan firstPage) => (this.process, Address, FirstPage) = (process, address, firstPage);

    public Uri Address { get; }

    /// <summary>From the start of the process to its first whole page.</summary>
    public TimeSpan FirstPage { get; }

    /// <summary>What it holds in memory now.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Starts a program on a free port.</summary>
    /// <param name="program">The dll.</param>
    /// <param name="page">The page that is asked for until it comes.</param>
    /// <param name="arguments">What it is given; <c>PORT</c> stands for the port.</param>
    public static async Task<ServerProcess> StartAsync(string program, string page, params string[] arguments)
    {
        var port = FreePort().ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("dotnet", [program, .. arguments.Select(a => a.Replace("PORT", port, StringComparison.Ordinal))]) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in new[] { ("DOTNET_GCgen0size", "2000000"), ("MALLOC_ARENA_MAX", "2") })
        {
            start.Environment[name] = value;   // as ./countyworks and the service start it
        }

        var watch = Stopwatch.StartNew();
        var child = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        child.OutputDataReceived += (_, _) => { };
        child.BeginOutputReadLine();
        var address = new Uri($"http://127.0.0.1:{port}");
        using var http = new HttpClient { BaseAddress = address };
        while (!await Answers(http, page))
        {
            if (child.HasExited || watch.Elapsed > TimeSpan.FromMinutes(1))
            {
                throw new InvalidOperationException($"{program} does not answer.");
            }

            await Task.Delay(10);
        }

        return new ServerProcess(child, address, watch.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<bool> Answers(HttpClient http, string page)
    {
        try
        {
            using var answer = await http.GetAsync(page);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
