using Countyworks.Core.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Core.Files;

/// <summary>What taking in and handing out files needs.</summary>
public static class FileServices
{
    /// <summary>Adds it; the host has given the <see cref="DataFolder"/>.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services) => services
        .AddSingleton(provider => provider.GetRequiredService<DataFolder>().Section<FileLimits>("files"))
        .AddSingleton<FileStore>()
        .AddSingleton<FileScanner>()
        .AddSingleton<FileIntake>();
}
