using System.Globalization;
using Countyworks.Core.Modules;
using Countyworks.Core.Secrets;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Migrations;
using Countyworks.Data.Secrets;
using Countyworks.Data.Writing;
using Countyworks.Server.Demo;
using Countyworks.Server.Hosting;
using Countyworks.Server.Telemetry;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Benchmarks;

/// <summary>The smallest answer again, behind what the product puts before every request: where it comes from, headers, the watches with their counts, and a limit that counts the call.</summary>
internal static class WatchedServer
{
    /// <summary>What of the product stands before the answer.</summary>
    public const string Argument = "--watched", Lines = "--lines";

    public static async Task RunAsync(int port, bool writesLines, IClock clock)
    {
        var data = Directory.CreateTempSubdirectory("countyworks-bench-").FullName;
        var (settings, folder) = (new HostSettings(new DistrictCode(int.Parse(DemoDistrict.Code, CultureInfo.InvariantCulture)), data, "") { RunsWorkers = false }, new DataFolder(data));
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.AddTelemetry(folder, writesLines);
        builder.Services.AddSingleton(settings).AddSingleton(folder).AddSingleton(clock).AddSingleton(_ => settings.OpenDatabase(CountyHost.Parts)).AddSingleton<Writer>();
        builder.Services.AddSingleton<KeyRing>().AddSingleton<ISecrets>(provider => provider.GetRequiredService<KeyRing>()).AddSingleton<KeptWindows>().AddUi([]);
        var app = builder.Build();
        new Migrator(app.Services.GetRequiredService<Database>()).Apply();
        app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor });
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<RequestWatch>();
        app.UseMiddleware<SecurityWatch>();
        app.UseRouting();
        app.UseMiddleware<CallGate>();
        app.MapGet(BareServer.Path, () => TypedResults.Json(new { Ok = true })).Limited(CallLimit.Sparing);
        await app.RunAsync($"http://127.0.0.1:{port}");
    }
}
