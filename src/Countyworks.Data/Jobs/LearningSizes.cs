using Countyworks.Data.Databases;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Data.Jobs;

/// <summary>Lets the query planner learn anew how large the tables have become: what it chose for an empty district is slow in a full one.</summary>
public static class LearningSizes
{
    /// <summary>The job.</summary>
    public static readonly Job Job = new("learning_sizes", Duration.FromDays(1), Run);

    private static Task Run(IServiceProvider services, Instant asOf, CancellationToken stopping)
    {
        services.GetRequiredService<Database>().LearnSizes();
        return Task.CompletedTask;
    }
}
