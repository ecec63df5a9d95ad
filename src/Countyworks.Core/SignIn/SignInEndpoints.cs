using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Core.SignIn;

/// <summary>Signing in and out, one's own sessions and password.</summary>
public static class SignInEndpoints
{
    /// <summary>Where one signs out.</summary>
    public const string SignOutPath = "/sign-out";

    /// <summary>Where one's own sessions are listed.</summary>
    public const string SessionsPath = "/my/sessions";

    /// <summary>Where one's own password is changed.</summary>
    public const string PasswordPath = "/my/password";

    private const string Area = "sign_in";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(NeedsMiddleware.SignInPath, (HttpContext http, string? @return) => ShowSignIn(http, @return)).Open();
        routes.MapPost(NeedsMiddleware.SignInPath, SignIn).Open();
        routes.MapGet(SignOutPath, (HttpContext http) => Page.Show<SignOutPage, SignOutView>(new SignOutView(http.Caller().Person!.Name))).NeedsAnAccount();
        routes.MapPost(SignOutPath, SignOut).NeedsAnAccount();
        routes.MapGet(SessionsPath, ShowSessions).NeedsAnAccount();
        routes.MapPost(SessionsPath, EndSession).NeedsAnAccount();
        routes.MapGet(PasswordPath, (HttpContext http) => ShowPassword(http.SignedIn()!, Form.New(Area))).NeedsAnAccount();
        routes.MapPost(PasswordPath, ChangePassword).NeedsAnAccount();
    }

    private static IResult ShowSignIn(HttpContext http, string? @return) => http.Caller().Person is null
        ? Page.Show<SignInPage, SignInView>(new SignInView(Form.New(Area), LocalPath.Of(@return)))
        : Results.LocalRedirect(LocalPath.Of(@return));

    private static async Task<IResult> SignIn(Form form, HttpContext http, SignInCheck check, CancellationToken cancellation)
    {
        var wanted = LocalPath.Of(form.Value("return"));
        var outcome = await check.Try(form.For(Area).Value("user"), form.Value("password"), http.Connection.RemoteIpAddress, cancellation);
        if (!outcome.IsDone(out var account, out var why))
        {
            return Page.Show<SignInPage, SignInView>(new SignInView(form.Refused(why), wanted), Problems.StatusOf(why.Kind));
        }

        await http.SignInAsync(SessionTickets.PrincipalOf(account.PersonId));
        return Results.LocalRedirect(wanted);
    }

    private static async Task<IResult> SignOut(Form form, HttpContext http)
    {
        await http.SignOutAsync();
        return Results.LocalRedirect("/");
    }

    private static async Task<IResult> ShowSessions(HttpContext http, SessionBook book, CancellationToken cancellation)
    {
        var own = http.SignedIn()!;
        return Page.Show<SessionsPage, SessionsView>(new SessionsView(await book.Of(own.Person.Id, cancellation), own.Session.Name));
    }

    private static async Task<IResult> EndSession(Form form, HttpContext http, SessionBook book)
    {
        var own = http.SignedIn()!;
        var name = form.Value("session");
        if (name.Length != own.Session.Name.Length || !name.All(char.IsAsciiHexDigit))
        {
            return Results.NotFound();
        }

        await book.End(own.Person.Id, Convert.FromHexString(name));
        return Results.LocalRedirect(SessionsPath);
    }

    private static IResult ShowPassword(SignedIn own, Form form, bool isDone = false) => Page.Show<PasswordPage, PasswordView>(
        new PasswordView(form, own.Account.UserName, own.Account.IsOneTime, isDone), form.Refusal is { } why ? Problems.StatusOf(why.Kind) : StatusCodes.Status200OK);

    private static async Task<IResult> ChangePassword(Form form, HttpContext http, ChangePassword useCase, CancellationToken cancellation)
    {
        var own = http.SignedIn()!;
        var outcome = await useCase.Run(own, form.For(Area).Value("current"), form.Value("new"), http.Connection.RemoteIpAddress, cancellation);
        return outcome.Refusal is { } why ? ShowPassword(own, form.Refused(why))
            : own.Account.IsOneTime ? Results.LocalRedirect("/")
            : ShowPassword(own, Form.New(Area), isDone: true);
    }
}
