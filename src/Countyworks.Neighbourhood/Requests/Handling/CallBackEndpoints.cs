using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
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

/// <summary>The desk's call-back (回访); of a request elsewhere it says no more than of one that is not there.</summary>
internal static class CallBackEndpoints
{
    private const string Area = "callback";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(RequestKind.Kind.Page + "/{id}/call-back", Show).Needs(RequestPermissions.Take);
        routes.MapPost(RequestKind.Kind.Page + "/{id}/call-back", Say).Needs(RequestPermissions.Take);
    }

    private static async Task<IResult> Show(Id<Matter> id, HttpContext http, DistrictDb db) =>
        await Find(id, http, db) is { } found
            ? Page.Show<CallBackPage, CallBackView>(ViewOf(found, Form.New(Area)))
            : TypedResults.NotFound();

    private static async Task<IResult> Say(Id<Matter> id, Form form, HttpContext http, DistrictDb db, Writer writer, MatterRules rules, IClock clock)
    {
        if (await Find(id, http, db) is not { } found)
        {
            return TypedResults.NotFound();
        }

        var command = new CallBack(new RateRequest(
            id,
            form.For(Area).Choice<CallBackResult>("result"),
            form.ChoiceOrNull<Rating>("response"),
            form.ChoiceOrNull<Rating>("outcome"),
            form.ChoiceOrNull<Rating>("attitude"),
            form.LongText("remark", Words.Limit, required: false)));
        if (form.Refusal is null)
        {
            var outcome = await writer.Run(
                http.Caller().Envelope("call_back", clock.GetCurrentInstant()), change => command.In(change, http.Caller(), rules), http.RequestAborted);
            if (outcome.IsDone(out _, out var why))
            {
                return Results.LocalRedirect($"{RequestKind.Kind.Page}/{id}");
            }

            form.Refused(why);
        }

        return Page.Show<CallBackPage, CallBackView>(ViewOf(found, form), Problems.StatusOf(form));
    }

    private static async Task<Tracked?> Find(Id<Matter> id, HttpContext http, DistrictDb db)
    {
        var found = await (
            from matter in db.Set<Matter>()
            join request in db.Set<Request>() on matter.Id equals request.Id
            where matter.Id == id
            select new Tracked(matter, request)).FirstOrDefaultAsync(http.RequestAborted);
        return found is not null && CallBack.MayAsk(found.Matter, http.Caller()) ? found : null;
    }

    private static CallBackView ViewOf(Tracked found, Form form) => new(form, found.Matter.Id, found.Matter.Number, found.Request.Text, found.Request.Answer);
}
