using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Settings;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Handling;

/// <summary>Showing who the requester is, and hiding it from those complained about; whoever may not see the request finds nothing.</summary>
public static class RevealEndpoints
{
    private const string Area = "reveal";

    /// <summary><c>/requests/{id}/reveal</c> and <c>/requests/{id}/hide</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup(RequestKind.Kind.Page + "/{id}").NeedsAnAccount().ExcludeFromDescription();
        pages.MapGet("/reveal", Show);
        pages.MapPost("/reveal", Reveal);
        pages.MapPost("/hide", Hide);
    }

    /// <summary>The address of the page.</summary>
    public static string PathOf(Id<Matter> matter) => $"{RequestKind.Kind.Page}/{matter}/reveal";

    private static async Task<IResult> Show(Id<Matter> id, RequestCall page, DistrictSettings settings) =>
        await Find(id, page, settings) is { } matter ? ShowForm(matter, Form.New(Area)) : TypedResults.NotFound();

    private static async Task<IResult> Reveal(Id<Matter> id, Form form, RequestCall page, DistrictSettings settings)
    {
        if (await Find(id, page, settings) is not { } matter)
        {
            return TypedResults.NotFound();
        }

        var command = new RevealContact(id, form.For(Area).Choice<RevealReason>("reason"), form.Text("remark", RevealContact.RemarkLimit), settings);
        if (form.Refusal is null)
        {
            var outcome = await page.Writer.Run(page.Caller.Envelope("reveal_contact", page.Now), change => command.In(change, page.Caller, page.Rules), page.Http.RequestAborted);
            if (outcome.IsDone(out _, out var why))
            {
                return TypedResults.LocalRedirect($"{RequestKind.Kind.Page}/{id}");
            }

            form.Refused(why);
        }

        return ShowForm(matter, form);
    }

    private static async Task<IResult> Hide(Id<Matter> id, Form form, RequestCall page)
    {
        var isHidden = form.Value("hidden") == "yes";
        var outcome = await page.Writer.Run(
            page.Caller.Envelope("hide_requester", page.Now), change => new HideRequester(id, isHidden).In(change, page.Caller, page.Rules), page.Http.RequestAborted);
        return outcome.Refusal is null ? TypedResults.LocalRedirect($"{RequestKind.Kind.Page}/{id}") : TypedResults.NotFound();
    }

    private static async Task<Matter?> Find(Id<Matter> id, RequestCall page, DistrictSettings settings)
    {
        var (dossier, request) = (Dossier.Read(page.Db, id, page.Rules), await page.Db.Set<Request>().FirstOrDefaultAsync(r => r.Id == id, page.Http.RequestAborted));
        if (dossier is null || request is null || !Contact.IsIn(request))
        {
            return null;
        }

        var (standing, isHidden) = (Standing.Of(dossier, page.Caller), HideRequester.Holds(request, dossier.Matter, settings, page.Now));
        return standing.MaySee && RevealContact.MayAsk(dossier, standing, page.Caller, isHidden) ? dossier.Matter : null;
    }

    private static IResult ShowForm(Matter matter, Form form) =>
        Page.Show<RevealPage, RevealView>(new RevealView(form, matter.Id, matter.Number), Problems.StatusOf(form));
}

/// <summary>The page on which somebody says why they need to know who asked.</summary>
/// <param name="Form">The form.</param>
/// <param name="Id">Which request.</param>
/// <param name="Number">What people call it.</param>
public sealed record RevealView(Form Form, Id<Matter> Id, string Number);
