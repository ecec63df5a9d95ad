using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Pages.Track;

/// <summary>The requester adds words and photos while the request is open.</summary>
internal static class MoreEndpoints
{
    private const string Area = "more";

    public static void Map(IEndpointRouteBuilder routes, string path, FileLimits limits)
    {
        routes.MapGet(path, Show).Open();
        routes.MapPost(path, Add).Open().TakesFiles(limits).Limited(CallLimit.Filing);
    }

    private static async Task<IResult> Show(string number, string code, HttpContext http, TrackingCheck check, FileLimits limits) =>
        (await check.Open(number, code, http)).IsDone(out var tracked, out var why)
            ? Page.Show<MorePage, MoreView>(new MoreView(Form.New(Area), tracked.Address, [], "", limits))
            : TrackEndpoints.Refused(why, number);

    private static async Task<IResult> Add(
        string number, string code, Form form, HttpContext http, TrackingCheck check, KeptFiles kept, FileIntake intake, FileLimits limits, Writer writer, IClock clock)
    {
        if (!(await check.Open(number, code, http)).IsDone(out var tracked, out var wrong))
        {
            return TrackEndpoints.Refused(wrong, number);
        }

        var remark = form.For(Area).LongText("remark", Words.Limit, required: false);
        var (files, refused) = await kept.Take(form, MoreView.MostFiles, intake, limits, http.RequestAborted);
        if ((refused ?? form.Refusal) is null)
        {
            var body = string.Join('\n', [tracked.Matter.Number, remark, .. files.Select(file => Convert.ToHexStringLower(file.Sha256))]);
            var once = form.Once.Length == 0 ? null : Once.For(form.Once, body);
            var outcome = await writer.Run<Done>(
                http.Caller().Envelope("add_information", clock.GetCurrentInstant(), once: once),
                change => new AddInformation(tracked.Matter.Id, remark, [.. files.Select(file => new KeepFile(file).In(change).Value)]).In(change),
                http.RequestAborted);
            if (outcome.IsDone(out _, out refused))
            {
                return Results.LocalRedirect(tracked.Address + "?thanks=added");
            }
        }

        if (refused is not null)
        {
            form.Refused(refused);
        }

        return Page.Show<MorePage, MoreView>(new MoreView(form, tracked.Address, files, kept.Seal(files), limits), Problems.StatusOf(form));
    }
}
