namespace Countyworks.Data.Telemetry;

/// <summary>An attempt to show who somebody is that failed.</summary>
/// <param name="Means">By what: <c>password</c>, <c>code</c>, <c>passkey</c>, <c>letter</c>, <c>provider</c>, <c>client</c>, <c>key</c>.</param>
/// <param name="Code">Why it was refused.</param>
/// <param name="Account">Whose account it was tried on, where there is one; what was typed is told nowhere.</param>
public sealed record FailedSignIn(string Means, string Code, Guid? Account);

/// <summary>
/// How the request that is being answered ended, for its lines in the log: whatever refuses something on its way says so here. Nothing is decided by it.
/// </summary>
public sealed class RequestOutcome
{
    /// <summary>The outcome of what was done.</summary>
    public const string Done = "done";

    private static readonly AsyncLocal<RequestOutcome?> current = new();

    /// <summary>The last refusal's code; <see cref="Done"/> when something was done and nothing refused, null when neither.</summary>
    public string? Code { get; private set; }

    /// <summary>The last attempt in it to show who somebody is that failed; null when there was none.</summary>
    public FailedSignIn? FailedSignIn { get; private set; }

    /// <summary>That of the request being answered; null outside of one.</summary>
    public static RequestOutcome? Current => current.Value;

    /// <summary>Begins a request.</summary>
    public static RequestOutcome Begin() => current.Value = new RequestOutcome();

    /// <summary>Says how something in it ended.</summary>
    /// <param name="code">A refusal's code, or <see cref="Done"/>.</param>
    public static void Note(string code)
    {
        if (current.Value is { } request && (code != Done || request.Code is null))
        {
            request.Code = code;
        }
    }

    /// <summary>Says that an attempt to show who somebody is failed.</summary>
    public static void Note(FailedSignIn failed)
    {
        Note(failed.Code);
        if (current.Value is { } request)
        {
            request.FailedSignIn = failed;
        }
    }
}
