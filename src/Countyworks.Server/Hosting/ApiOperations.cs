using System.Globalization;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Jobs;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Countyworks.Server.Hosting;

/// <summary>What every operation of the API has in common, read from what its route declares: the refusals it may answer, and the headers it heeds.</summary>
internal static class ApiOperations
{
    private const string Problem = "Problem";

    /// <summary>Adds the shape of a refusal.</summary>
    public static void DescribeProblem(OpenApiDocument document)
    {
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "Why a call was refused (RFC 9457). Programs look at code; detail is for people, in the language of Accept-Language.",
            Required = new HashSet<string>(StringComparer.Ordinal) { "code", "title", "status", "detail" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["code"] = Text("Stable, snake_case."),
                ["title"] = Text("The status in words."),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["detail"] = Text("What to do."),
                ["field"] = Text("The input it is about."),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Description = "All that is wrong, the first first: each with code, detail, field and what the detail names.",
                    Items = new OpenApiSchema { Type = JsonSchemaType.Object },
                },
            },
        };
        document.AddComponent(Problem, schema);
    }

    /// <summary>Adds to one operation what its route declares.</summary>
    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var isChange = context.Description.HttpMethod != HttpMethods.Get;
        AddHeaders(operation, isChange, metadata);
        operation.Responses ??= [];
        foreach (var status in Statuses(operation, isChange, metadata))
        {
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = ReasonPhrases.GetReasonPhrase(status),
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(Problem, context.Document) },
                },
            };
        }

        return Task.CompletedTask;
    }

    private static IEnumerable<int> Statuses(OpenApiOperation operation, bool isChange, IList<object> metadata)
    {
        yield return StatusCodes.Status400BadRequest;
        if (metadata.OfType<Needs>().LastOrDefault() is { SignedIn: true })
        {
            yield return StatusCodes.Status401Unauthorized;
        }

        if (isChange)
        {
            yield return StatusCodes.Status403Forbidden;
            yield return StatusCodes.Status409Conflict;
        }

        if (operation.Parameters?.Any(p => p.In == ParameterLocation.Path) is true)
        {
            yield return StatusCodes.Status404NotFound;
        }

        if (metadata.OfType<IfMatchHeeded>().Any())
        {
            yield return StatusCodes.Status412PreconditionFailed;
        }

        if (operation.RequestBody is not null)
        {
            yield return StatusCodes.Status413PayloadTooLarge;
            yield return StatusCodes.Status415UnsupportedMediaType;
        }

        if (metadata.OfType<CalledSparingly>().Any())
        {
            yield return StatusCodes.Status429TooManyRequests;
        }

        if (isChange)
        {
            yield return StatusCodes.Status503ServiceUnavailable;
        }
    }

    private static void AddHeaders(OpenApiOperation operation, bool isChange, IList<object> metadata)
    {
        operation.Parameters ??= [];
        if (isChange && operation.RequestBody is not null && !metadata.OfType<RepeatsKnown>().Any())
        {
            operation.Parameters.Add(Header(ApiCall.KeyHeader, $"The same key with the same body answers again what it answered first; with another body it is refused (idempotency_key_reused). After {AnswerTidying.KeptFor.Days} days it counts as a new one.", ApiCall.LongestKey));
        }

        if (metadata.OfType<IfMatchHeeded>().Any())
        {
            operation.Parameters.Add(Header("If-Match", "The version seen, as its ETag: \"3\". When it has changed since, 412.", null));
        }
    }

    private static OpenApiParameter Header(string name, string description, int? longest) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = longest },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
}
