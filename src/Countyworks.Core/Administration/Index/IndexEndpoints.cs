using Countyworks.Core.Posts;
using Countyworks.Data.Databases;
using Countyworks.Data.Model;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Core.Administration.Index;

/// <summary>The first page of the administration: what needs attention.</summary>
public static class IndexEndpoints
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(AdminPaths.Index, Show).Needs(CorePermissions.Administer);

    private static async Task<RazorComponentResult> Show(HttpContext http, DistrictDb db, Database database, IndexReader reader) =>
        Page.Show<IndexPage, IndexView>(await reader.Read(db, http.Caller(), database.District, http.RequestAborted));
}
