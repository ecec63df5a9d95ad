using Countyworks.Core;
using Countyworks.Core.Matters;
using Countyworks.Core.Modules;
using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Core.SignIn;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Data;
using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Execution;
using Countyworks.Neighbourhood;
using Countyworks.Server.Health;
using Countyworks.Server.Telemetry;
using Countyworks.Ui;
using Microsoft.AspNetCore.HttpOverrides;
using NodaTime;

namespace Countyworks.Server.Hosting;

/// <summary>Puts the house together: one list of modules, their services and their routes.</summary>
public static class CountyHost
{
    /// <summary>The modules, in the order in which their tables are made.</summary>
    public static readonly IReadOnlyList<Module> Modules = [CoreModule.Module, NeighbourhoodModule.Module, ExecutionModule.Module];

    /// <summary>What the modules add to the store.</summary>
    public static readonly IReadOnlyList<DataPart> Parts = [StoreModule.Part, .. Modules.Select(m => m.Store)];

    /// <summary>What a county may set: of every kind of matter the clock and how long personal data is kept, and what modules declare.</summary>
    public static readonly IReadOnlyList<DeclaredSetting> DeclaredSettings =
    [
        .. Modules.SelectMany(m => m.Kinds).Select(kind => DeclaredSetting.Of(MatterRules.SettingOf(kind), kind.Clock, rule => ClockSetting.Wrong(kind, rule))),
        .. Modules.SelectMany(m => m.Kinds).Select(kind => DeclaredSetting.Of(Retention.SettingOf(kind), kind.Retention, kept => kept.Wrong())),
        .. Modules.SelectMany(m => m.Settings),
    ];

    /// <summary>The server of one district, not started yet.</summary>
    /// <param name="settings">Where it lives.</param>
    /// <param name="clock">The clock; it enters here.</param>
    /// <param name="configure">Further services, for tests.</param>
    public static WebApplication Build(HostSettings settings, IClock clock, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // Names the list of scripts and styles, also when a test is the program.
            ApplicationName = typeof(CountyHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.UseKestrelHttpsConfiguration();
        var (services, folder) = (builder.Services, new DataFolder(settings.Data));
        builder.AddTelemetry(folder, settings.WritesLines);
        builder.WebHost.ConfigureKestrel(settings.Door.Apply);
        services.AddSingleton(settings);
        services.AddSingleton(folder);
        services.AddSingleton(clock);
        services.AddSingleton(_ => settings.OpenDatabase(Parts));
        services.AddSingleton<Writer>();
        services.AddScoped(provider => provider.GetRequiredService<Database>().Read());
        services.AddStoreWorkers(Modules.SelectMany(m => m.Jobs), settings.RunsWorkers);
        services.AddRequestTimeouts(options => options.DefaultPolicy = new() { Timeout = settings.Door.LongestAnswer });
        services.AddSingleton(Modules);
        services.AddSingleton(DeclaredSettings);
        services.AddUi(Modules.SelectMany(m => m.TextSources).Select(source => new TextSource(source.Assembly, source.BaseName)));
        services.ConfigureHttpJsonOptions(json =>
        {
            Json.Configure(json.SerializerOptions);
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
        });

        // What can't be read reaches the one place that answers it, with the reason.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        ApiDocument.Add(services);
        AddModules(services);
        if (settings.RunsWorkers)
        {
            services.AddHostedService<KeepingWindows>();
        }

        configure?.Invoke(builder);
        var app = builder.Build();
        UseDoor(app, settings);
        app.MapStaticAssets().Open();
        PreferenceEndpoints.Map(app.MapGroup("").Open());
        ApiDocument.Map(app);
        HealthEndpoints.Map(app);
        MetricsEndpoint.Map(app);
        foreach (var module in Modules)
        {
            module.Routes(app);
        }

        return app;
    }

    // What a request goes through, in this order: headers for whatever is answered; the reader's language before anything speaks; then who it is, whether too often, whether allowed.
    private static void UseDoor(WebApplication app, HostSettings settings)
    {
        app.UseForwardedHeaders(BelievedFrom(settings.Proxies));
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<RequestWatch>();
        app.UseMiddleware<LanguageMiddleware>();
        app.UseMiddleware<ErrorPages>();
        app.UseMiddleware<SecurityWatch>();
        app.UseRouting();
        app.UseRequestTimeouts();
        app.UseAuthentication();
        app.UseMiddleware<SignedInMiddleware>();
        app.UseMiddleware<FrameMiddleware>();
        app.UseMiddleware<CallGate>();
        app.UseMiddleware<NeedsMiddleware>();
        app.UseMiddleware<ApiGate>();
        app.UsePublicCaching();
        app.UseAntiforgery();
    }

    private static void AddModules(IServiceCollection services)
    {
        foreach (var module in Modules)
        {
            module.Services(services);
            foreach (var kind in module.Kinds)
            {
                services.AddSingleton(kind);
            }

            foreach (var tale in module.Tales)
            {
                services.AddSingleton(tale);
            }
        }
    }

    private static ForwardedHeadersOptions BelievedFrom(IReadOnlyList<string> proxies)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = proxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in proxies)
        {
            options.KnownProxies.Add(System.Net.IPAddress.Parse(proxy));
        }

        return options;
    }
}
