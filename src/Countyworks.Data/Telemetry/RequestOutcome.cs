namespace Countyworks.Data.Telemetry;

/// <summary>
/// How the request that is being answered ended, for its line in the log: whatever refuses something on its way says so here. Nothing is decided by it.
/// </summary>
public sealed class RequestOutcome
{
    /// <summary>The outcome of what was done.</summary>
    public const string Done = "done";

    private static readonly AsyncLocal<RequestOutcome?> current = new();

    /// <summary>The last refusal's code; <see cref="Done"/> when something was done and nothing refused, null when neither.</summary>
    public string? Code { get; private set; }

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
}
