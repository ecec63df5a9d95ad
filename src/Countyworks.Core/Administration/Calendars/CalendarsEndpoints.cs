using System.Text;
using Countyworks.Core.Calendars;
using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Core.Administration.Calendars;

/// <summary>The work calendars: what is known, and importing a year.</summary>
public static class CalendarsEndpoints
{
    /// <summary>The prefix of its texts.</summary>
    public const string Area = "admin_calendar";

    private const int MostBytes = 1024 * 1024;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(AdminPaths.Calendars, Show).Needs(CorePermissions.Administer);
        routes.MapPost(AdminPaths.Calendars, Import).Needs(CorePermissions.Administer);
    }

    private static IResult Show(HttpContext http, DistrictDb db, Database database, CalendarsReader reader, int? year, int? imported) =>
        Page.Show<CalendarsPage, CalendarsView>(reader.Read(
            db, year, http.Caller().HasEverywhere(CorePermissions.Administer, database.District) ? Form.New(Area) : null, imported));

    private static async Task<IResult> Import(Form form, HttpContext http, DistrictDb db, CalendarsReader reader, Administering administering, MatterRules rules)
    {
        var files = form.For(Area).Files("file", 1, MostBytes, required: true);
        if (form.Refusal is null)
        {
            using var text = new StreamReader(files[0].OpenReadStream(), Encoding.UTF8);
            var content = await text.ReadToEndAsync(http.RequestAborted);
            var outcome = await administering.Run(http, "import_calendar", Form.New(Area), change => new ImportCalendar(content, form.Flag("mayChangeDays")).In(change, http.Caller(), rules));
            if (outcome.IsDone(out var year, out var why))
            {
                return Results.LocalRedirect($"{AdminPaths.Calendars}?year={year}&imported={year}");
            }

            form.Refused(why);
        }

        return Page.Show<CalendarsPage, CalendarsView>(reader.Read(db, null, form, null), Problems.StatusOf(form));
    }
}
