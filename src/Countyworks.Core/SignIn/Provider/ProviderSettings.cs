using Countyworks.Ui;

namespace Countyworks.Core.SignIn.Provider;

/// <summary>
/// The county's own sign-on (OpenID Connect): the section <c>signIn.provider</c> of the host's settings file. Its secret is the environment variable <see cref="SecretVariable"/>;
/// without one this server is known to the provider as a public client.
/// </summary>
public sealed record ProviderSettings
{
    /// <summary>The environment variable of the client's secret.</summary>
    public const string SecretVariable = "COUNTYWORKS_OIDC_SECRET";

    /// <summary>What the button calls it: 统一身份认证.</summary>
    public required string Name { get; init; }

    /// <summary>The same in English; null takes <see cref="Name"/>.</summary>
    public string? NameEn { get; init; }

    /// <summary>Where the provider is, as its tokens name it: <c>https://sso.suxian.example/realms/county</c>. Links belong to it: at another address all are made anew.</summary>
    public required string Authority { get; init; }

    /// <summary>By what name the provider knows this server.</summary>
    public required string ClientId { get; init; }

    /// <summary>Hosts that may lie in the office network and be called without TLS; all others must be public and use it.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>The name of a key that makes no sense; null when all do.</summary>
    public string? Wrong =>
        string.IsNullOrWhiteSpace(Name) ? "signIn.provider.name"
        : !MayBeCalled(Authority) ? "signIn.provider.authority"
        : string.IsNullOrWhiteSpace(ClientId) ? "signIn.provider.clientId"
        : null;

    /// <summary>Whether a host may lie in the office network.</summary>
    public bool IsAllowed(string host) => AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an address has TLS, or needs none: secrets and people are sent there.</summary>
    public bool MayBeCalled(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var target) && (target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && IsAllowed(target.Host)));

    /// <summary>What it is called in the reader's language.</summary>
    public string NameNow => Languages.Current == Language.English ? NameEn ?? Name : Name;
}
