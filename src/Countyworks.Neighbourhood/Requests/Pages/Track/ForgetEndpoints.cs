using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Erasing;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Pages.Track;

/// <summary>A requester who has number and code has their name and phone erased, without an account.</summary>
internal static class ForgetEndpoints
{
    private const string Area = "forget";

    public static void Map(IEndpointRouteBuilder routes, string path)
    {
        routes.MapGet(path, Show).Open();
        routes.MapPost(path, Forget).Open();
    }

    private static async Task<IResult> Show(string number, string code, HttpContext http, TrackingCheck check) =>
        (await check.Open(number, code, http)).IsDone(out var tracked, out var why)
            ? Page.Show<ForgetPage, ForgetView>(ViewOf(Form.New(Area), tracked))
            : TrackEndpoints.Refused(why, number);

    private static async Task<IResult> Forget(string number, string code, Form form, HttpContext http, TrackingCheck check, Writer writer, IClock clock)
    {
        if (!(await check.Open(number, code, http)).IsDone(out var tracked, out var wrong))
        {
            return TrackEndpoints.Refused(wrong, number);
        }

        var hasWords = form.For(Area).Flag("words") && !tracked.Matter.IsOpen;
        if (!form.Flag("sure"))
        {
            return Page.Show<ForgetPage, ForgetView>(ViewOf(form.Refused(Refusal.Missing("sure")), tracked), StatusCodes.Status422UnprocessableEntity);
        }

        var outcome = await writer.Run(
            http.Caller().Envelope("forget_requester", clock.GetCurrentInstant()), change => Erase(change, tracked.Matter.Id, hasWords), http.RequestAborted);
        return outcome.IsDone(out _, out var refusal)
            ? Results.LocalRedirect(tracked.Address + "?thanks=forgotten")
            : Page.Show<ForgetPage, ForgetView>(ViewOf(form.Refused(refusal), tracked), Problems.StatusOfPage(refusal));
    }

    private static Outcome<Done> Erase(Change change, Id<Matter> id, bool hasWords)
    {
        var (matter, request) = (change.Db.Set<Matter>().Single(m => m.Id == id), change.Db.Set<Request>().Single(r => r.Id == id));
        EraseRequest.Contact(change, request, ErasedFor.Wish);
        if (hasWords && !matter.IsOpen && request.Text != EraseRequest.Gone)
        {
            EraseRequest.Words(change, matter, request, ErasedFor.Wish);
        }

        return Done.It;
    }

    private static ForgetView ViewOf(Form form, Tracked tracked) => new(form, tracked.Address, tracked.Matter.Number, tracked.Matter.IsOpen);
}

/// <summary>The question whether to erase who asked.</summary>
/// <param name="Form">The form.</param>
/// <param name="Link">The tracking page.</param>
/// <param name="Number">What people call the request.</param>
/// <param name="IsOpen">Whether it is still handled.</param>
public sealed record ForgetView(Form Form, string Link, string Number, bool IsOpen);
