using Countyworks.Data.Jobs;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Data.Outbox;

/// <summary>Forgets delivered messages: their bodies hold addresses and what was said, which nobody needs twice.</summary>
public static class OutboxTidying
{
    /// <summary>How long a delivered message is kept.</summary>
    public static readonly Duration KeptFor = Duration.FromDays(7);

    /// <summary>The job.</summary>
    public static readonly Job Job = new("outbox_tidying", Duration.FromHours(6), Run);

    private const int BatchLimit = 500;

    private static Task Run(IServiceProvider services, Instant asOf, CancellationToken stopping) => Batches.Run(services, "tidy_outbox", asOf, BatchLimit, RemoveBatch, stopping);

    private static Outcome<int> RemoveBatch(Change change)
    {
        var old = change.Now - KeptFor;
        var delivered = change.Db.Set<Message>().Where(m => m.DoneAt < old).OrderBy(m => m.DoneAt).ThenBy(m => m.Id).Take(BatchLimit).ToList();
        foreach (var message in delivered)
        {
            change.Remove(message);
        }

        return delivered.Count;
    }
}
