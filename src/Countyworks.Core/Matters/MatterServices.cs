using Countyworks.Core.Files;
using Countyworks.Core.Matters.Pages.DoDeed;
using Countyworks.Core.Matters.Pages.Inbox;
using Countyworks.Core.Matters.Pages.OneMatter;
using Countyworks.Data.Databases;
using Countyworks.Data.Journal;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Core.Matters;

/// <summary>What reading and deciding about matters needs, and the pages that every kind has.</summary>
public static class MatterServices
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddMatters(this IServiceCollection services) => services
        .AddSingleton(provider => new FactKinds(provider.GetRequiredService<Database>().Parts))
        .AddSingleton<MatterRules>()
        .AddSingleton<TimelineReader>()
        .AddSingleton<MatterReader>()
        .AddSingleton<InboxReader>()
        .AddSingleton<DeedReader>()
        .AddSingleton<DeedDoer>();

    /// <summary>Maps the pages.</summary>
    public static void MapMatters(this IEndpointRouteBuilder routes)
    {
        InboxEndpoints.Map(routes);
        MatterEndpoints.MapAnyKind(routes);
        var limits = routes.ServiceProvider.GetRequiredService<FileLimits>();
        foreach (var kind in routes.ServiceProvider.GetServices<MatterKind>())
        {
            MatterEndpoints.Map(routes, kind);
            DeedEndpoints.Map(routes, kind, limits);
        }
    }
}
