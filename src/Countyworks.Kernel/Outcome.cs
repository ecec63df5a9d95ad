using System.Diagnostics.CodeAnalysis;

namespace Countyworks.Kernel;

/// <summary>
/// What a use case answers: a value, or the <see cref="Refusal"/> that says why not and what to do.
/// Whatever the outside world can cause is a refusal; exceptions are for broken promises.
/// </summary>
public readonly struct Outcome<T>
{
    private readonly T? value;

    private Outcome(T? value, Refusal? refusal) => (this.value, Refusal) = (value, refusal);

    /// <summary>Why it was refused; null when it was done.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The result; taken without asking where a refusal would be a broken promise, since all it needs was looked at before.</summary>
    /// <exception cref="InvalidOperationException">It was refused: ask <see cref="IsDone"/> first.</exception>
    public T Value => Refusal is null ? value! : throw new InvalidOperationException($"Refused: {Refusal}");

    /// <summary>Whether it was done; then <paramref name="result"/> holds the value, else <paramref name="why"/> the refusal.</summary>
    public bool IsDone([MaybeNullWhen(false)] out T result, [NotNullWhen(false)] out Refusal? why)
    {
        (result, why) = (value, Refusal);
        return Refusal is null;
    }

    /// <summary>Carries a refusal on, or turns the value into another.</summary>
    public Outcome<TNext> Then<TNext>(Func<T, Outcome<TNext>> next) => Refusal is null ? next(value!) : Refusal;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}

/// <summary>The value of an outcome that has nothing to say but that it was done.</summary>
public readonly record struct Done
{
    /// <summary>The only value.</summary>
    public static readonly Done It;
}
