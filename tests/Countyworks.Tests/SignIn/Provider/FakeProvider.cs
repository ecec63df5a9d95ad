using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Countyworks.Core.SignIn.Provider;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Databases;
using Countyworks.Tests.Given;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Countyworks.Tests.SignIn.Provider;

/// <summary>
/// A provider of OpenID Connect as a county may have one: its description, its keys, its tokens, on a port of its own. It looks closely at what it is sent (client, secret, address,
/// PKCE), and lies as a test wants it to.
/// </summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    public const string Client = "countyworks";
    public const string Secret = "a secret of the tests";
    public const string Subject = "f1b2-0001";

    private readonly ECDsaSecurityKey key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "1" };
    private readonly Dictionary<string, Asked> asked = [];
    private WebApplication app = null!;
    private Func<DateTime> now = () => DateTime.UnixEpoch;

    /// <summary>What its tokens say beside the usual, or instead.</summary>
    public Dictionary<string, object> Claims { get; } = [];

    /// <summary>With what it signs; null for its own key.</summary>
    public SecurityKey? OtherKey { get; set; }

    /// <summary>For whom its tokens are.</summary>
    public string Audience { get; set; } = Client;

    /// <summary>Who issued them, if not itself.</summary>
    public string? Issuer { get; set; }

    /// <summary>How long they are good.</summary>
    public TimeSpan Lasts { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Its address.</summary>
    public string Authority { get; private set; } = "";

    public static async Task<FakeProvider> Start()
    {
        Environment.SetEnvironmentVariable(ProviderSettings.SecretVariable, Secret);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var fake = new FakeProvider { app = builder.Build() };
        fake.app.Urls.Add("http://127.0.0.1:0");
        fake.app.MapGet("/.well-known/openid-configuration", () => new
        {
            issuer = fake.Authority, authorization_endpoint = fake.Authority + "/authorize", token_endpoint = fake.Authority + "/token", jwks_uri = fake.Authority + "/jwks",
        });
        fake.app.MapGet("/jwks", fake.Keys);
        fake.app.MapPost("/token", fake.Token);
        await fake.app.StartAsync();
        fake.Authority = fake.app.Urls.First();
        return fake;
    }

    /// <summary>A site whose settings name this provider.</summary>
    public async Task<Site> Site(Engine engine = Engine.Sqlite, string? authority = null, bool isAllowed = true, Func<HostSettings, HostSettings>? with = null)
    {
        var section = new
        {
            signIn = new { provider = new { name = "统一身份认证", nameEn = "County ID", authority = authority ?? Authority, clientId = Client, allowedHosts = isAllowed ? new[] { "127.0.0.1" } : [] } },
        };
        var site = await Given.Site.On(engine, with: settings =>
        {
            File.WriteAllText(Path.Combine(settings.Data, "countyworks.json"), System.Text.Json.JsonSerializer.Serialize(section));
            return with?.Invoke(settings) ?? settings;
        });
        now = () => site.Clock.GetCurrentInstant().ToDateTimeUtc();
        return site;
    }

    /// <summary>Somebody signs in here: where the browser is sent with the answer, on the site.</summary>
    /// <param name="location">Where the site sent the browser.</param>
    /// <param name="subject">Who signs in.</param>
    public string Approve(string? location, string subject = Subject)
    {
        var query = HttpUtility.ParseQueryString(new Uri(location!).Query);
        var code = Guid.NewGuid().ToString("n");
        asked[code] = new(query["nonce"]!, query["code_challenge"]!, query["redirect_uri"]!, subject);
        return $"{ProviderEndpoints.ReturnPath}?code={code}&state={Uri.EscapeDataString(query["state"]!)}";
    }

    /// <summary>A visitor goes there, signs in and comes back.</summary>
    public async Task<Answer> SignIn(Visitor visitor, string subject = Subject, string @return = "/my/sessions") =>
        await visitor.Get(Approve((await visitor.Get($"{ProviderEndpoints.Path}?return={Uri.EscapeDataString(@return)}")).Location, subject));

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.ECDsa.Dispose();
    }

    private IResult Keys()
    {
        var shown = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(key);
        return Results.Json(new { keys = new[] { new { kty = shown.Kty, crv = shown.Crv, x = shown.X, y = shown.Y, kid = "1", use = "sig", alg = "ES256" } } });
    }

    private async Task<IResult> Token(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!(asked.Remove(form["code"].ToString(), out var was) && was.Challenge == challenge && was.Redirect == form["redirect_uri"]
            && form["client_id"] == Client && form["client_secret"] == Secret && form["grant_type"] == "authorization_code"))
        {
            return Results.Json(new { error = "invalid_grant", error_description = "<b>secret words of the provider</b>" }, statusCode: (int)HttpStatusCode.BadRequest);
        }

        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = was.Subject, ["nonce"] = was.Nonce };
        foreach (var (name, value) in Claims)
        {
            claims[name] = value;
        }

        return Results.Json(new { access_token = "unused", token_type = "Bearer", expires_in = 60, id_token = Signed(claims) });
    }

    private string Signed(Dictionary<string, object> claims) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer ?? Authority,
        Audience = Audience,
        IssuedAt = now(),
        NotBefore = now().AddDays(-1),
        Expires = now() + Lasts,
        Claims = claims,
        SigningCredentials = new SigningCredentials(OtherKey ?? key, SecurityAlgorithms.EcdsaSha256),
    });

    private sealed record Asked(string Nonce, string Challenge, string Redirect, string Subject);
}
