using Countyworks.Core.Posts;
using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Core.Administration.Journal;

/// <summary>The journal as an auditor reads it. It is of the whole district, so it is for those who administer all of it.</summary>
public static class JournalEndpoints
{
    private const string Area = "admin_journal";

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(AdminPaths.Journal, Show).Needs(CorePermissions.Administer);

    private static async Task<IResult> Show(HttpContext http, DistrictDb db, Database database, JournalReader reader, string? kind, long? before)
    {
        if (!http.Caller().HasEverywhere(CorePermissions.Administer, database.District))
        {
            return Results.NotFound();
        }

        var form = Form.Of(new FormCollection(http.Request.Query.ToDictionary()), Area);
        var filter = new JournalFilter(
            Parsed(form, "person"), string.IsNullOrEmpty(kind) ? null : kind, Parsed(form, "subject"), form.DateOrNull("day"), before > 0 ? before : null);
        return Page.Show<JournalPage, JournalView>(
            await reader.Read(db, http.Caller(), filter, form, http.RequestAborted), form.Refusal is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static Guid? Parsed(Form form, string name) => form.IdOrNull<Data.Journal.FactRow>(name) is { } id ? id.Value : null;
}
