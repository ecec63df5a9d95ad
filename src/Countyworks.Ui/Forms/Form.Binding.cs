using System.Reflection;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Countyworks.Ui;

/// <summary>
/// A form as the argument of an endpoint: <c>MapPost("/requests", (Form form) => …)</c>. Such an endpoint can't be written without
/// protection: it demands the antiforgery token of <see cref="PostForm"/>, and without a valid one the handler never runs. Don't make the argument nullable.
/// </summary>
public sealed partial class Form : IEndpointParameterMetadataProvider
{
    /// <inheritdoc/>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(Demand.Token);

    /// <summary>
    /// Reads the posted form. Null when it isn't a form, or when the token is missing or stale: as the argument of an endpoint is
    /// not nullable, the platform then answers 400 by itself.
    /// </summary>
    public static async ValueTask<Form?> BindAsync(HttpContext http, ParameterInfo parameter) =>
        http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true } && http.Request.HasFormContentType
            ? Of(await http.Request.ReadFormAsync(http.RequestAborted))
            : null;

    private sealed class Demand : IAntiforgeryMetadata
    {
        public static readonly Demand Token = new();

        public bool RequiresValidation => true;
    }
}
