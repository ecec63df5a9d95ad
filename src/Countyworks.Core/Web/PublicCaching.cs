using Countyworks.Core.Posts;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Core.Web;

/// <summary>
/// Keeps public pages for a few seconds, so that a page everybody looks at is made once. Only for pages without a form: the token of a
/// form is its reader's own, and its page is never kept.
/// </summary>
public static class PublicCaching
{
    private const long SizeLimitBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(5);

    /// <summary>Adds the store of kept pages.</summary>
    public static IServiceCollection AddPublicCaching(this IServiceCollection services) => services.AddOutputCache(options => options.SizeLimit = SizeLimitBytes);

    /// <summary>Keeps this page for readers who have not signed in, one for each way of seeing it.</summary>
    public static TBuilder CacheForAnybody<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.CacheOutput(policy => policy
        .With(context => context.HttpContext.Caller().Person is null)
        .VaryByValue(context => new("preferences", Preferences.Read(context.Request).ToString()))
        .Expire(KeptFor));
}
