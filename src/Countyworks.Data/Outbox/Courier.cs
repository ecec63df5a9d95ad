using System.Collections.Frozen;
using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Countyworks.Data.Telemetry;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Countyworks.Data.Outbox;

/// <summary>
/// Delivers the outbox: claims what is due, hands each message to the deliverer of its topic, records what came of it.
/// Nothing waits for the network inside a transaction, and a courier that dies loses nothing: what it claimed is due again later.
/// </summary>
public sealed partial class Courier(
    Database database, Writer writer, IEnumerable<IDeliverer> deliverers, IClock clock, ILogger<Courier> log, Measures? measures = null) : BackgroundService
{
    /// <summary>Messages claimed at a time.</summary>
    public const int BatchLimit = 40;

    private const int AtOnce = 8;

    private const int LooksPassed = 5;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1), FirstLook = TimeSpan.FromSeconds(5);   // whoever starts the server waits for its first page
    private static readonly TimeSpan TryTime = TimeSpan.FromSeconds(30);

    // Longer than a whole batch of deliveries that all run out of time: nobody else takes what is still being tried.
    private static readonly Duration ClaimTime = Duration.FromMinutes(5);

    private readonly FrozenDictionary<string, IDeliverer> byTopic = deliverers.ToFrozenDictionary(d => d.Topic);

    /// <summary>Tries the messages that are due, at most <see cref="BatchLimit"/>.</summary>
    /// <param name="asOf">Now.</param>
    /// <param name="cancellation">Stops before the next message.</param>
    /// <returns>How many were tried.</returns>
    public async Task<int> DeliverDue(Instant asOf, CancellationToken cancellation = default)
    {
        await using (var db = database.Read())
        {
            // A look costs a read; only a message that is due costs a write.
            if (!await Due(db, asOf).AnyAsync(cancellation))
            {
                return 0;
            }
        }

        var claimed = await writer.Run(new Envelope("claim_messages", Actor.System, asOf), Claim, cancellation);
        if (!claimed.IsDone(out var messages, out _))
        {
            return 0;
        }

        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(messages, limits, async (message, stop) => await Deliver(message, asOf, stop));
        return messages.Count;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(FirstLook, stoppingToken);
        using var look = new PeriodicTimer(LookEvery);
        for (var (seen, passed) = (-1L, 0); await look.WaitForNextTickAsync(stoppingToken);)
        {
            // While nothing is written here, only another server's messages and those tried again can be due: they wait a little longer.
            if (writer.Counts.Commits == seen && ++passed < LooksPassed)
            {
                continue;
            }

            (seen, passed) = (writer.Counts.Commits, 0);
            try
            {
                while (await DeliverDue(clock.GetCurrentInstant(), stoppingToken) == BatchLimit)
                {
                    // More may wait.
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogUnreachable(error);
            }
        }
    }

    private static IQueryable<Message> Due(DistrictDb db, Instant asOf) => db.Set<Message>().Where(m => m.NextTryAt <= asOf);

    private static Outcome<List<Message>> Claim(Change change)
    {
        var due = Due(change.Db, change.Now).OrderBy(m => m.NextTryAt).ThenBy(m => m.Id).Take(BatchLimit).ToList();
        foreach (var message in due)
        {
            message.NextTryAt = change.Now + ClaimTime;
            change.Put(message);
        }

        return due;
    }

    private async Task Deliver(Message message, Instant asOf, CancellationToken stopping)
    {
        var refusal = await Try(message, stopping);
        if (refusal is null)
        {
            message.Succeed(asOf);
        }
        else
        {
            message.Fail(asOf, Reason(refusal), refusal.Kind != RefusalKind.Unavailable);
        }

        measures?.Deliveries.Add(
            1,
            new KeyValuePair<string, object?>("topic", message.Topic),
            new KeyValuePair<string, object?>("outcome", refusal is null ? RequestOutcome.Done : message.IsGivenUp ? "given_up" : "later"));
        if (message.IsGivenUp)
        {
            LogGivenUp(message.Topic, message.Id.Value);
        }

        // Recorded even while stopping, or it would be delivered again.
        await writer.Run<Done>(
            new Envelope("record_delivery", Actor.System, asOf),
            change =>
            {
                change.Put(message);
                return Done.It;
            },
            CancellationToken.None);
    }

    private async Task<Refusal?> Try(Message message, CancellationToken stopping)
    {
        if (!byTopic.TryGetValue(message.Topic, out var deliverer))
        {
            return Unavailable($"Nothing here delivers the topic {message.Topic}.");
        }

        using var time = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        time.CancelAfter(TryTime);
        try
        {
            return (await deliverer.Deliver(message, time.Token)).Refusal;
        }
        catch (Exception error)
        {
            return Unavailable($"{error.GetType().Name}: {error.Message}");
        }
    }

    private static Refusal Unavailable(string reason) =>
        new Refusal("delivery_failed") { Kind = RefusalKind.Unavailable }.With("reason", reason);

    private static string Reason(Refusal refusal) => refusal.Arguments is [var first, ..] ? $"{first.Value}" : refusal.Code;

    // Why is kept with the message, not here: what another server answered may name whom it was for.
    [LoggerMessage(20, LogLevel.Warning, "A message of the topic {Topic} was given up ({MessageId}); its row says why.")]
    private partial void LogGivenUp(string topic, Guid messageId);

    [LoggerMessage(21, LogLevel.Error, "The outbox cannot be read or written.")]
    private partial void LogUnreachable(Exception error);
}
