using Countyworks.Data.Journal;

namespace Countyworks.Core.Matters;

/// <summary>
/// How a fact is told in a timeline. A module lists the tales of its facts; a fact without one is not told.
/// </summary>
/// <param name="Fact">The type of the fact.</param>
/// <param name="Tell">Its words, for a matter of the kind.</param>
public sealed record Tale(Type Fact, Func<Fact, MatterKind, Telling> Tell)
{
    /// <summary>The tale of a fact that says the same in every kind.</summary>
    public static Tale Of<T>(Func<T, Telling> tell)
        where T : Fact => new(typeof(T), (fact, _) => tell((T)fact));

    /// <summary>The tale of a fact whose words or author the kind decides.</summary>
    public static Tale Of<T>(Func<T, MatterKind, Telling> tell)
        where T : Fact => new(typeof(T), (fact, kind) => tell((T)fact, kind));
}

/// <summary>The words of one fact, before they are put into the reader's language.</summary>
/// <param name="Key">The key of its text; a kind may have its own under <c>{kind}.{key}</c>.</param>
/// <param name="Arguments">
/// What the text names: numbers, days and enums as they are, an organisation by its id or several in a list, another text by a <see cref="KindText"/>.
/// </param>
public sealed record Telling(string Key, params IReadOnlyList<object?> Arguments)
{
    /// <summary>Who did it when the journal names nobody: the system by itself, or a requester without an account.</summary>
    public Unnamed By { get; init; } = Unnamed.System;

    /// <summary>Whether what was written with it is for staff, though that it happened is for others too.</summary>
    public bool HasStaffWords { get; init; }
}

/// <summary>A text of a kind as an argument of another.</summary>
/// <param name="Key">Its key; a kind may have its own under <c>{kind}.{key}</c>.</param>
public sealed record KindText(string Key);

/// <summary>Whom a fact without an actor is told of.</summary>
public enum Unnamed
{
    /// <summary>The system.</summary>
    System = 1,

    /// <summary>The requester.</summary>
    Requester = 2,
}
