using Countyworks.Core.Web.Limits;
using Countyworks.Data.Telemetry;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Countyworks.Core.SignIn.Recoveries;

/// <summary>What a page has at hand on which the code of a letter is used: strangers may guess at it, so it is called sparingly.</summary>
internal sealed record LetterUse(
    [FromServices] Writer Writer,
    [FromServices] PasswordRules Rules,
    [FromServices] Passwords Passwords,
    [FromServices] SessionBook Book,
    [FromServices] SessionStart Start,
    [FromServices] LetterTries Tries,
    [FromServices] IClock Clock)
{
    public Instant Now => Clock.GetCurrentInstant();

    /// <summary>Refuses <c>sign_in_too_often</c> (minutes to wait) after too many tries from one address; else counts this one.</summary>
    public Refusal? Refused(HttpContext http)
    {
        var key = AttemptWindow.KeyOf(http.Connection.RemoteIpAddress);
        if (Tries.Window.WaitFor(key, Now) is { } wait)
        {
            return Noted(SignInCheck.TooOften(wait));
        }

        Tries.Window.Count(key, Now);
        return null;
    }

    /// <summary>What a code that is no letter's is refused with: <c>letter_code_wrong</c> (code).</summary>
    public static Refusal Wrong() => Noted(new Refusal("letter_code_wrong", "code"));

    private static Refusal Noted(Refusal refusal)
    {
        RequestOutcome.Note(new FailedSignIn("letter", refusal.Code, null));
        return refusal;
    }
}

/// <summary>Tries at codes of letters, by address. A code has sixty random bits: this keeps the server from work, not the codes from being guessed.</summary>
public sealed class LetterTries(KeptWindows windows)
{
    internal KeptWindow Window { get; } = windows.Of("letter", SignInCheck.MostByAddress, SignInCheck.Period);
}
