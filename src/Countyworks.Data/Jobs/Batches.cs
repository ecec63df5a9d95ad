using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Countyworks.Data.Jobs;

/// <summary>Much work of a job, done as many small commands, so that those of people come between.</summary>
public static class Batches
{
    /// <summary>Runs a command until it finds less to do than it may do at once.</summary>
    /// <param name="services">Have the writer.</param>
    /// <param name="command">Its name.</param>
    /// <param name="asOf">The moment the job is run for.</param>
    /// <param name="limit">The most that one does.</param>
    /// <param name="batch">Does at most that, and answers how many it did.</param>
    /// <param name="stopping">Stops between two.</param>
    public static async Task Run(IServiceProvider services, string command, Instant asOf, int limit, Func<Change, Outcome<int>> batch, CancellationToken stopping)
    {
        var writer = services.GetRequiredService<Writer>();
        int done;
        do
        {
            stopping.ThrowIfCancellationRequested();
            done = (await writer.Run(new Envelope(command, Actor.System, asOf), batch, stopping)).Value;
        }
        while (done == limit);
    }
}
