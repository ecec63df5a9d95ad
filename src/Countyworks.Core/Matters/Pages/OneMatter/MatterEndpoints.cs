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
    /// <summary>Where a matter of any kind is found by its id: leads to the page of its kind.</summary>
    public const string AnyKind = "/matters";

    /// <summary>Maps what leads from a matter's id to its page.</summary>
    public static void MapAnyKind(IEndpointRouteBuilder routes) => routes.MapGet(AnyKind + "/{id}", Lead).NeedsAnAccount();

    /// <summary>Maps the page of a kind.</summary>
    public static void Map(IEndpointRouteBuilder routes, MatterKind kind) => routes.MapGet(
        kind.Page + "/{id}",
        (Id<Matter> id, HttpContext http, DistrictDb db, MatterReader reader) => Show(kind, id, http, db, reader)).NeedsAnAccount();

    private static async Task<Results<RazorComponentResult, NotFound>> Show(
        MatterKind kind, Id<Matter> id, HttpContext http, DistrictDb db, MatterReader reader)
    {
        if (await reader.Scene(db, kind, id, http.Caller(), http.RequestAborted) is not { } scene)
        {
            return TypedResults.NotFound();
        }

        return Page.Show<MatterPage, MatterView>(await reader.Read(db, scene, http.RequestAborted));
    }

    private static Results<RedirectHttpResult, NotFound> Lead(Id<Matter> id, HttpContext http, DistrictDb db, MatterRules rules) =>
        Dossier.Read(db, id, rules) is { } dossier && Standing.Of(dossier, http.Caller()).MaySee
            ? TypedResults.LocalRedirect($"{dossier.Kind.Page}/{id}")
            : TypedResults.NotFound();
}
