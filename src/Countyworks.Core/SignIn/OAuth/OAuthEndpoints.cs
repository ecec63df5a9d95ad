using System.Globalization;
using Countyworks.Core.Posts;
using Countyworks.Core.Web.Limits;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;

namespace Countyworks.Core.SignIn.OAuth;

/// <summary>
/// OAuth 2.0 for software that wants it (RFC 6749, client credentials alone): the id of a key and the key itself for a token of some minutes, which is good wherever the key is.
/// </summary>
public static class OAuthEndpoints
{
    /// <summary>Where a token is given.</summary>
    public const string TokenPath = "/oauth/token";

    /// <summary>What this server says of itself (RFC 8414).</summary>
    public const string MetadataPath = "/.well-known/oauth-authorization-server";

    /// <summary>The scheme's name.</summary>
    internal const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(TokenPath, Give).Open().Limited(CallLimit.SigningIn).WithMetadata(new TurnedAway(TooOften)).ExcludeFromDescription();
        routes.MapGet(MetadataPath, Answer).Open().ExcludeFromDescription();
    }

    /// <summary>Adds what it needs.</summary>
    public static IServiceCollection AddOAuth(this IServiceCollection services)
    {
        OAuthServer.Add(services);
        return services;
    }

    private static async Task Answer(HttpContext http, IAuthenticationHandlerProvider handlers)
    {
        if (!await SchemesOnRequest.Answer(http, handlers, Scheme))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    // The form is read here first, where one that can't be read is its sender's mistake and not a fault of ours.
    private static async Task Give(HttpContext http, IAuthenticationHandlerProvider handlers)
    {
        try
        {
            if (http.Request.HasFormContentType)
            {
                await http.Request.ReadFormAsync(http.RequestAborted);
            }
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            await Refuse(http, StatusCodes.Status400BadRequest, OpenIddictConstants.Errors.InvalidRequest, "The form can't be read.");
            return;
        }

        await Answer(http, handlers);
    }

    private static Task TooOften(HttpContext http, int minutes)
    {
        http.Response.Headers.RetryAfter = (minutes * 60).ToString(CultureInfo.InvariantCulture);
        return Refuse(http, StatusCodes.Status429TooManyRequests, OpenIddictConstants.Errors.TemporarilyUnavailable, "Too many tries. See Retry-After.");
    }

    private static Task Refuse(HttpContext http, int status, string error, string description)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { error, error_description = description }, statusCode: status).ExecuteAsync(http);
    }
}
