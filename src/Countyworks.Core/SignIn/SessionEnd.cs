using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Countyworks.Core.SignIn;

/// <summary>Ends the session with which a request came.</summary>
internal static class SessionEnd
{
    /// <summary>
    /// What the browser then forgets: pages it kept, and drafts, for the next at this computer is somebody else. How a reader likes to see pages stays, and so does the browser's being known.
    /// </summary>
    public const string Forgotten = "\"cache\", \"storage\"";

    /// <summary>Ends it.</summary>
    public static Task Of(HttpContext http)
    {
        http.Response.Headers["Clear-Site-Data"] = Forgotten;
        return http.SignOutAsync();
    }
}
