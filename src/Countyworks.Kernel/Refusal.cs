namespace Countyworks.Kernel;

/// <summary>What kind of refusal it is: decides the HTTP status and the exit code.</summary>
public enum RefusalKind
{
    /// <summary>What was sent can't be understood or breaks a rule (400).</summary>
    Invalid = 0,

    /// <summary>The thing is not there, or its existence is not this actor's business (404).</summary>
    NotFound = 1,

    /// <summary>The actor's posts don't allow it (403).</summary>
    Forbidden = 2,

    /// <summary>The thing has moved on: another stage, another version, the same key with another body (409).</summary>
    Conflict = 3,

    /// <summary>Too often (429).</summary>
    TooMany = 4,

    /// <summary>Not possible just now; nothing was written (503).</summary>
    Unavailable = 5,
}

/// <summary>
/// A refusal: a stable code (snake_case), the field it is about, and the arguments its text needs.
/// The text itself is a resource, <c>refusal.{code}</c>, in the reader's language, and says what to do.
/// </summary>
/// <param name="Code">Stable, snake_case; part of the API.</param>
/// <param name="Field">The name of the input it is about; null when it is about the whole.</param>
public sealed record Refusal(string Code, string? Field = null)
{
    /// <summary>What kind of refusal it is.</summary>
    public RefusalKind Kind { get; init; } = RefusalKind.Invalid;

    /// <summary>What the text names, in the order of its placeholders; also given by name in the JSON.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Arguments { get; init; } = [];

    /// <summary>Further refusals of the same input, so that a form shows all its errors at once.</summary>
    public IReadOnlyList<Refusal> Others { get; init; } = [];

    /// <summary>The same with one more argument.</summary>
    public Refusal With(string name, object value) => this with { Arguments = [.. Arguments, new(name, value)] };

    /// <summary>This refusal and <see cref="Others"/>, this first.</summary>
    public IEnumerable<Refusal> All => Others.Prepend(this);

    /// <summary>One refusal that stands for all of <paramref name="refusals"/>; null when there are none.</summary>
    public static Refusal? Join(IEnumerable<Refusal> refusals) =>
        refusals.ToList() is [var first, .. var rest] ? first with { Others = rest } : null;

    /// <summary>Absent, or none of this actor's business: the same answer for both.</summary>
    public static Refusal NotFound(string what) => new("not_found") { Kind = RefusalKind.NotFound, Arguments = [new("what", what)] };

    /// <summary>The actor's posts don't allow it.</summary>
    public static readonly Refusal Forbidden = new("forbidden") { Kind = RefusalKind.Forbidden };

    /// <summary>Something changed since it was read.</summary>
    public static readonly Refusal Changed = new("changed_meanwhile") { Kind = RefusalKind.Conflict };

    /// <summary>A required input is missing.</summary>
    public static Refusal Missing(string field) => new("missing", field);

    /// <summary>An input is longer than <paramref name="limit"/> characters.</summary>
    public static Refusal TooLong(string field, int limit) => new Refusal("too_long", field).With("limit", limit);
}
