using Countyworks.Core.Posts;
using Countyworks.Core.SignIn.Attempts;
using Countyworks.Core.SignIn.Means;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Core.SignIn;

/// <summary>A user name and its password.</summary>
/// <param name="User">The user name.</param>
/// <param name="Password">The password.</param>
/// <param name="Code">The code of the authenticator app, or a recovery code, of somebody who has one.</param>
public sealed record Credentials(string User, string Password, string? Code = null);

/// <summary>Signing in and out over the API: the cookie is the same as that of the pages.</summary>
public static class SessionApi
{
    private const string Path = "/api/v1/session";

    /// <summary>POST and DELETE /api/v1/session.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, SignIn).Open().Limited(CallLimit.SigningIn).WithTags("people").AnswersNothing("signIn", "Signs in: the answer sets the cookie that further calls send");
        routes.MapDelete(Path, SignOut).NeedsAnAccount().WithTags("people").AnswersNothing("signOut", "Signs out");
    }

    private static async Task<IResult> SignIn(ApiCall call, SignInCheck check, SecondStep second, SessionStart start, KnownDevice devices, Credentials credentials)
    {
        var http = call.Http;
        var outcome = await check.Try(credentials.User, credentials.Password, http.Connection.RemoteIpAddress, http.RequestAborted, devices.IdFor(http, credentials.User));
        if (!outcome.IsDone(out var account, out var why))
        {
            return call.Problem(why);
        }

        if ((await second.MeansOf(account.PersonId, http.RequestAborted)).IsAny)
        {
            var step = credentials.Code is { } code ? await second.Take(account.PersonId, code, http.RequestAborted) : new Refusal("second_step_needed", "code");
            if (step.Refusal is { } refusal)
            {
                return call.Problem(refusal);
            }
        }

        await start.Begin(http, account);
        return Results.NoContent();
    }

    private static async Task<IResult> SignOut(ApiCall call)
    {
        await SessionEnd.Of(call.Http);
        return Results.NoContent();
    }
}
