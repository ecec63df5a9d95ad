using Countyworks.Core.Posts;
using Countyworks.Core.SignIn.ApiKeys;
using Countyworks.Core.SignIn.OAuth;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Countyworks.Server.Hosting;

/// <summary>By what a caller shows who it is, and which operations want to know.</summary>
internal static class ApiSecurity
{
    private const string Session = "session";
    private const string Key = "key";
    private const string OAuth = "oauth";

    /// <summary>Adds the ways there are.</summary>
    public static void Describe(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiSecurityScheme>(Session, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = "__Host-cw_session",
            Description = "The cookie that POST /api/v1/session sets; over plain http it is called cw_session.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(Key, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = ApiKey.Prefix, Description = "The key of a machine.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(OAuth, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = "OAuth 2.0 client credentials (RFC 6749): the id of a key as client_id, the key as client_secret. The token may what the key may, for 15 minutes, and ends with it. There are no scopes.",
            Flows = new OpenApiOAuthFlows
            {
                ClientCredentials = new OpenApiOAuthFlow { TokenUrl = new Uri(OAuthEndpoints.TokenPath, UriKind.Relative), Scopes = new Dictionary<string, string>(StringComparer.Ordinal) },
            },
        });
    }

    /// <summary>Adds to an operation that needs an account that any of them will do.</summary>
    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Needs>().LastOrDefault() is { SignedIn: true })
        {
            operation.Security = [.. new[] { Session, Key, OAuth }.Select(name => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(name, context.Document)] = [] })];
        }

        return Task.CompletedTask;
    }
}
