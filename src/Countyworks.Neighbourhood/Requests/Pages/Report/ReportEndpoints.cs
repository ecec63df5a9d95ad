using Countyworks.Core.Files;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Data.Model;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Neighbourhood.Requests.Pages.Report;

/// <summary>
/// Reporting in three steps: <c>GET /report</c> begins, <c>POST /report</c> goes from step to step and files,
/// <c>GET /report/filed/{number}/{code}</c> says what happens next.
/// </summary>
public static class ReportEndpoints
{
    /// <summary>Where it begins.</summary>
    public const string Path = "/report";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (HttpContext http, Reporting reporting) => reporting.Begin(http.Caller())).Open();
        routes.MapPost(Path, (Form form, HttpContext http, DistrictDb db, Reporting reporting) => reporting.Go(form, http.Caller(), db, http.RequestAborted))
            .Open().TakesFiles(routes.ServiceProvider.GetRequiredService<FileLimits>()).Limited(CallLimit.Filing);
        routes.MapGet(Path + "/filed/{number}/{code}", ShowFiled).Open();
    }

    private static async Task<IResult> ShowFiled(string number, string code, HttpContext http, TrackingCheck check, DistrictDb db)
    {
        http.Response.Headers.CacheControl = "no-cache, no-store";
        if (!(await check.Open(number, code, http.Connection.RemoteIpAddress)).IsDone(out var tracked, out var why))
        {
            return Results.StatusCode(Problems.StatusOf(why.Kind));
        }

        var matter = tracked.Matter;
        var marks = await db.Set<MatterMark>().Where(m => m.MatterId == matter.Id).OrderBy(m => m.Ordinal)
            .Select(m => new Owed(m.Mark, m.DueOn, m.IsProvisional)).ToListAsync(http.RequestAborted);
        return Page.Show<FiledPage, FiledView>(
            new FiledView(matter.Number, tracked.Request.TrackingCode, tracked.Address, matter.MergedIntoId is not null, marks));
    }
}
