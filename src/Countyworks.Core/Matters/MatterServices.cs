using Countyworks.Data.Databases;
using Countyworks.Data.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Core.Matters;

/// <summary>What reading and deciding about matters needs.</summary>
public static class MatterServices
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddMatters(this IServiceCollection services) => services
        .AddSingleton(provider => new FactKinds(provider.GetRequiredService<Database>().Parts))
        .AddSingleton<MatterRules>()
        .AddSingleton<TimelineReader>();
}
