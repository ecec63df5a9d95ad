namespace Countyworks.Tests.BadInput;

/// <summary>One thing that should not be sent, and what comes back.</summary>
/// <param name="What">What it is, in a few words.</param>
/// <param name="Send">Sends it.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Says">The key of the text that the answer must say in both languages; null where a machine is told by the status alone.</param>
internal sealed record BadCase(string What, Func<Asking, Task<Told>> Send, int Status, string? Says)
{
    /// <summary>Whether it is taken in all the same, made harmless; what is kept then, the row says itself.</summary>
    public bool IsKept { get; init; }

    /// <summary>A row of a refusal.</summary>
    public static BadCase Of(string what, int status, string says, Func<Asking, Task<Told>> send) => new(what, send, status, says);

    /// <summary>Rows by name, as xunit takes them.</summary>
    public static TheoryData<string> Names(IEnumerable<BadCase> cases) => [.. cases.Select(c => c.What)];
}
