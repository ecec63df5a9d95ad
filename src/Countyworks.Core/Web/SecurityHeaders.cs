using Countyworks.Core.Posts;
using Microsoft.AspNetCore.Http;

namespace Countyworks.Core.Web;

/// <summary>
/// What every answer tells the browser not to do: run or load anything but our own files, be framed, guess at types, say elsewhere where its user came from.
/// An answer that has said a policy of its own (a file, the explorer of the API) keeps it. What somebody who has signed in is shown stays in no store.
/// </summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>The policy of our pages: they hold no script and no style of their own, so none that was smuggled in runs.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

    /// <summary>What pages may ask the browser for: where a request is reported, and passkeys. Pictures are taken by the phone's own camera, which asks for nothing.</summary>
    public const string Permissions =
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(self), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
        + "publickey-credentials-create=(self), publickey-credentials-get=(self), usb=()";

    /// <summary>A year, for this host alone: other names of the county are others' business.</summary>
    public const string OnlyHttps = "max-age=31536000";

    /// <summary>Sees to it that the answer carries them, whoever makes it.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(static state => Set((HttpContext)state), http);
        return next(http);
    }

    private static Task Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = Policy;
        }

        headers.XContentTypeOptions = "nosniff";

        // Not "no-referrer": browsers then send forms with the origin "null", and a form from our own page must be told from another site's.
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (http.Request.IsHttps)
        {
            headers.StrictTransportSecurity = OnlyHttps;
        }

        if (headers.CacheControl.Count == 0 && http.Caller().Person is not null)
        {
            headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }
}
