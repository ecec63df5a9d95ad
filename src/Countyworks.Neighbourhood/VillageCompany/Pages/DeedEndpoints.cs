using Countyworks.Core.Files;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.VillageCompany.Pages;

/// <summary>What is done with forms by whoever keeps a company.</summary>
internal static class DeedEndpoints
{
    public const string NewPath = CompanyEndpoints.Path + "/new", Area = "village";

    private const int BasisPointsOfPercent = 100, MostPercent = 100;

    private static readonly IReadOnlyList<DeedField> Founding =
    [
        new("place", FieldKind.Text), new("name", FieldKind.Text), new("creditCode", FieldKind.Text), new("collective", FieldKind.Text), new("foundedOn", FieldKind.Day), new("reserve", FieldKind.Number),
    ];

    public static void Map(IEndpointRouteBuilder routes, FileLimits limits)
    {
        var pages = routes.MapGroup(CompanyEndpoints.Path).Needs(CompanyPermissions.Keep).ExcludeFromDescription();
        pages.MapGet("/new", () => ShowNew(Form.New(Area).With("reserve", "20"), []));
        pages.MapPost("/new", Found);
        pages.MapGet("/{id}/keep/{deed}", (PageCall page, Texts texts, Id<Company> id, string deed) =>
            Find(page, texts, id, deed) is var (at, known) ? Show(at, known, Filled(page, known)) : Results.NotFound());
        pages.MapPost("/{id}/keep/{deed}", Do).TakesFiles(limits);
    }

    public static string PathOf(Id<Company> company, string deed) => CompanyEndpoints.PathOf(company, "keep/" + deed);

    private static async Task<IResult> Found(PageCall page, Form form)
    {
        var typed = PlaceTyped.Read(form.For(Area), "place", page.Places);
        var (name, code, collective) = (form.Text("name", Company.NameLimit), form.Text("creditCode", Company.NameLimit), form.Text("collective", Company.NameLimit));
        var (founded, reserve) = (form.Date("foundedOn"), form.Whole("reserve", 0, MostPercent));
        if (form.Refusal is null)
        {
            var caller = page.Caller;
            var outcome = await page.Run("found_company", CompanyPermissions.Keep, form, change =>
                new FoundCompany(typed.Place!.Id, name, code, collective, founded, reserve * BasisPointsOfPercent).In(change, caller).Then<Id<Company>>(c => c.Id));
            if (outcome.IsDone(out var id, out var refusal))
            {
                return Results.LocalRedirect(CompanyEndpoints.PathOf(id));
            }

            form.Refused(refusal is { Kind: RefusalKind.NotFound } ? new Refusal("company_no_village", "place") : refusal);
        }

        return ShowNew(form, typed.Candidates);
    }

    private static async Task<IResult> Do(PageCall page, Form form, Texts texts, FileIntake intake, FileLimits limits, Id<Company> id, string deed)
    {
        if (Find(page, texts, id, deed) is not var (at, known))
        {
            return Results.NotFound();
        }

        var decide = known.Read(at, form.For(Area));
        FileContent? document = null;
        if (known.Fields(at).Any(field => field.Kind == FieldKind.Document))
        {
            var taken = await intake.TakeAll(form.Files(Deed.Document, 1, limits.FileBytes, required: true), Deed.Document, page.Http.RequestAborted);
            document = taken.IsDone(out var contents, out var wrong) ? contents.FirstOrDefault() : null;
            _ = wrong is null ? form : form.Refused(wrong);
        }

        if (form.Refusal is null)
        {
            var outcome = await page.Run($"village_{known.Name}", CompanyPermissions.Keep, form, change => decide(change, document is null ? default : CompanyFile.Keep(change, id, document)));
            if (outcome.IsDone(out _, out var refusal))
            {
                return Results.LocalRedirect($"{CompanyEndpoints.PathOf(id)}?done={known.Name}");
            }

            form.Refused(refusal);
        }

        return Show(at, known, form);
    }

    private static (DeedPlace At, Deed Deed)? Find(PageCall page, Texts texts, Id<Company> id, string deed) =>
        Deed.All.FirstOrDefault(d => d.Name == deed) is { } known && CompanyBooks.Find(page.Db, page.Caller, id, CompanyPermissions.Keep).IsDone(out var company, out _)
            ? (new DeedPlace(page, company, texts), known)
            : null;

    // The day is nearly always today's; the asset and the kind of a link that says them.
    private static Form Filled(PageCall page, Deed deed) => page.Http.Request.Query.Aggregate(
        Form.New(Area).With("on", page.Today).With("day", page.Today).With("signedOn", page.Today),
        (form, asked) => deed.Name == "booking" && asked.Key is "asset" or "kind" ? form.With(asked.Key, asked.Value.ToString()) : form);

    private static IResult Show(DeedPlace at, Deed deed, Form form) =>
        Page.Show<DeedPage, DeedView>(new(at.Company, deed.Name, PathOf(at.Company.Id, deed.Name), form, deed.Fields(at), []), Problems.StatusOf(form));

    private static IResult ShowNew(Form form, IReadOnlyList<Option> candidates) =>
        Page.Show<DeedPage, DeedView>(new(null, "found", NewPath, form, Founding, candidates), Problems.StatusOf(form));
}
