using Countyworks.Ui;

namespace Countyworks.Core.SignIn;

/// <summary>The sign-in page.</summary>
/// <param name="Form">Name and password.</param>
/// <param name="Return">Where it goes on, on this site.</param>
public sealed record SignInView(Form Form, string Return);

/// <summary>The question whether to sign out.</summary>
/// <param name="Name">Who would.</param>
public sealed record SignOutView(string Name);

/// <summary>One's own sessions.</summary>
/// <param name="Sessions">Those that last.</param>
/// <param name="Own">The name of the one that asks.</param>
public sealed record SessionsView(IReadOnlyList<Session> Sessions, string Own);

/// <summary>The page on which one changes one's own password.</summary>
/// <param name="Form">The old one and the new.</param>
/// <param name="UserName">Whose, for the browser's keeper of passwords.</param>
/// <param name="IsOneTime">Whether it must be changed before anything else.</param>
/// <param name="IsDone">Whether it just was.</param>
public sealed record PasswordView(Form Form, string UserName, bool IsOneTime, bool IsDone);
