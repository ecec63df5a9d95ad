using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Countyworks.Ui;

/// <summary>What pages need, in one call.</summary>
public static class UiServices
{
    /// <summary>
    /// Adds the texts of <paramref name="sources"/> and of this library, the <see cref="PageFrame"/> of each request, and antiforgery.
    /// Chinese leaves as Chinese, not as numbered entities, which would triple its size.
    /// </summary>
    public static IServiceCollection AddUi(this IServiceCollection services, IEnumerable<TextSource> sources)
    {
        services.AddHttpContextAccessor().AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IHttpContextAccessor>((options, requests) => options.Cookie = new HostCookie("cw_form", requests)
        {
            SameSite = SameSiteMode.Strict, SecurePolicy = CookieSecurePolicy.SameAsRequest, HttpOnly = true, IsEssential = true, Path = "/",
        });
        services.Replace(ServiceDescriptor.Singleton(HtmlEncoder.Create(UnicodeRanges.All)));
        services.AddSingleton(new Texts([.. OwnTexts, .. sources]));
        services.AddSingleton(provider => new AssetPaths(provider.GetServices<EndpointDataSource>()));
        services.AddScoped<PageFrame>();
        return services;
    }

    /// <summary>The texts of this library.</summary>
    public static readonly IReadOnlyList<TextSource> OwnTexts = [TextSource.Beside(typeof(UiServices)), TextSource.Beside(typeof(Styleguide.StyleguideEndpoints))];
}
