using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Countyworks.Core.Web;

/// <summary>
/// What a call of the API sends as JSON. What JSON must know of a type is learned when the first body of it comes: learning of all of them would be a tenth of the start.
/// </summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IBody<TSelf> : IBindableFromHttpContext<TSelf>, IEndpointParameterMetadataProvider
    where TSelf : class, IBody<TSelf>
{
    /// <inheritdoc/>
    /// <exception cref="BadHttpRequestException">415: it is not called JSON; 400: it is none, is empty, or does not fit.</exception>
    static async ValueTask<TSelf?> IBindableFromHttpContext<TSelf>.BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true)
        {
            throw new BadHttpRequestException("The body is empty.");
        }

        if (!context.Request.HasJsonContentType())
        {
            throw new BadHttpRequestException("The body is not JSON.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            return await context.Request.ReadFromJsonAsync<TSelf>(context.RequestAborted) ?? throw new BadHttpRequestException("The body is null.");
        }
        catch (JsonException wrong)
        {
            throw new BadHttpRequestException("The body does not fit.", StatusCodes.Status400BadRequest, wrong);
        }
    }

    /// <inheritdoc/>
    static void IEndpointParameterMetadataProvider.PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(TSelf)));
}
