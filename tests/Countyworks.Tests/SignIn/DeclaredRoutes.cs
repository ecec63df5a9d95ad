using System.Text;
using Countyworks.Core.Matters;
using Countyworks.Core.Matters.Deeds;
using Countyworks.Core.Posts;
using Countyworks.Server.Hosting;
using Countyworks.Tests.Given;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Tests.SignIn;

/// <summary>A route by one of its methods, as the product declares it; its address names a thing, or a deed with it.</summary>
internal sealed record DeclaredRoute(HttpMethod Method, string Pattern, string Path, Needs Needs)
{
    public bool IsApi => Path.StartsWith("/api", StringComparison.Ordinal);

    /// <summary>A body its sender might send: a form with a token, or an object without anything in it.</summary>
    public HttpContent? Body(string token) =>
        Method == HttpMethod.Get ? null
        : IsApi ? new StringContent("{}", Encoding.UTF8, "application/json")
        : new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["remark"] = "情况属实" });
}

/// <summary>Every route of the product that declares what it needs.</summary>
internal static class DeclaredRoutes
{
    public static IEnumerable<RouteEndpoint> Endpoints(Site site) =>
        site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>();

    /// <summary>The routes with <paramref name="id"/> for every parameter, but for the name of a deed: such a route is listed once for each deed.</summary>
    public static IEnumerable<DeclaredRoute> Of(Site site, string id) =>
        from endpoint in Endpoints(site)
        let needs = endpoint.Metadata.Declared()
        where needs is not null && !endpoint.RoutePattern.RawText!.StartsWith("_content", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        from deed in endpoint.RoutePattern.Parameters.Any(p => p.Name == "deed") ? DeedsOf(endpoint.RoutePattern.RawText!) : [id]
        select new DeclaredRoute(new HttpMethod(method), endpoint.RoutePattern.RawText!, PathOf(endpoint.RoutePattern, id, deed), needs);

    private static IEnumerable<string> DeedsOf(string pattern) => CountyHost.Modules.SelectMany(m => m.Kinds)
        .Where(kind => pattern.TrimStart('/').StartsWith(kind.Page.TrimStart('/') + "/", StringComparison.Ordinal))
        .SelectMany(DeedBook.Of).Select(deed => deed.Name);

    private static string PathOf(RoutePattern pattern, string id, string deed) => "/" + string.Join('/', pattern.PathSegments.Select(segment =>
        segment.IsSimple && segment.Parts[0] is RoutePatternLiteralPart literal ? literal.Content
        : segment.IsSimple && segment.Parts[0] is RoutePatternParameterPart { Name: "deed" } ? deed
        : id));
}
