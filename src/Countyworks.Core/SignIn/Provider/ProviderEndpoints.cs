using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Core.SignIn.Attempts;
using Countyworks.Core.SignIn.Means;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Core.SignIn.Provider;

/// <summary>
/// Signing in by the county's own sign-on: there, back, and for whoever is not known yet a page on which the owner of an account links it. Going there is a GET, because a
/// form may lead nowhere but to ourselves (<c>form-action</c>) and a provider may send its visitors on to another; it changes nothing here. Where the settings name no provider, none of this is there.
/// </summary>
public static class ProviderEndpoints
{
    /// <summary>Where one goes there.</summary>
    public const string Path = NeedsMiddleware.SignInPath + "/provider";

    /// <summary>Where it sends people back to; it has to be known to the provider.</summary>
    public const string ReturnPath = Path + "/return";

    internal const string LinkPath = Path + "/link";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Go).Open().Limited(CallLimit.SigningIn);
        routes.MapGet(ReturnPath, Return).Open().Limited(CallLimit.SigningIn);
        routes.MapPost(LinkPath, Link).Open().Limited(CallLimit.SigningIn);
    }

    private static async Task<IResult> Go([AsParameters] SignInSteps steps, ProviderScheme scheme, PageFrame frame, string? @return)
    {
        var (http, wanted) = (steps.Http, LocalPath.Of(@return));
        if (steps.Settings.Provider is null)
        {
            return Results.NotFound();
        }

        frame.Path = NeedsMiddleware.SignInPath;
        try
        {
            await http.ChallengeAsync(ProviderScheme.Name, scheme.Question(wanted));
            http.Response.Headers.CacheControl = "no-store";
            return Results.Empty;
        }
        catch (Exception away) when (!http.Response.HasStarted && away is InvalidOperationException or HttpRequestException or IOException or OperationCanceledException or Notices.Channels.NotPublicException)
        {
            // Whatever keeps the provider's description from us, people can sign in otherwise.
            return await steps.Page(Form.New(SignInSteps.Area).Refused(scheme.Why(away)), wanted);
        }
    }

    private static async Task<IResult> Return(
        [AsParameters] SignInSteps steps, IAuthenticationHandlerProvider handlers, DistrictSettings settings, PageFrame frame, IClock clock)
    {
        var http = steps.Http;
        if (steps.Settings.Provider is null || !await SchemesOnRequest.Answer(http, handlers, ProviderScheme.Name))
        {
            return Results.NotFound();
        }

        // What stands in the address is good once and for this request: no page may lead there again.
        frame.Path = NeedsMiddleware.SignInPath;
        if (!http.Arrival().IsDone(out var arrival, out var why))
        {
            return await steps.Page(Form.New(SignInSteps.Area).Refused(why), "/");
        }

        var account = await steps.Provider.Find(arrival, http.RequestAborted);
        return account is null ? Unknown(steps, Form.New(SignInSteps.Area), steps.Provider.TicketFor(arrival), arrival)
            : !account.IsActive ? await steps.Page(Form.New(SignInSteps.Area).Refused(new Refusal("account_closed") { Kind = RefusalKind.Forbidden }), "/")
            : ProviderRule.Believes(settings, arrival.Said, CountyTime.LocalDay(clock.GetCurrentInstant())) ? await steps.End(account, new(true, null), arrival.Return)
            : await steps.AfterFirst(account, new(true, null), arrival.Return);
    }

    private static async Task<IResult> Link(Form form, [AsParameters] SignInSteps steps, SignInCheck check, KnownDevice devices)
    {
        var (http, ticket, user) = (steps.Http, form.For(SignInSteps.Area).Value("ticket"), form.Value("user"));
        if (steps.Settings.Provider is null)
        {
            return Results.NotFound();
        }

        if (steps.Provider.Read(ticket) is not { } arrival)
        {
            return await steps.Page(Form.New(SignInSteps.Area).Refused(new Refusal("sign_in_began_too_long_ago")), "/");
        }

        var shown = await check.Try(user, form.Value("password"), http.Connection.RemoteIpAddress, http.RequestAborted, devices.IdFor(http, user));
        return shown.IsDone(out var account, out var why)
            ? await steps.AfterFirst(account, new(false, ticket), arrival.Return)
            : Unknown(steps, form.Refused(why), ticket, arrival);
    }

    private static IResult Unknown(SignInSteps steps, Form form, string ticket, Arrival arrival) => Page.Show<UnknownSubjectPage, UnknownSubjectView>(
        new UnknownSubjectView(form, steps.Settings.Provider!, ticket, arrival), form.Refusal is { } why ? Problems.StatusOfPage(why) : StatusCodes.Status403Forbidden);
}
