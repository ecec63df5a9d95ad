using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Core.Administration.Organisations;

/// <summary>Organisations: finding, adding, renaming, ending.</summary>
public static class OrganisationsEndpoints
{
    private const string Area = "admin_unit", New = AdminPaths.Organisations + "/new", One = AdminPaths.Organisations + "/{id}";
    private const int QueryLimit = 40;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(AdminPaths.Organisations, List).Needs(CorePermissions.Administer);
        routes.MapGet(New, (HttpContext http, OrganisationsReader reader) => Page.Show<NewOrganisationPage, NewOrganisationView>(
            new(Form.New(Area), reader.Options(http.Caller()), []))).Needs(CorePermissions.Administer);
        routes.MapPost(New, Add).Needs(CorePermissions.Administer);
        routes.MapGet(One, Show).Needs(CorePermissions.Administer);
        routes.MapPost(One + "/name", Rename).Needs(CorePermissions.Administer);
        routes.MapPost(One + "/end", End).Needs(CorePermissions.Administer);
    }

    private static IResult List(HttpContext http, OrganisationsReader reader, string? q)
    {
        var query = TypedText.Line(q);
        return Page.Show<OrganisationsPage, OrganisationsView>(reader.List(http.Caller(), query[..Math.Min(query.Length, QueryLimit)]));
    }

    private static async Task<IResult> Add(Form form, HttpContext http, OrganisationsReader reader, Administering administering, Cached<PlaceTree> places)
    {
        var (name, kind) = (form.For(Area).Text("name", AddOrganisation.NameLimit), form.Choice<OrganisationKind>("kind"));
        var place = PlaceTyped.Read(form, "place", places.Current);
        var (parent, code) = (form.IdOrNull<Organisation>("parent"), form.Text("code", 32, required: false));
        if (form.Refusal is null)
        {
            var outcome = await administering.Run(http, "add_organisation", form, change =>
                new AddOrganisation(name, kind, place.Place!.Id, parent, code).In(change, http.Caller()).Then<Made>(o => new Made(o.Id)));
            if (outcome.IsDone(out var made, out var why))
            {
                return Results.LocalRedirect($"{AdminPaths.Organisations}/{made.Id}?done=added");
            }

            form.Refused(why);
        }

        return Page.Show<NewOrganisationPage, NewOrganisationView>(new(form, reader.Options(http.Caller()), place.Candidates), Problems.StatusOf(form));
    }

    private static IResult Show(HttpContext http, OrganisationsReader reader, Id<Organisation> id, string? done) =>
        reader.One(http.Caller(), id) is { } view
            ? Page.Show<OrganisationPage, OrganisationView>(view with { Done = done is "added" or "renamed" or "ended" ? done : null })
            : Results.NotFound();

    private static Task<IResult> Rename(Form form, HttpContext http, OrganisationsReader reader, Administering administering, Id<Organisation> id)
    {
        var name = form.For(Area).Text("name", AddOrganisation.NameLimit);
        return Change(form, http, reader, administering, id, "rename_organisation", "renamed", change => new RenameOrganisation(id, name).In(change, http.Caller()));
    }

    private static Task<IResult> End(Form form, HttpContext http, OrganisationsReader reader, Administering administering, Id<Organisation> id) =>
        Change(form.For(Area), http, reader, administering, id, "end_organisation", "ended", change => new EndOrganisation(id).In(change, http.Caller()));

    private static async Task<IResult> Change(
        Form form, HttpContext http, OrganisationsReader reader, Administering administering, Id<Organisation> id, string command, string done, Func<Change, Outcome<Organisation>> decide)
    {
        if (form.Refusal is null)
        {
            var outcome = await administering.Run(http, command, form, change => decide(change).Then<Done>(_ => Done.It));
            if (outcome.Refusal is not { } why)
            {
                return Results.LocalRedirect($"{AdminPaths.Organisations}/{id}?done={done}");
            }

            form.Refused(why);
        }

        return reader.One(http.Caller(), id, form) is { } view ? Page.Show<OrganisationPage, OrganisationView>(view, Problems.StatusOf(form)) : Results.NotFound();
    }

    private sealed record Made(Id<Organisation> Id);
}
