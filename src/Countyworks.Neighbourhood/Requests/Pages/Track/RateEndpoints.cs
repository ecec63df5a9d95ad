using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Pages.Track;

/// <summary>The requester says what came of it and rates three things.</summary>
internal static class RateEndpoints
{
    private const string Area = "rate";

    public static void Map(IEndpointRouteBuilder routes, string path)
    {
        routes.MapGet(path, Show).Open();
        routes.MapPost(path, Rate).Open().Limited(CallLimit.Filing);
    }

    private static async Task<IResult> Show(
        string number, string code, HttpContext http, TrackingCheck check, TrackReading reading, DistrictDb db) =>
        (await check.Open(number, code, http)).IsDone(out var tracked, out var why)
            ? Page.Show<RatePage, RateView>(new RateView(Form.New(Area), tracked.Address, await reading.AnswerOf(tracked, db, http.RequestAborted)))
            : TrackEndpoints.Refused(why, number);

    private static async Task<IResult> Rate(
        string number, string code, Form form, HttpContext http, TrackingCheck check, TrackReading reading, DistrictDb db, Writer writer, MatterRules rules, IClock clock)
    {
        if (!(await check.Open(number, code, http)).IsDone(out var tracked, out var wrong))
        {
            return TrackEndpoints.Refused(wrong, number);
        }

        var command = new RateRequest(
            tracked.Matter.Id,
            form.For(Area).Choice<CallBackResult>("result"),
            form.ChoiceOrNull<Rating>("response"),
            form.ChoiceOrNull<Rating>("outcome"),
            form.ChoiceOrNull<Rating>("attitude"),
            form.LongText("remark", Words.Limit, required: false));
        if (form.Refusal is null)
        {
            var outcome = await writer.Run(http.Caller().Envelope("rate_request", clock.GetCurrentInstant()), change => command.In(change, rules), http.RequestAborted);
            if (outcome.IsDone(out _, out var why))
            {
                return Results.LocalRedirect(tracked.Address + "?thanks=rated");
            }

            form.Refused(why);
        }

        return Page.Show<RatePage, RateView>(
            new RateView(form, tracked.Address, await reading.AnswerOf(tracked, db, http.RequestAborted)), Problems.StatusOf(form));
    }
}
