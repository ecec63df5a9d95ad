using Countyworks.Core.SignIn.Passkeys;
using Countyworks.Core.SignIn.Provider;
using Countyworks.Ui;
using NodaTime;

namespace Countyworks.Core.SignIn.Means;

/// <summary>By what one signs in.</summary>
/// <param name="Form">The password, asked before anything is changed.</param>
/// <param name="UserName">Whose, for the browser's keeper of passwords.</param>
/// <param name="App">The authenticator app; null while there is none.</param>
/// <param name="Passkeys">The passkeys, the first added first.</param>
/// <param name="CodesLeft">How many recovery codes are left.</param>
/// <param name="IsAsked">Whether a post held today asks for a second means and there is none.</param>
public sealed record MeansView(Form Form, string UserName, Authenticator? App, IReadOnlyList<Passkey> Passkeys, int CodesLeft, bool IsAsked)
{
    /// <summary>The county's own sign-on; null where there is none.</summary>
    public ProviderSettings? Provider { get; init; }

    /// <summary>When the account was linked to it; null while it is not.</summary>
    public Instant? LinkedAt { get; init; }

    /// <summary>Whether there is any beside the password.</summary>
    public bool IsAny => App is not null || Passkeys.Count > 0;
}

/// <summary>Adding an authenticator app.</summary>
/// <param name="Form">The first code.</param>
/// <param name="Pending">The secret, sealed, until the code shows that the app has it.</param>
/// <param name="Secret">The secret, for typing.</param>
/// <param name="Picture">The picture an app reads.</param>
public sealed record AddAuthenticatorView(Form Form, string Pending, string Secret, string Picture);

/// <summary>Adding a passkey.</summary>
/// <param name="Form">Its name.</param>
/// <param name="Question">What the browser is asked.</param>
public sealed record AddPasskeyView(Form Form, PasskeyQuestion Question);

/// <summary>New recovery codes, shown this once.</summary>
/// <param name="Codes">The codes.</param>
public sealed record CodesView(IReadOnlyList<string> Codes);
