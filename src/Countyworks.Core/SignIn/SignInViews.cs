using Countyworks.Core.SignIn.Means;
using Countyworks.Core.SignIn.Passkeys;
using Countyworks.Core.SignIn.Provider;
using Countyworks.Ui;

namespace Countyworks.Core.SignIn;

/// <summary>The sign-in page.</summary>
/// <param name="Form">Name and password.</param>
/// <param name="Return">Where it goes on, on this site.</param>
/// <param name="Passkey">What a browser is asked, to sign in without a password.</param>
/// <param name="Provider">The county's own sign-on; null where there is none.</param>
public sealed record SignInView(Form Form, string Return, PasskeyQuestion Passkey, ProviderSettings? Provider);

/// <summary>Between the steps of signing in.</summary>
/// <param name="Ticket">Says who has passed the first.</param>
/// <param name="Return">Where it goes on, on this site.</param>
/// <param name="Means">What the person may show.</param>
public sealed record SecondStepAsked(string Ticket, string Return, SecondMeans Means);

/// <summary>The page of the second step.</summary>
/// <param name="Form">The code.</param>
/// <param name="Asked">Whose, and what.</param>
/// <param name="Passkey">What a browser is asked; null of somebody who has no passkey.</param>
public sealed record SecondStepView(Form Form, SecondStepAsked Asked, PasskeyQuestion? Passkey);

/// <summary>The question whether to sign out.</summary>
/// <param name="Name">Who would.</param>
public sealed record SignOutView(string Name);

/// <summary>One's own sessions.</summary>
/// <param name="Form">The password, where it is asked for again.</param>
/// <param name="UserName">Whose, for the browser's keeper of passwords.</param>
/// <param name="Sessions">Those that last.</param>
/// <param name="Own">The one that asks.</param>
/// <param name="IsFresh">Whether it began just now, so that nothing is asked again.</param>
public sealed record SessionsView(Form Form, string UserName, IReadOnlyList<Session> Sessions, Session Own, bool IsFresh)
{
    /// <summary>What the button says that ends all others.</summary>
    public const string Others = "others";
}

/// <summary>The page on which one changes one's own password.</summary>
/// <param name="Form">The old one and the new.</param>
/// <param name="UserName">Whose, for the browser's keeper of passwords.</param>
/// <param name="IsOneTime">Whether it must be changed before anything else.</param>
/// <param name="IsDone">Whether it just was.</param>
/// <param name="Strength">How good the new one is; null before one was sent.</param>
public sealed record PasswordView(Form Form, string UserName, bool IsOneTime, bool IsDone, PasswordJudgement? Strength);
