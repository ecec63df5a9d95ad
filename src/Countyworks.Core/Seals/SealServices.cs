using Countyworks.Core.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Core.Seals;

/// <summary>What sealing needs.</summary>
public static class SealServices
{
    /// <summary>Adds it; the host has given the <see cref="DataFolder"/>.</summary>
    public static IServiceCollection AddSeals(this IServiceCollection services) => services
        .AddSingleton(provider => provider.GetRequiredService<DataFolder>().Section<SealSettings>("seals"))
        .AddSingleton<SealKeys>()
        .AddSingleton<Sealer>()
        .AddSingleton<SealReading>();
}
