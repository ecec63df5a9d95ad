using Countyworks.Core.SignIn.Means;
using Countyworks.Core.SignIn.Passkeys;
using Countyworks.Core.SignIn.Provider;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Countyworks.Core.SignIn;

/// <summary>What every way of signing in goes on with: the page again, a second step, or the session.</summary>
internal sealed record SignInSteps(
    HttpContext Http,
    [FromServices] SecondStep Second,
    [FromServices] SessionStart Start,
    [FromServices] PasskeyCeremonies Passkeys,
    [FromServices] ProviderAccounts Provider,
    [FromServices] SignInSettings Settings)
{
    /// <summary>The prefix of the labels of its forms.</summary>
    public const string Area = "sign_in";

    /// <summary>The page on which one signs in, filled with what was typed.</summary>
    public async Task<IResult> Page(Form form, string @return) => Ui.Page.Show<SignInPage, SignInView>(
        new SignInView(form, @return, await Passkeys.AskToSignIn(Http), Settings.Provider), Problems.StatusOf(form));

    /// <summary>The page of the second step.</summary>
    public async Task<IResult> SecondPage(Form form, SecondStepAsked asked) => Ui.Page.Show<SecondStepPage, SecondStepView>(
        new SecondStepView(form, asked, asked.Means.HasPasskey ? await Passkeys.AskToSignIn(Http) : null),
        Problems.StatusOf(form));

    /// <summary>After the first step: asks for the second of whoever has the means, or ends.</summary>
    public async Task<IResult> AfterFirst(Account account, FirstStep from, string @return)
    {
        var means = await Second.MeansOf(account.PersonId, Http.RequestAborted);
        return means.IsAny ? await SecondPage(Form.New(Area), new(Second.TicketFor(account, from), @return, means)) : await End(account, from, @return);
    }

    /// <summary>Links what is to be linked, and begins the session.</summary>
    public async Task<IResult> End(Account account, FirstStep from, string @return)
    {
        if (from.Link is { } link && (await Provider.Link(account.PersonId, link)).Refusal is { } why)
        {
            return await Page(Form.New(Area).Refused(why with { Field = null }), @return);
        }

        await Start.Begin(Http, account, from.ByProvider);
        return Results.LocalRedirect(@return);
    }
}
