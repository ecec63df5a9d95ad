using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Countyworks.Core.Web.Limits;

/// <summary>Answers 413 to a body that says it is larger than may be, before anybody reads it.</summary>
internal static class TooLarge
{
    private const long ThrownAwayBytes = 64 * 1024 * 1024;

    /// <summary>Whether it was refused.</summary>
    /// <param name="http">The request.</param>
    /// <param name="size">The limit that holds for it.</param>
    public static bool Refuses(HttpContext http, IHttpMaxRequestBodySizeFeature size)
    {
        if (!(size.MaxRequestBodySize < http.Request.ContentLength))
        {
            return false;
        }

        // What is still on its way is taken and thrown away, or the caller sees a broken line instead of the answer.
        if (!size.IsReadOnly)
        {
            size.MaxRequestBodySize = ThrownAwayBytes;
        }

        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return true;
    }
}
