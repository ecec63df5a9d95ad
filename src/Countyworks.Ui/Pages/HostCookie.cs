using Microsoft.AspNetCore.Http;

namespace Countyworks.Ui;

/// <summary>
/// A cookie of this very host: over https its name begins with <c>__Host-</c>, and browsers then take it from nobody else. Over http, which offices without a
/// certificate use within their own network, browsers refuse that name, so it is left out.
/// </summary>
/// <param name="name">Its name without that.</param>
/// <param name="requests">By which the request came, for those who ask for the name alone.</param>
public sealed class HostCookie(string name, IHttpContextAccessor requests) : CookieBuilder
{
    /// <inheritdoc/>
    public override string? Name
    {
        get => requests.HttpContext is { Request: var request } ? Named(request, name) : name;
        set => throw new NotSupportedException("Its name is given once.");
    }

    /// <summary>The name of a cookie as this request sends and takes it.</summary>
    public static string Named(HttpRequest request, string name) => request.IsHttps ? "__Host-" + name : name;
}
