using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Core.SignIn.Recoveries;

/// <summary>How far a recovery is.</summary>
public enum RecoveryState
{
    /// <summary>The second officer has not confirmed yet.</summary>
    Waiting = 1,

    /// <summary>The letter's code may be used.</summary>
    Confirmed = 2,

    /// <summary>The person has access again.</summary>
    Used = 3,

    /// <summary>Ended by an officer, or too old.</summary>
    Over = 4,
}

internal static class RecoveryStates
{
    public static RecoveryState StateAt(this Recovery recovery, Instant now) =>
        recovery.UsedAt is not null ? RecoveryState.Used
        : recovery.IsGood(now) ? RecoveryState.Confirmed
        : recovery.IsWaiting(now) ? RecoveryState.Waiting
        : RecoveryState.Over;
}

/// <summary>A recovery in the list.</summary>
/// <param name="Recovery">The recovery.</param>
/// <param name="Name">Whose.</param>
/// <param name="AskedBy">Who asked.</param>
/// <param name="ConfirmedBy">Who confirmed; null while nobody did.</param>
/// <param name="Reason">How the first officer made sure of the person; null when it was erased.</param>
/// <param name="State">How far it is.</param>
/// <param name="IsForReader">Whether the reader may confirm it: neither who asked nor whose it is.</param>
public sealed record RecoveryLine(Recovery Recovery, string Name, string AskedBy, string? ConfirmedBy, string? Reason, RecoveryState State, bool IsForReader);

/// <summary>The officers' page.</summary>
/// <param name="Lines">The last ones, the newest first.</param>
/// <param name="Form">To ask for one.</param>
/// <param name="MayAsk">Whether the reader may.</param>
public sealed record RecoveriesView(IReadOnlyList<RecoveryLine> Lines, Form Form, bool MayAsk);

/// <summary>The letter, shown once.</summary>
/// <param name="Name">To whom.</param>
/// <param name="UserName">The user name.</param>
/// <param name="Code">The code.</param>
/// <param name="Address">Where it is typed.</param>
/// <param name="Picture">The address with the code, as a QR code.</param>
/// <param name="Until">Until when it is good.</param>
public sealed record LetterView(string Name, string UserName, string Code, string Address, string Picture, Instant Until);

/// <summary>The page where the code is used.</summary>
/// <param name="Form">The code and a new password.</param>
/// <param name="Strength">How good the password is; null before one was sent.</param>
public sealed record RecoverView(Form Form, PasswordJudgement? Strength);
