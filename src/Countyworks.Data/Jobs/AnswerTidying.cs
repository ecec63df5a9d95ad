using Countyworks.Data.Writing;
using Countyworks.Kernel;
using NodaTime;

namespace Countyworks.Data.Jobs;

/// <summary>Forgets what was answered to idempotency keys: whoever lost an answer asks again within days, and from then on the key counts as a new one.</summary>
public static class AnswerTidying
{
    /// <summary>How long an answer is kept.</summary>
    public static readonly Duration KeptFor = Duration.FromDays(30);

    /// <summary>The job.</summary>
    public static readonly Job Job = new("answer_tidying", Duration.FromHours(6), Run);

    private const int BatchLimit = 500;

    private static Task Run(IServiceProvider services, Instant asOf, CancellationToken stopping) => Batches.Run(services, "tidy_answers", asOf, BatchLimit, RemoveBatch, stopping);

    private static Outcome<int> RemoveBatch(Change change)
    {
        var old = change.Now - KeptFor;
        var forgotten = change.Db.Set<Answer>().Where(a => a.At < old).OrderBy(a => a.At).ThenBy(a => a.Key).Take(BatchLimit).ToList();
        forgotten.ForEach(change.Remove);
        return forgotten.Count;
    }
}
