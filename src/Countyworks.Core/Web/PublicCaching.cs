using System.IO.Compression;
using Countyworks.Core.Posts;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Countyworks.Core.Web;

/// <summary>
/// Keeps public pages for a few seconds, so that a page everybody looks at is made once, and packs them once, a sixth as large for a cheap phone's
/// network. Only for pages without a form: the token of a form is its reader's own, and its page is never kept; and where nothing secret
/// is in a page, packing tells nothing by its length.
/// </summary>
public static class PublicCaching
{
    private const long SizeLimitBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan keptFor = TimeSpan.FromSeconds(5);

    /// <summary>Adds the store of kept pages.</summary>
    public static IServiceCollection AddPublicCaching(this IServiceCollection services) => services
        .AddOutputCache(options => options.SizeLimit = SizeLimitBytes)
        .Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Optimal)
        .AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.Providers.Add<GzipCompressionProvider>();
        });

    /// <summary>Serves kept pages, and packs those that are to be kept.</summary>
    public static IApplicationBuilder UsePublicCaching(this IApplicationBuilder app) => app
        .UseOutputCache()
        .UseWhen(http => http.GetEndpoint()?.Metadata.GetMetadata<ForAnybody>() is not null && IsStranger(http), packed => packed.UseResponseCompression());

    /// <summary>Keeps this page for readers who have not signed in, one for each way of seeing it.</summary>
    public static TBuilder CacheForAnybody<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new ForAnybody()).CacheOutput(policy => policy
        .With(context => IsStranger(context.HttpContext))
        .VaryByValue(context => new("preferences", Preferences.Read(context.Request).ToString()))
        .VaryByValue(context => new("packed", TakesPacked(context.Request) ? "yes" : "no"))
        .Expire(keptFor));

    private static bool IsStranger(HttpContext http) => http.Caller().Person is null;

    // As the packing itself reads it: so that one kind of answer is kept for each, not one for every way of writing the header.
    private static bool TakesPacked(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var taken) && taken.Any(t => t.Value.Value is "gzip" or "*" && t.Quality is null or > 0);

    private sealed class ForAnybody;
}
