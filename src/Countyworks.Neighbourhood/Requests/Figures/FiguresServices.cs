using Countyworks.Core.Indicators;
using Countyworks.Core.Web;
using Countyworks.Data.Databases;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Figures;

/// <summary>What the figures of requests need.</summary>
public static class FiguresServices
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddRequestFigures(this IServiceCollection services) => services
        .AddSingleton(provider => new IndicatorCube(provider.GetRequiredService<Database>(), provider.GetRequiredService<IClock>(), RequestCounts.Indicator))
        .AddSingleton(provider =>
        {
            var clock = provider.GetRequiredService<IClock>();
            return new Cached<OverdueNow>(provider.GetRequiredService<Database>(), clock, db => OverdueNow.Read(db, clock.GetCurrentInstant()));
        })
        .AddSingleton<RequestFigures>()
        .AddSingleton<FiguresReading>();
}
