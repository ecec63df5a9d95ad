using System.Collections.Concurrent;
using Countyworks.Data.Writing;
using NodaTime;

namespace Countyworks.Core.Web;

/// <summary>
/// What was read of the rows, kept for whoever asks the same next: until this server writes anything, and a second at most.
/// What another server writes, and what the clock alone changes, is seen that much later.
/// </summary>
/// <typeparam name="T">An immutable picture of the rows.</typeparam>
public sealed class Recent<T>(Writer writer, IClock clock)
    where T : class
{
    private const int QuestionsLimit = 100;

    private static readonly Duration age = Duration.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Held> answers = new();

    /// <summary>The answer to a question.</summary>
    /// <param name="question">All that the answer depends on besides the rows and the moment.</param>
    /// <param name="read">Reads the rows.</param>
    public async Task<T> Of(string question, Func<Task<T>> read)
    {
        var (commits, now) = (writer.Counts.Commits, clock.GetCurrentInstant());
        if (answers.TryGetValue(question, out var held) && held.Commits == commits && now >= held.At && now - held.At < age)
        {
            return held.Answer;
        }

        if (answers.Count >= QuestionsLimit)
        {
            answers.Clear();
        }

        // Counted before it is read: what is written meanwhile makes it stale.
        var answer = await read();
        answers[question] = new Held(answer, commits, now);
        return answer;
    }

    private sealed record Held(T Answer, long Commits, Instant At);
}
