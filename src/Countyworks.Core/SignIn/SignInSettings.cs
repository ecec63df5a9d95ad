using Countyworks.Core.SignIn.Provider;

namespace Countyworks.Core.SignIn;

/// <summary>How people sign in: the section <c>signIn</c> of the host's settings file. Secrets are environment variables instead.</summary>
public sealed record SignInSettings
{
    /// <summary>
    /// A list of leaked passwords of the county's own, as the Pwned Passwords downloader writes it: a file of lines <c>SHA1:count</c> sorted by hash, or a
    /// folder of files <c>ABCDE.txt</c> with the remaining 35 digits of each hash. Null where there is only the shipped list.
    /// </summary>
    public string? BreachList { get; init; }

    /// <summary>
    /// The host name under which people reach this server, <c>suxian.example</c>: passkeys are bound to it and worthless to any other. Null takes the name
    /// in the browser's address, which is safe only where nobody else answers for other names.
    /// </summary>
    public string? Domain { get; init; }

    /// <summary>The county's own sign-on; null where there is none.</summary>
    public ProviderSettings? Provider { get; init; }
}
