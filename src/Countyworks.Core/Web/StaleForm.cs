using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Countyworks.Core.Web;

/// <summary>
/// What somebody typed into a page that was open for too long (its token or the session behind it had ended), or sent too often. It is shown again with a fresh
/// token, to be sent by another press, so that nobody types twice. Files must be chosen again.
/// </summary>
/// <param name="Action">Where it was sent.</param>
/// <param name="Fields">What is carried along, in order.</param>
/// <param name="NeedsSignIn">Whether its sender must sign in first.</param>
public sealed record StaleForm(string Action, IReadOnlyList<(string Name, string Value)> Fields, bool NeedsSignIn)
{
    /// <summary>A longer form is not kept: one that is sent without a session is read for nobody's sake but its sender's.</summary>
    public const long LengthLimit = 1_000_000;

    /// <summary>Never shown nor carried: what is typed there is typed again.</summary>
    private static readonly string[] secrets = ["password", "current", "new"];

    /// <summary>What a person wrote, to be read again before it is sent: ids and codes are no words.</summary>
    public IEnumerable<string> Words => Fields.Select(f => f.Value).Where(value => value.Any(c => c > '~' || c == ' '));

    /// <summary>
    /// The form a request carried; null when it carried none, when it did not come from a page of this site, or when it holds a password.
    /// A page elsewhere can make a browser send a form, and must not have it confirmed by us.
    /// </summary>
    /// <param name="http">The request, answered with <paramref name="status"/>.</param>
    /// <param name="status">400 for a token that did not hold, 401 for a session that ended, 429 for one of too many.</param>
    public static async Task<StaleForm?> Of(HttpContext http, int status)
    {
        var request = http.Request;
        var isStale = status is StatusCodes.Status401Unauthorized or StatusCodes.Status429TooManyRequests
            || (status == StatusCodes.Status400BadRequest && http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false });
        if (!isStale || !HttpMethods.IsPost(request.Method) || request.ContentLength is null or > LengthLimit || !IsFromHere(request))
        {
            return null;
        }

        // The platform throws at whoever looks at a form whose token did not hold. That verdict is answered here, and nothing is done with what is read.
        http.Features.Set<IAntiforgeryValidationFeature>(null);
        if (!request.HasFormContentType)
        {
            return null;
        }

        var form = await request.ReadFormAsync(http.RequestAborted);
        return form.Keys.Any(secrets.Contains) ? null : new StaleForm(
            request.Path + request.QueryString,
            [.. from field in form where field.Key[0] != '_' || field.Key == "_do" from value in field.Value where !string.IsNullOrEmpty(value) select (field.Key, value)],
            status == StatusCodes.Status401Unauthorized);
    }

    private static bool IsFromHere(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority == request.Host.Value;
}
