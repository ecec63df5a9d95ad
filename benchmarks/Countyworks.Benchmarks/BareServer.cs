using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Countyworks.Benchmarks;

/// <summary>The measure of the machine: the smallest answers the platform can give, from a process of its own.</summary>
internal static class BareServer
{
    /// <summary>A small object.</summary>
    public const string Path = "/bare";

    /// <summary>What was sent, read and sent back.</summary>
    public const string EchoPath = "/echo";

    public static Task RunAsync(int port)
    {
        // The platform watches the files of its root; the working directory is where the databases lie.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        app.MapGet(Path, () => TypedResults.Json(new { Ok = true }));
        app.MapPost(EchoPath, (Sent sent) => TypedResults.Json(sent));
        return app.RunAsync($"http://127.0.0.1:{port}");
    }

    private sealed record Sent(string Text, string PlaceId);
}
