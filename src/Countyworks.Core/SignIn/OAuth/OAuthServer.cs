using System.Security.Claims;
using System.Security.Cryptography;
using Countyworks.Core.Secrets;
using Countyworks.Core.SignIn.ApiKeys;
using Countyworks.Data.Telemetry;
using Countyworks.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Countyworks.Core.SignIn.OAuth;

/// <summary>
/// What OpenIddict asks us while it speaks OAuth 2.0 with software: whether a client is who it says (the keys of machines are the clients), and what a token is. It keeps nothing itself.
/// </summary>
internal sealed class OAuthServer(ApiKeyBook book, KeyRing keys, IClock clock)
    : IOpenIddictServerHandler<ValidateTokenRequestContext>, IOpenIddictServerHandler<HandleTokenRequestContext>, IOpenIddictServerHandler<GenerateTokenContext>,
      IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    // Before OpenIddict makes a token of its own kind; after it has looked at a request, and has gathered what it knows of itself.
    private const int First = int.MinValue + 50_000;
    private const int Last = int.MaxValue - 50_000;

    /// <summary>The client of a request; one answer for a client that is not there and a secret that is wrong.</summary>
    public async ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        if (!(Id<ApiKey>.TryParse(context.ClientId, null, out var client) && context.ClientSecret is { Length: > 0 } secret
            && await book.Find(client, secret, context.CancellationToken) is not null))
        {
            RequestOutcome.Note(new FailedSignIn("client", OpenIddictConstants.Errors.InvalidClient, null));
            context.Reject(OpenIddictConstants.Errors.InvalidClient, "The client id or its secret is not right, or the key has ended.");
        }
    }

    /// <summary>Grants what was asked for: a token of the client itself. What it may do says its post, so scopes are ignored.</summary>
    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        context.SignIn(new ClaimsPrincipal(new ClaimsIdentity([new Claim(OpenIddictConstants.Claims.Subject, context.ClientId!)], OAuthEndpoints.Scheme)));
        return ValueTask.CompletedTask;
    }

    /// <summary>The token.</summary>
    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        context.Token = AccessToken.New(keys, Id<ApiKey>.Parse(context.Principal.GetClaim(OpenIddictConstants.Claims.Subject)!, null), clock.GetCurrentInstant());
        return ValueTask.CompletedTask;
    }

    /// <summary>Leaves out of what we say of ourselves what belongs to signing people in, which we don't do for others.</summary>
    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        context.IdTokenSigningAlgorithms.Clear();
        context.SubjectTypes.Clear();
        return ValueTask.CompletedTask;
    }

    /// <summary>Sets OpenIddict up: one grant, two addresses, no store.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<OAuthServer>();
        services.AddOpenIddict().AddServer(server =>
        {
            server.SetTokenEndpointUris(OAuthEndpoints.TokenPath).SetConfigurationEndpointUris(OAuthEndpoints.MetadataPath).SetJsonWebKeySetEndpointUris(Array.Empty<string>());
            server.AllowClientCredentialsFlow().EnableDegradedMode().SetAccessTokenLifetime(AccessToken.Lasts.ToTimeSpan());

            // It starts only with keys to sign and encrypt by. Ours are the district's, and nothing is ever made with these.
            server.AddSigningKey(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256))).AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseSingletonHandler<OAuthServer>().SetOrder(Last));
            server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseSingletonHandler<OAuthServer>().SetOrder(First));
            server.AddEventHandler<GenerateTokenContext>(handler => handler.UseSingletonHandler<OAuthServer>().SetOrder(First));
            server.AddEventHandler<HandleConfigurationRequestContext>(handler => handler.UseSingletonHandler<OAuthServer>().SetOrder(Last));

            // Whether there is TLS is for the door, as for keys.
            server.UseAspNetCore().DisableTransportSecurityRequirement();
        });
        services.AddOptions<OpenIddictServerOptions>().Configure<IClock>((options, clock) =>
        {
            options.TimeProvider = new ClockTime(clock);
            options.Scopes.Clear();
            options.Claims.Clear();
            options.ClientAuthenticationMethods.RemoveWhere(means => means is not (OpenIddictConstants.ClientAuthenticationMethods.ClientSecretBasic or OpenIddictConstants.ClientAuthenticationMethods.ClientSecretPost));
            options.ClientAssertionTypes.Clear();
        });
    }

    private sealed class ClockTime(IClock clock) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetCurrentInstant().ToDateTimeOffset();
    }
}
