using Countyworks.Data.Databases;
using Countyworks.Data.Migrations;
using NodaTime;

namespace Countyworks.Server.Hosting;

/// <summary>Serves a district: migrates it, prepares it, and answers until the process is told to stop.</summary>
public static class Serving
{
    /// <summary>Runs the server.</summary>
    /// <param name="settings">Where the district lives.</param>
    /// <param name="clock">The clock; it enters here.</param>
    /// <param name="prepare">What is done after migrating and before the first answer; returns whether to go on.</param>
    /// <param name="ready">Called with the addresses once it listens.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task RunAsync(
        HostSettings settings, IClock clock, Func<IServiceProvider, Task> prepare, Action<IEnumerable<string>> ready, CancellationToken cancellation)
    {
        await using var app = CountyHost.Build(settings, clock);
        new Migrator(app.Services.GetRequiredService<Database>()).Apply();
        await prepare(app.Services);
        await app.StartAsync(cancellation);
        ready(app.Urls);
        await app.WaitForShutdownAsync(cancellation);
    }
}
