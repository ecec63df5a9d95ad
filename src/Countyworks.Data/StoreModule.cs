using Countyworks.Data.Jobs;
using Countyworks.Data.Journal;
using Countyworks.Data.Outbox;
using Countyworks.Data.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Data;

/// <summary>The store's own tables: always the first part.</summary>
public static class StoreModule
{
    /// <summary>The part.</summary>
    public static readonly DataPart Part = new(
        "data",
        typeof(StoreModule).Assembly,
        tables =>
        {
            tables.Entity<FactRow>().ToTable("fact").HasKey(f => f.Seq);
            tables.Entity<Series>().HasKey(s => s.Name);
            tables.Entity<Answer>().HasKey(a => a.Key);
            tables.Entity<Message>().Ignore(m => m.IsGivenUp);
            tables.Entity<Lease>().HasKey(l => l.Job);
        },
        []);

    /// <summary>Its background work.</summary>
    public static readonly IReadOnlyList<Job> Jobs = [OutboxTidying.Job, AnswerTidying.Job, LearningSizes.Job];

    /// <summary>The workers of a server: the runner of these and further jobs, and the courier of the outbox.</summary>
    /// <param name="services">Have the database, the writer and the clock already.</param>
    /// <param name="jobs">The modules' jobs.</param>
    /// <param name="isRunning">Whether they start with the server; tests run them by hand instead.</param>
    public static IServiceCollection AddStoreWorkers(this IServiceCollection services, IEnumerable<Job> jobs, bool isRunning)
    {
        services.AddSingleton<IReadOnlyList<Job>>([.. Jobs, .. jobs]);
        services.AddSingleton<JobRunner>();
        services.AddSingleton<Courier>();
        if (isRunning)
        {
            services.AddHostedService(provider => provider.GetRequiredService<JobRunner>());
            services.AddHostedService(provider => provider.GetRequiredService<Courier>());
        }

        return services;
    }
}
