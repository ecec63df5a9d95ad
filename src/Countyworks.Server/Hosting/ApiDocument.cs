using System.Security.Cryptography;
using Countyworks.Core.Posts;
using Countyworks.Data.Jobs;
using Countyworks.Kernel;
using Microsoft.OpenApi;
using NodaTime;
using Scalar.AspNetCore;

namespace Countyworks.Server.Hosting;

/// <summary>The description of the API (OpenAPI 3.1), made from the endpoints themselves, and a page to explore it.</summary>
internal static class ApiDocument
{
    private const string Name = "v1";
    private const string Path = "/api/v1/openapi.json";
    private const string Explorer = "/api/explorer";

    public static void Add(IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) is true;
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Describe(schema, Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(ApiOperations.Describe);
        options.AddOperationTransformer(ApiSecurity.Describe);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Countyworks",
                Version = Name,
                Description = "Ids are 32 hexadecimal digits. Money is in fen, areas in 0.01 m². Refusals are problem details (RFC 9457) with a stable `code`. "
                    + "People sign in by `POST /api/v1/session`; machines send `Authorization: Bearer cw_…` with each call, or a token of 15 minutes that `POST /oauth/token` gives for it. "
                    + $"Send `Idempotency-Key` with a POST to make a repeat safe for {AnswerTidying.KeptFor.Days} days, and `If-Match` with the version seen. Lists are paged: `limit` is at most 200, `next` goes into `after`.",
            };
            document.Servers = [];
            ApiOperations.DescribeProblem(document);
            ApiSecurity.Describe(document);
            return Task.CompletedTask;
        });
    });

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi(Path.Replace(Name + "/", "{documentName}/", StringComparison.Ordinal)).Open();
        routes.MapScalarApiReference(Explorer, (options, http) =>
        {
            var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            http.Response.Headers.ContentSecurityPolicy = PolicyOfExplorer(nonce);
            options.WithTitle("Countyworks API").WithOpenApiRoutePattern(Path).DisableDefaultFonts().WithNonce(nonce);
        }).Open();
    }

    // The explorer is not ours and makes its styles in the page. Script runs only with the number of this very answer, and nothing is loaded from or sent to elsewhere.
    private static string PolicyOfExplorer(string nonce) =>
        $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self' data:; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

    // What our own converters write, which the schema can't see from the types.
    private static void Describe(OpenApiSchema schema, Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>))
        {
            (schema.Type, schema.Pattern, schema.Properties) = (JsonSchemaType.String, "^[0-9a-f]{32}$", null);
        }
        else if (type == typeof(Instant))
        {
            (schema.Type, schema.Format, schema.Properties) = (JsonSchemaType.String, "date-time", null);
        }
        else if (type == typeof(LocalDate))
        {
            (schema.Type, schema.Format, schema.Properties) = (JsonSchemaType.String, "date", null);
        }
    }
}
