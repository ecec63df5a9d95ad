using Countyworks.Core.Files;
using Countyworks.Core.Matters.Deeds;
using Countyworks.Core.Matters.Pages.OneMatter;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Core.Matters.Pages.DoDeed;

/// <summary>The page of one deed with a matter. Whoever may not see the matter finds nothing; a deed no longer offered leads back to the matter.</summary>
public static class DeedEndpoints
{
    private const string Area = "deed";

    /// <summary>Maps the deeds of a kind.</summary>
    public static void Map(IEndpointRouteBuilder routes, MatterKind kind, FileLimits limits)
    {
        routes.MapGet(kind.Page + "/{id}/{deed}", (Id<Matter> id, string deed, [AsParameters] Services services) => Ask(kind, id, deed, services)).NeedsAnAccount();
        routes.MapPost(kind.Page + "/{id}/{deed}", (Id<Matter> id, string deed, Form form, [AsParameters] Services services) => Do(kind, id, deed, form.For(Area), services))
            .NeedsAnAccount().TakesFiles(limits);
    }

    private static async Task<IResult> Ask(MatterKind kind, Id<Matter> id, string name, Services services)
    {
        if (await Find(kind, id, name, services) is not var (scene, deed))
        {
            return TypedResults.NotFound();
        }

        return deed.IsOffered(scene)
            ? Page.Show<DeedPage, DeedView>(await services.Deeds.Read(services.Db, scene, deed, services.Deeds.Fresh(scene, deed, Area), services.Stop))
            : TypedResults.LocalRedirect($"{kind.Page}/{id}");
    }

    private static async Task<IResult> Do(MatterKind kind, Id<Matter> id, string name, Form form, Services services)
    {
        if (await Find(kind, id, name, services) is not var (scene, deed))
        {
            return TypedResults.NotFound();
        }

        switch (form.Value("_do"))
        {
            case "insert":
                return await Insert(scene, deed, form, services);
            case "preview":
                var view = await services.Deeds.Read(services.Db, scene, deed, form, services.Stop);
                return Page.Show<DeedPage, DeedView>(view with { Preview = services.Deeds.Preview(scene, deed, form.Value("remark"), services.Clock.GetCurrentInstant()) });
            default:
                var outcome = await services.Doer.Do(services.Db, scene, deed, form, services.Stop);
                return outcome.Refusal is { } refusal ? await Again(scene, deed, form, refusal, services) : TypedResults.LocalRedirect($"{kind.Page}/{id}");
        }
    }

    private static async Task<IResult> Insert(Scene scene, Deed deed, Form form, Services services)
    {
        var view = await services.Deeds.Read(services.Db, scene, deed, form, services.Stop);
        var words = view.Templates.FirstOrDefault(t => t.Id.ToString() == form.Value("template"))?.Text;
        var typed = form.Value("remark").TrimEnd();
        var filled = form.Editable().With("remark", typed.Length == 0 || words is null ? typed + words : $"{typed}\n{words}");
        return Page.Show<DeedPage, DeedView>(view with { Form = filled });
    }

    private static async Task<IResult> Again(Scene scene, Deed deed, Form form, Refusal refusal, Services services)
    {
        if (refusal.Kind == RefusalKind.NotFound && refusal.Field is null)
        {
            return TypedResults.NotFound();
        }

        if (form.Refusal is null)
        {
            form.Refused(refusal);
        }

        var view = await services.Deeds.Read(services.Db, scene, deed, form, services.Stop);
        var meanwhile = refusal.Kind == RefusalKind.Conflict
            ? await services.Deeds.Latest(services.Db, scene, services.Stop)
            : [];
        return Page.Show<DeedPage, DeedView>(view with { Meanwhile = meanwhile }, Problems.StatusOfPage(refusal));
    }

    private static async Task<(Scene, Deed)?> Find(MatterKind kind, Id<Matter> id, string name, Services services) =>
        DeedBook.Named(kind, name) is { } deed && await services.Matters.Scene(services.Db, kind, id, services.Http.Caller(), services.Stop) is { } scene
            ? (scene, deed)
            : null;

    /// <summary>What these endpoints ask of the server.</summary>
    internal sealed record Services(
    HttpContext Http,
    [FromServices] DistrictDb Db,
    [FromServices] MatterReader Matters,
    [FromServices] DeedReader Deeds,
    [FromServices] DeedDoer Doer,
    [FromServices] IClock Clock)
    {
        public CancellationToken Stop => Http.RequestAborted;
    }
}
