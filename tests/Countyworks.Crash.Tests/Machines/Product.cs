using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Countyworks.Crash.Tests.Machines;

/// <summary>A district of its own, and the product serving it as it is installed, in a process that may be killed.</summary>
internal sealed class Product : IAsyncDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<string> said = new();
    private readonly IReadOnlyDictionary<string, string> environment;
    private Process? process;

    private Product(string data, string? postgres, IReadOnlyDictionary<string, string> environment) => (Data, Postgres, this.environment) = (data, postgres, environment);

    /// <summary>Its folder.</summary>
    public string Data { get; }

    /// <summary>Its PostgreSQL database; null on SQLite.</summary>
    public string? Postgres { get; }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:1");

    /// <summary>What it said.</summary>
    public string Said => string.Join('\n', said);

    private static string Program => Path.Combine(SourceTree.Root, ".build", "app", "countyworks.dll");

    /// <summary>Founds a district; a proxy on this machine is believed, so that each caller may have an address of its own.</summary>
    /// <param name="postgres">A connection string; null for SQLite.</param>
    /// <param name="data">The folder; null for one that is made.</param>
    /// <param name="environment">What the server finds in its environment.</param>
    public static async Task<Product> Founded(string? postgres = null, string? data = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var product = new Product(data ?? Directory.CreateTempSubdirectory("countyworks-crash-").FullName, postgres, environment ?? new Dictionary<string, string>());
        var (code, words) = await product.Run(["init", "--data", product.Data, .. product.Database]);
        Assert.True(code == 0, words);
        var settings = Path.Combine(product.Data, "countyworks.json");
        var json = JsonNode.Parse(await File.ReadAllTextAsync(settings))!;
        json["proxies"] = new JsonArray("127.0.0.1");
        await File.WriteAllTextAsync(settings, json.ToJsonString());
        return product;
    }

    /// <summary>Starts the server and waits until it answers.</summary>
    public async Task Start()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        process = Begin(["serve", "--data", Data, "--urls", Address.ToString(), .. Database], environment);
        using var http = new HttpClient();
        var began = Stopwatch.GetTimestamp();
        while (!await Answers(http, Address))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(began) > patience)
                throw new InvalidOperationException($"The server does not answer. It said:\n{Said}");
            await Task.Delay(20);
        }
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Runs a verb to its end.</summary>
    public async Task<(int Code, string Words)> Run(params string[] words)
    {
        using var verb = Begin(words, new Dictionary<string, string>());
        await verb.WaitForExitAsync();
        return (verb.ExitCode, Said);
    }

    /// <summary>Checks journal and books, as whoever runs it would.</summary>
    public Task<(int Code, string Words)> Verify() => Run(["verify", "--data", Data, .. Database]);

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await Kill();
        Directory.Delete(Data, recursive: true);
    }

    private string[] Database => Postgres is null ? [] : ["--database", Postgres];

    private Process Begin(string[] words, IReadOnlyDictionary<string, string> with)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. words]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in with)
            start.Environment[name] = value;
        var begun = Process.Start(start)!;
        begun.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        begun.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        begun.BeginOutputReadLine();
        begun.BeginErrorReadLine();
        return begun;
    }

    private static async Task<bool> Answers(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(address, "/api/v1/categories"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;   // not listening yet
        }
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
