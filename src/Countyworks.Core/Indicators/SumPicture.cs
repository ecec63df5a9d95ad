using System.Collections.Concurrent;
using NodaTime;

namespace Countyworks.Core.Indicators;

/// <summary>The sums of one indicator at one moment, and what was computed from them.</summary>
public sealed class SumPicture
{
    /// <summary>Answers kept; a further question is computed each time it is asked.</summary>
    public const int AnswerLimit = 500;

    private readonly ConcurrentDictionary<object, Lazy<object>> answers;

    internal SumPicture(IReadOnlyList<Sum> sums, Instant at, ConcurrentDictionary<object, Lazy<object>>? answers = null) =>
        (Sums, At, this.answers) = (sums, at, answers ?? new());

    /// <summary>The sums, in no order.</summary>
    public IReadOnlyList<Sum> Sums { get; }

    /// <summary>When they were read.</summary>
    public Instant At { get; }

    /// <summary>The answer to a question, computed once however many ask it.</summary>
    /// <param name="question">A value that equals no other question.</param>
    /// <param name="compute">Computes it from the sums.</param>
    public TAnswer Answer<TAnswer>(object question, Func<IReadOnlyList<Sum>, TAnswer> compute)
        where TAnswer : class => answers.Count >= AnswerLimit && !answers.ContainsKey(question)
        ? compute(Sums)
        : (TAnswer)answers.GetOrAdd(question, _ => new(() => compute(Sums))).Value;

    internal bool IsFresh(Instant now) => now >= At && now - At < IndicatorCube.AgeLimit;

    internal SumPicture ReadAgainAt(Instant at) => new(Sums, at, answers);
}
