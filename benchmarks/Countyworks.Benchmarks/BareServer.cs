using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Countyworks.Benchmarks;

/// <summary>The measure of the machine: the smallest answer the platform can give, from a process of its own.</summary>
internal static class BareServer
{
    public const string Path = "/bare";

    public static Task RunAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        app.MapGet(Path, () => TypedResults.Json(new { Ok = true }));
        return app.RunAsync($"http://127.0.0.1:{port}");
    }
}
