using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.VillageCompany.Pages;

/// <summary>A platform's charging sessions: a file is looked through, its refused rows are shown, and then it is taken in.</summary>
internal static class SessionEndpoints
{
    public const string Area = "sessions";

    private const int MostListed = 100;

    public static void Map(IEndpointRouteBuilder routes, FileLimits limits)
    {
        var pages = routes.MapGroup(CompanyEndpoints.Path).Needs(CompanyPermissions.Keep).ExcludeFromDescription();
        pages.MapGet("/assets/{asset}/sessions", (PageCall page, Id<Asset> asset) => Show(page, asset, Form.New(Area)));
        pages.MapPost("/assets/{asset}/sessions", Look).TakesFiles(limits);
        pages.MapGet("/sessions/{import}", (PageCall page, Id<SessionImport> import) => ShowOne(page, import, Form.New(Area)));
        pages.MapPost("/sessions/{import}", Take);
    }

    public static string PathOf(Id<SessionImport> import) => $"{CompanyEndpoints.Path}/sessions/{import}";

    private static async Task<IResult> Look(PageCall page, Form form, FileIntake intake, FileStore store, FileLimits limits, Id<Asset> asset)
    {
        if (!CompanyBooks.FindAsset(page.Db, page.Caller, asset, CompanyPermissions.Keep).IsDone(out var found, out _))
        {
            return Results.NotFound();
        }

        var files = form.For(Area).Files("file", 1, limits.FileBytes, required: true);
        if (form.Refusal is null)
        {
            var outcome = await Keep(page, form, intake, store, found.Asset, files[0]);
            if (outcome.IsDone(out var looked, out var refusal))
            {
                return Results.LocalRedirect(PathOf(looked));
            }

            form.Refused(refusal with { Field = "file" });
        }

        return Show(page, asset, form);
    }

    private static async Task<Outcome<Id<SessionImport>>> Keep(PageCall page, Form form, FileIntake intake, FileStore store, Asset station, IFormFile file)
    {
        await using var content = file.OpenReadStream();
        if (!(await intake.Take(file.FileName, content, page.Http.RequestAborted)).IsDone(out var taken, out var refusal)
            || !SessionFile.Read(await File.ReadAllBytesAsync(store.PathOf(taken.Sha256), page.Http.RequestAborted), station, page.Now).IsDone(out var read, out refusal))
        {
            return refusal;
        }

        var caller = page.Caller;
        return await page.Run("look_at_sessions", CompanyPermissions.Keep, form, change => new LookAtSessions(station.Id, taken, read).In(change, caller).Then<Id<SessionImport>>(looked => looked.Id), Convert.ToHexStringLower(taken.Sha256));
    }

    private static async Task<IResult> Take(PageCall page, Form form, FileStore store, Id<SessionImport> import)
    {
        if (Find(page, import) is not var (looked, found))
        {
            return Results.NotFound();
        }

        var caller = page.Caller;
        form.For(Area);
        var outcome = SessionFile.Read(await File.ReadAllBytesAsync(store.PathOf(looked.Document), page.Http.RequestAborted), found.Asset, page.Now).IsDone(out var read, out var refusal)
            ? await page.Run("import_sessions", CompanyPermissions.Keep, form, change => new ImportSessions(import, read).In(change, caller).Then<Id<SessionImport>>(taken => taken.Id))
            : refusal;
        return outcome.Refusal is { } why ? ShowOne(page, import, form.Refused(why)) : Results.LocalRedirect(PathOf(import));
    }

    private static IResult Show(PageCall page, Id<Asset> asset, Form form) =>
        CompanyBooks.FindAsset(page.Db, page.Caller, asset, CompanyPermissions.Keep).IsDone(out var found, out _) && found.Asset.Kind == AssetKind.ChargingStation
            ? Page.Show<SessionsPage, SessionsView>(
                new(found.Company, found.Asset, form, page.Db.Set<SessionImport>().Where(i => i.AssetId == asset).OrderByDescending(i => i.At).ThenByDescending(i => i.Id).Take(MostListed).ToList()), Problems.StatusOf(form))
            : Results.NotFound();

    private static IResult ShowOne(PageCall page, Id<SessionImport> import, Form form) => Find(page, import) is var (known, found)
        ? Page.Show<SessionImportPage, SessionImportView>(new(found.Company, found.Asset, form, known), Problems.StatusOf(form))
        : Results.NotFound();

    private static (SessionImport Import, (Company Company, Asset Asset) Found)? Find(PageCall page, Id<SessionImport> id) =>
        page.Db.Set<SessionImport>().FirstOrDefault(i => i.Id == id) is { } import && CompanyBooks.FindAsset(page.Db, page.Caller, import.AssetId, CompanyPermissions.Keep).IsDone(out var found, out _) ? (import, found) : null;
}
