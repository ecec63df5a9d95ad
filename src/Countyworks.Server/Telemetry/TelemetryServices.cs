using Countyworks.Core.Modules;
using Countyworks.Data.Telemetry;
using Countyworks.Server.Health;
using NodaTime;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Countyworks.Server.Telemetry;

/// <summary>What tells how the server does: lines, numbers, traces.</summary>
public static class TelemetryServices
{
    /// <summary>
    /// Adds it. Whoever serves writes lines to standard output; everybody else says what is wrong on the error stream, for the output is what a verb was asked for.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <param name="folder">Whose settings say what goes where.</param>
    /// <param name="writesLines">Whether every request and command has its line.</param>
    public static void AddTelemetry(this WebApplicationBuilder builder, DataFolder folder, bool writesLines)
    {
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        if (writesLines)
        {
            builder.Logging.ClearProviders().AddFilter("Countyworks", LogLevel.Information);
            builder.Services.AddSingleton<ILoggerProvider>(provider => new LineLog(provider.GetRequiredService<IClock>()));
        }
        else
        {
            builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        }

        var settings = folder.Section<TelemetrySettings>("telemetry");
        builder.Services.AddSingleton(settings).AddSingleton<Measures>().AddSingleton<MetricsText>().AddSingleton<MetricsEndpoint>().AddSingleton<Readiness>();
        builder.Services.AddHostedService<Gauges>();
        if (settings.Otlp is { } address)
        {
            Send(builder.Services, settings, otlp => otlp.Endpoint = address);
        }
    }

    private static void Send(IServiceCollection services, TelemetrySettings settings, Action<OtlpExporterOptions> to) => services.AddOpenTelemetry()
        .ConfigureResource(resource => resource.AddService("countyworks", serviceVersion: typeof(TelemetryServices).Assembly.GetName().Version!.ToString(3)))
        .WithTracing(traces => traces.AddSource(Measures.Name).SetSampler(new TraceIdRatioBasedSampler(settings.TraceShare)).AddOtlpExporter(to))
        .WithMetrics(metrics => metrics.AddMeter(Measures.Name, "System.Runtime").AddOtlpExporter(to));
}
