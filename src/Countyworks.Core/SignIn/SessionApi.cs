using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Core.SignIn;

/// <summary>A user name and its password.</summary>
public sealed record Credentials(string User, string Password);

/// <summary>Signing in and out over the API: the cookie is the same as that of the pages.</summary>
public static class SessionApi
{
    private const string Path = "/api/v1/session";

    /// <summary>POST and DELETE /api/v1/session.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, SignIn).Open().WithTags("people").AnswersNothing("signIn", "Signs in: the answer sets the cookie that further calls send");
        routes.MapDelete(Path, SignOut).NeedsAnAccount().WithTags("people").AnswersNothing("signOut", "Signs out");
    }

    private static async Task<IResult> SignIn([AsParameters] ApiCall call, SignInCheck check, Credentials credentials)
    {
        var http = call.Http;
        var outcome = await check.Try(credentials.User, credentials.Password, http.Connection.RemoteIpAddress, http.RequestAborted);
        if (!outcome.IsDone(out var account, out var why))
        {
            return call.Problem(why);
        }

        await http.SignInAsync(SessionTickets.PrincipalOf(account.PersonId));
        return Results.NoContent();
    }

    private static async Task<IResult> SignOut([AsParameters] ApiCall call)
    {
        await call.Http.SignOutAsync();
        return Results.NoContent();
    }
}
