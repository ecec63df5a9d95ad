using Countyworks.Core.People;
using Countyworks.Data.Secrets;
using Countyworks.Core.Posts;
using Countyworks.Core.SignIn.Attempts;
using Countyworks.Core.SignIn.Means;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

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

    internal const string SecondPath = NeedsMiddleware.SignInPath + "/second";

    internal const string PasskeyPath = NeedsMiddleware.SignInPath + "/passkey";

    /// <summary>Where a password being typed is judged.</summary>
    internal const string StrengthPath = "/password-strength";

    private const string Area = SignInSteps.Area;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(NeedsMiddleware.SignInPath, ShowSignIn).Open();
        routes.MapPost(NeedsMiddleware.SignInPath, SignIn).Open().Limited(CallLimit.SigningIn);
        routes.MapPost(SecondPath, SignInSecond).Open().Limited(CallLimit.SigningIn);
        routes.MapPost(PasskeyPath, SignInByPasskey).Open().Limited(CallLimit.SigningIn);
        routes.MapPost(StrengthPath, Judge).Open();
        routes.MapGet(SignOutPath, (HttpContext http) => Page.Show<SignOutPage, SignOutView>(new SignOutView(http.Caller().Person!.Name))).NeedsAnAccount();
        routes.MapPost(SignOutPath, SignOut).NeedsAnAccount();
        routes.MapGet(SessionsPath, (HttpContext http, SessionBook book, IClock clock) => ShowSessions(http, book, clock)).NeedsAnAccount();
        routes.MapPost(SessionsPath, EndSession).NeedsAnAccount();
        routes.MapGet(PasswordPath, (HttpContext http) => ShowPassword(http.SignedIn()!, Form.New(Area))).NeedsAnAccount();
        routes.MapPost(PasswordPath, ChangePassword).NeedsAnAccount();
    }

    private static async Task<IResult> ShowSignIn([AsParameters] SignInSteps steps, string? @return) => steps.Http.Caller().Person is null
        ? await steps.Page(Form.New(Area), LocalPath.Of(@return))
        : Results.LocalRedirect(LocalPath.Of(@return));

    private static async Task<IResult> SignIn(Form form, [AsParameters] SignInSteps steps, SignInCheck check, KnownDevice devices)
    {
        var (http, wanted, user) = (steps.Http, LocalPath.Of(form.For(Area).Value("return")), form.Value("user"));
        var outcome = await check.Try(user, form.Value("password"), http.Connection.RemoteIpAddress, http.RequestAborted, devices.IdFor(http, user));
        return outcome.IsDone(out var account, out var why) ? await steps.AfterFirst(account, FirstStep.Password, wanted) : await steps.Page(form.Refused(why), wanted);
    }

    private static async Task<IResult> SignInSecond(Form form, [AsParameters] SignInSteps steps)
    {
        var (wanted, ticket, stop) = (LocalPath.Of(form.For(Area).Value("return")), form.Value("ticket"), steps.Http.RequestAborted);
        if (!(await steps.Second.AccountOf(ticket, stop)).IsDone(out var passed, out var why))
        {
            return await steps.Page(Form.New(Area).Refused(why), wanted);
        }

        return (await steps.Second.Take(passed.Account.PersonId, form.Value("code"), stop)).Refusal is { } refusal
            ? await steps.SecondPage(form.Refused(refusal), new(ticket, wanted, await steps.Second.MeansOf(passed.Account.PersonId, stop)))
            : await steps.End(passed.Account, passed.From, wanted);
    }

    // A passkey needs nothing before it; shown as the second step it comes with the ticket of the first, which may have something to link.
    private static async Task<IResult> SignInByPasskey(Form form, [AsParameters] SignInSteps steps)
    {
        var wanted = LocalPath.Of(form.For(Area).Value("return"));
        if (!(await steps.Passkeys.SignedIn(form.Value("state"), form.Value("credential"), steps.Http)).IsDone(out var account, out var why))
        {
            return await steps.Page(form.Refused(why), wanted);
        }

        var isSecond = (await steps.Second.AccountOf(form.Value("ticket"), steps.Http.RequestAborted)).IsDone(out var passed, out _) && passed.Account.PersonId == account.PersonId;
        return await steps.End(account, isSecond ? passed.From : FirstStep.Password, wanted);
    }

    private static async Task<IResult> SignOut(Form form, HttpContext http)
    {
        await SessionEnd.Of(http);
        return Results.LocalRedirect("/");
    }

    private static async Task<IResult> ShowSessions(HttpContext http, SessionBook book, IClock clock, Form? form = null)
    {
        var own = http.SignedIn()!;
        form ??= Form.New(Area);
        return Page.Show<SessionsPage, SessionsView>(
            new SessionsView(form, own.Account.UserName, await book.Of(own.Person.Id, http.RequestAborted), own.Session, own.Session.IsFreshAt(clock.GetCurrentInstant())),
            Problems.StatusOf(form));
    }

    private static async Task<IResult> EndSession(Form form, HttpContext http, SessionBook book, IClock clock, PasswordAgain again)
    {
        var (own, name) = (http.SignedIn()!, form.For(Area).Value("session"));
        if (name != SessionsView.Others && (name.Length != own.Session.Name.Length || !name.All(char.IsAsciiHexDigit)))
        {
            return Results.NotFound();
        }

        if (!own.Session.IsFreshAt(clock.GetCurrentInstant()) && await again.Wrong(http, form.Value("current")) is { } wrong)
        {
            return await ShowSessions(http, book, clock, form.Refused(wrong));
        }

        await (name == SessionsView.Others ? book.EndOthers(own) : book.End(own.Person.Id, Convert.FromHexString(name)));
        return Results.LocalRedirect(SessionsPath);
    }

    private static IResult ShowPassword(SignedIn own, Form form, PasswordJudgement? strength = null, bool isDone = false) => Page.Show<PasswordPage, PasswordView>(
        new PasswordView(form, own.Account.UserName, own.Account.IsOneTime, isDone, strength),
        Problems.StatusOf(form));

    private static async Task<IResult> ChangePassword(
        Form form, HttpContext http, ChangePassword useCase, PasswordRules rules, ISecrets secrets, KnownDevice devices, CancellationToken cancellation)
    {
        var (own, wanted) = (http.SignedIn()!, form.For(Area).Value("new"));
        var outcome = await useCase.Run(own, form.Value("current"), wanted, http.Connection.RemoteIpAddress, devices.IdFor(http, own.Account.UserName), cancellation);
        return outcome.Refusal is { } why ? ShowPassword(own, form.Refused(why), rules.Judge(wanted, "new", own.Account.UserName, own.Person.Name, PersonContact.Of(own.Person, secrets).Phone))
            : own.Account.IsOneTime ? Results.LocalRedirect("/")
            : ShowPassword(own, Form.New(Area), isDone: true);
    }

    private static IResult Judge(Form form, PasswordRules rules, HttpContext http)
    {
        var judgement = rules.Judge(form.Value("new"), "new", form.Value("user"), form.Value("name"), http.Caller().Person?.Name);
        return Page.Part<StrengthPart>(new Dictionary<string, object?> { [nameof(StrengthPart.Judgement)] = form.Value("new").Length == 0 ? null : judgement });
    }
}
