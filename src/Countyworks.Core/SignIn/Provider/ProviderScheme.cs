using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Countyworks.Core.Notices.Channels;
using Countyworks.Core.SignIn.Passkeys;
using Countyworks.Core.Web;
using Countyworks.Data.Telemetry;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using NodaTime;

namespace Countyworks.Core.SignIn.Provider;

/// <summary>
/// How ASP.NET Core's OpenID Connect handler speaks with the provider: authorization code with PKCE, state and nonce; by a guarded client; tokens are read and thrown away. It only
/// says who has come. What that means is for <see cref="ProviderEndpoints"/>.
/// </summary>
internal sealed partial class ProviderScheme(SignInSettings settings, UsedOnce used, IClock clock, IHttpContextAccessor requests, ILogger<ProviderScheme> log)
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "provider";

    private const string Until = "until";
    private const string ReturnItem = "return";
    private const int LabelLimit = 80;
    private const int MostBytes = 1024 * 1024;
    private static readonly TimeSpan timeLimit = TimeSpan.FromSeconds(10);
    private static readonly Duration skew = Duration.FromMinutes(2);

    /// <summary>What goes to the provider and comes back, sealed.</summary>
    public AuthenticationProperties Question(string @return)
    {
        var until = (clock.GetCurrentInstant() + UsedOnce.Lasts).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new(new Dictionary<string, string?>(StringComparer.Ordinal) { [Until] = until, [ReturnItem] = @return });
    }

    /// <summary>Sets the handler up.</summary>
    public void Configure(OpenIdConnectOptions options)
    {
        if (settings.Provider is not { } provider)
        {
            return;
        }

        (options.Authority, options.ClientId, options.ClientSecret) = (provider.Authority, provider.ClientId, Environment.GetEnvironmentVariable(ProviderSettings.SecretVariable));
        (options.CallbackPath, options.RequireHttpsMetadata) = (ProviderEndpoints.ReturnPath, new Uri(provider.Authority).Scheme == Uri.UriSchemeHttps);
        options.Backchannel = GuardedClient.Make(provider.IsAllowed, timeLimit, MostBytes);

        // The answer comes by the address, as a GET: then our cookies need not be sent with other sites' forms.
        (options.ResponseType, options.ResponseMode, options.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        (options.SaveTokens, options.GetClaimsFromUserInfoEndpoint, options.MapInboundClaims, options.DisableTelemetry) = (false, false, false, true);
        options.CorrelationCookie = Cookie("cw_correlation.", options.RemoteAuthenticationTimeout);
        options.NonceCookie = Cookie("cw_nonce.", options.ProtocolValidator.NonceLifetime);

        options.TokenValidationParameters.LifetimeValidator = (from, until, _, _) => IsNow(from, until);
        options.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = async context => Check(provider, await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted)),
            OnMessageReceived = context =>
            {
                if (context.ProtocolMessage.State is { Length: > 0 } state && !used.Take(Hashed(state), clock.GetCurrentInstant()))
                {
                    context.Fail(new AuthenticationFailureException("This answer has come before."));
                }

                return Task.CompletedTask;
            },
            OnAuthorizationCodeReceived = async context => Check(provider, await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted)),
            OnTicketReceived = context =>
            {
                context.HttpContext.SetArrival(Read(context.Principal!, context.Properties!));
                context.HandleResponse();
                return Task.CompletedTask;
            },
            OnAccessDenied = context =>
            {
                context.HttpContext.SetArrival(Noted(new Refusal("provider_denied")));
                context.HandleResponse();
                return Task.CompletedTask;
            },
            OnRemoteFailure = context =>
            {
                context.HttpContext.SetArrival(Why(context.Failure));
                context.HandleResponse();
                return Task.CompletedTask;
            },
        };
    }

    /// <summary>Why something went wrong with the provider, in our words; what it said itself is shown and logged nowhere.</summary>
    public Refusal Why(Exception? failure)
    {
        var all = All(failure).ToList();
        LogFailed(string.Join(" < ", all.Select(one => one.GetType().Name)));
        return Noted(all.Exists(one => one is HttpRequestException or IOException or OperationCanceledException or NotPublicException) ? Unavailable
            : failure is AuthenticationFailureException ? new Refusal("sign_in_began_too_long_ago")
            : new Refusal("provider_failed"));
    }

    private HostCookie Cookie(string name, TimeSpan lasts) => new(name, requests)
    {
        SameSite = SameSiteMode.Lax, SecurePolicy = CookieSecurePolicy.SameAsRequest, HttpOnly = true, IsEssential = true, Path = "/", Expiration = lasts,
    };

    private static Refusal Unavailable => new("provider_unavailable") { Kind = RefusalKind.Unavailable };

    private static string Hashed(string state) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(state)));

    private static IEnumerable<Exception> All(Exception? failure)
    {
        for (var one = failure; one is not null; one = one.InnerException)
        {
            yield return one;
        }
    }

    // What the provider names of itself decides where a secret goes and where people are sent.
    private static void Check(ProviderSettings provider, OpenIdConnectConfiguration named)
    {
        string?[] must = [named.AuthorizationEndpoint, named.TokenEndpoint, named.JwksUri];
        if (!must.All(provider.MayBeCalled) || (named.PushedAuthorizationRequestEndpoint is { Length: > 0 } pushed && !provider.MayBeCalled(pushed)))
        {
            throw new NotPublicException("The provider names an address without TLS.");
        }
    }

    private static Refusal Noted(Refusal refusal)
    {
        RequestOutcome.Note(new FailedSignIn("provider", refusal.Code, null));
        return refusal;
    }

    private bool IsNow(DateTime? from, DateTime? until)
    {
        var now = clock.GetCurrentInstant();
        return until is { } end && now < Instant.FromDateTimeUtc(DateTime.SpecifyKind(end, DateTimeKind.Utc)) + skew
            && (from is not { } begin || now > Instant.FromDateTimeUtc(DateTime.SpecifyKind(begin, DateTimeKind.Utc)) - skew);
    }

    private Outcome<Arrival> Read(ClaimsPrincipal who, AuthenticationProperties question)
    {
        if (!(long.TryParse(question.Items[Until], NumberStyles.None, CultureInfo.InvariantCulture, out var until) && clock.GetCurrentInstant().ToUnixTimeSeconds() < until))
        {
            return new Refusal("sign_in_began_too_long_ago");
        }

        var label = who.FindFirstValue("preferred_username") ?? who.FindFirstValue("name") ?? "";
        return who.FindFirstValue("sub") is { Length: > 0 and <= ProviderLink.SubjectLimit } subject
            ? new Arrival(
                subject, label[..Math.Min(label.Length, LabelLimit)], [.. who.Claims.Where(c => c.Type is "amr" or "acr").Select(c => c.Value)], LocalPath.Of(question.Items[ReturnItem]))
            : new Refusal("provider_failed");
    }

    [LoggerMessage(206, LogLevel.Warning, "Signing in by the county's own sign-on failed: {Exceptions}")]
    private partial void LogFailed(string exceptions);
}
