using Countyworks.Core.Posts;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Core.Matters.Pages.OneMatter;

/// <summary>The page of one matter, for the staff concerned with it; to everybody else it does not exist.</summary>
public static class MatterEndpoints
{
    /// <summary>Maps the page of a kind.</summary>
    public static void Map(IEndpointRouteBuilder routes, MatterKind kind) => routes.MapGet(
        kind.Page + "/{id}",
        (Id<Matter> id, HttpContext http, DistrictDb db, MatterReader reader) => Show(kind, id, http, db, reader)).NeedsAnAccount();

    private static async Task<Results<RazorComponentResult<MatterPage>, NotFound>> Show(
        MatterKind kind, Id<Matter> id, HttpContext http, DistrictDb db, MatterReader reader)
    {
        if (await reader.Scene(db, kind, id, http.Caller(), http.RequestAborted) is not { } scene)
        {
            return TypedResults.NotFound();
        }

        return Page.Show<MatterPage, MatterView>(await reader.Read(db, scene, http.RequestAborted));
    }
}
