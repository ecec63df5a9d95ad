using Countyworks.Core.Web;
using Countyworks.Data.Databases;
using Countyworks.Data.Migrations;
using Countyworks.Server.Health;
using Countyworks.Server.Telemetry;
using NodaTime;

namespace Countyworks.Server.Hosting;

/// <summary>Serves a district: migrates it, prepares it, and answers until the process is told to stop.</summary>
public static class Serving
{
    private static readonly TimeSpan longestStop = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Runs the server. Told to stop, it first says so to whoever asks whether it is ready, for as long as its settings wish; then it closes its doors, finishes
    /// the requests inside and what was handed to the writer, and leaves the database in one piece: all within 20 seconds.
    /// </summary>
    /// <param name="settings">Where the district lives.</param>
    /// <param name="clock">The clock; it enters here.</param>
    /// <param name="prepare">What is done after migrating and before the first answer; returns whether to go on.</param>
    /// <param name="ready">Called with the addresses once it listens.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task RunAsync(
        HostSettings settings, IClock clock, Func<IServiceProvider, Task> prepare, Action<IEnumerable<string>> ready, CancellationToken cancellation)
    {
        await using var app = CountyHost.Build(settings, clock, builder =>
        {
            // The command line hears the signals; two who do would close the doors at once.
            builder.Services.AddSingleton<IHostLifetime, EndedByCaller>();
            builder.Services.AddHostedService<ServiceManager>();
            builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = longestStop);
        });
        var database = app.Services.GetRequiredService<Database>();
        // What every page reads takes a while to make: other processors do it while the doors are made.
        var modelled = Task.Run(database.MakeModel, CancellationToken.None);
        new Migrator(database).Apply();
        await prepare(app.Services);
        var taken = Task.WhenAll(app.Services.GetServices<ICached>().Select(cached => Task.Run(cached.Take, CancellationToken.None)).Append(modelled));
        await app.StartAsync(cancellation);
        await Task.WhenAll(taken, Task.Run(() => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.Count, CancellationToken.None));
        ready(app.Urls);
        ServiceManager.Say("READY=1");
        var settling = Settling.Settle(database, app.Lifetime.ApplicationStopping);
        await Ended(app.Lifetime, cancellation);
        ServiceManager.Say("STOPPING=1");
        var drain = TimeSpan.FromSeconds(app.Services.GetRequiredService<TelemetrySettings>().DrainSeconds);
        app.Services.GetRequiredService<Readiness>().Drain();
        await Task.Delay(drain, CancellationToken.None);
        using var rest = new CancellationTokenSource(longestStop - drain);
        await app.StopAsync(rest.Token);
        await settling;
    }

    // By the caller, or because a part of the server gave up.
    private static async Task Ended(IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stopped = lifetime.ApplicationStopping.Register(() => ended.TrySetResult());
        await using var cancelled = cancellation.Register(() => ended.TrySetResult());
        await ended.Task;
    }

    private sealed class EndedByCaller : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
