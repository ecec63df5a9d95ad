using System.Reflection;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Countyworks.Ui;

/// <summary>
/// A form as the argument of an endpoint: <c>MapPost("/requests", (Form form) => …)</c>. Such an endpoint can't be written without
/// protection: it demands the antiforgery token of <see cref="PostForm"/>, and without a valid one the handler never runs.
/// </summary>
public sealed partial class Form : IEndpointParameterMetadataProvider
{
    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(Demand.Token);

    /// <summary>Reads the posted form.</summary>
    /// <exception cref="BadHttpRequestException">It isn't a form, or the token is missing or stale (400).</exception>
    public static async ValueTask<Form?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true })
        {
            throw new BadHttpRequestException("The antiforgery token is missing or stale.");
        }

        return http.Request.HasFormContentType
            ? Of(await http.Request.ReadFormAsync(http.RequestAborted))
            : throw new BadHttpRequestException("A form was expected.", StatusCodes.Status415UnsupportedMediaType);
    }

    private sealed class Demand : IAntiforgeryMetadata
    {
        public static readonly Demand Token = new();

        public bool RequiresValidation => true;
    }
}
