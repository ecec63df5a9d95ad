using System.Data.Common;
using System.Diagnostics;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.Extensions.Logging;

namespace Countyworks.Data.Telemetry;

/// <summary>One line, one count and one span a command.</summary>
internal sealed partial class CommandWatch(ILogger log, Measures measures)
{
    private const string Failed = "failed";
    private const string Abandoned = "abandoned";

    /// <summary>Runs a command and says how it ended.</summary>
    public async Task<Outcome<T>> Over<T>(Envelope envelope, Pending<T> pending, Func<Pending<T>, Task<Outcome<T>>> run)
    {
        var (started, code) = (TimeProvider.System.GetTimestamp(), Failed);
        using var span = Measures.Spans.StartActivity("command " + envelope.Command);
        try
        {
            var outcome = await run(pending);
            code = outcome.Refusal?.Code ?? RequestOutcome.Done;
            return outcome;
        }
        catch (OperationCanceledException)
        {
            code = Abandoned;
            throw;
        }
        finally
        {
            End(envelope, code, pending.Batch, TimeProvider.System.GetElapsedTime(started), span);
        }
    }

    /// <summary>Counts a commit.</summary>
    public void Committed(int commands, TimeSpan commit)
    {
        measures.CommitCommands.Record(commands);
        measures.CommitDuration.Record(commit.TotalSeconds);
    }

    /// <summary>The store failed, and is opened anew.</summary>
    public void StoreFailed(Exception error)
    {
        measures.StoreFailures.Add(1);
        LogStoreFailed(error is DbException { SqlState: { } state } ? state : error.GetType().Name, error);
    }

    private void End(Envelope envelope, string code, int batch, TimeSpan took, Activity? span)
    {
        RequestOutcome.Note(code);
        measures.Commands.Add(1, new KeyValuePair<string, object?>("command", envelope.Command), new KeyValuePair<string, object?>("outcome", code));
        measures.CommandDuration.Record(took.TotalSeconds);
        span?.SetTag("outcome", code).SetTag("batch", batch);
        if (log.IsEnabled(LogLevel.Information))
        {
            LogCommand(envelope.Command, code, Math.Round(took.TotalMilliseconds, 1), batch, envelope.Actor.PersonId);
        }
    }

    [LoggerMessage(2, LogLevel.Information, "Command {Command}: {Outcome} after {Milliseconds} ms, one of {Batch} in its commit, given by {Actor}")]
    private partial void LogCommand(string command, string outcome, double milliseconds, int batch, Guid? actor);

    [LoggerMessage(1, LogLevel.Error, "The store failed ({Cause}); the writer opens it anew.")]
    private partial void LogStoreFailed(string cause, Exception error);
}
