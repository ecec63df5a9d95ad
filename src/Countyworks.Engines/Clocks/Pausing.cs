using Countyworks.Kernel;

namespace Countyworks.Engines.Clocks;

/// <summary>When a clock may be stopped.</summary>
public static class Pausing
{
    /// <summary>
    /// Whether <paramref name="clock"/> may be paused for <paramref name="reason"/>. Refuses, in this order:
    /// <c>pause_reason_unknown</c> (reason), <c>pause_open</c> (one is open already).
    /// </summary>
    public static Outcome<Done> May(Clock clock, string reason) =>
        clock.Rule.PauseReasons.All(listed => listed.Code != reason) ? new Refusal("pause_reason_unknown", "reason").With("reason", reason)
        : clock.Pauses.Any(pause => pause.Until is null) ? new Refusal("pause_open") { Kind = RefusalKind.Conflict }
        : Done.It;
}
