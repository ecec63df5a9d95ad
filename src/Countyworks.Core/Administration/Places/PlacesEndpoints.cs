using System.Text;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Core.Administration.Places;

/// <summary>Places: the tree, adding to it one by one or by a list, renaming, ending.</summary>
public static class PlacesEndpoints
{
    private const string One = AdminPaths.Places + "/{id}";
    private const int QueryLimit = 60, MostBytes = 1024 * 1024;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(AdminPaths.Places, List).Needs(CorePermissions.Administer);
        routes.MapGet(One, Show).Needs(CorePermissions.Administer);
        routes.MapPost(One + "/add", Add).Needs(CorePermissions.Administer);
        routes.MapPost(One + "/rows", AddRows).Needs(CorePermissions.Administer);
        routes.MapPost(One + "/name", Rename).Needs(CorePermissions.Administer);
        routes.MapPost(One + "/end", End).Needs(CorePermissions.Administer);
    }

    private static IResult List(HttpContext http, DistrictDb db, PlacesReader reader, string? q)
    {
        var query = TypedText.Line(q);
        return Page.Show<PlacesPage, PlacesView>(reader.List(db, http.Caller(), query[..Math.Min(query.Length, QueryLimit)]));
    }

    private static IResult Show(HttpContext http, DistrictDb db, PlacesReader reader, Id<Place> id, string? done) =>
        reader.One(db, http.Caller(), id) is { } view
            ? Page.Show<PlacesPage, PlacesView>(view with { Done = done is "added" or "renamed" or "ended" ? done : null })
            : Results.NotFound();

    private static Task<IResult> Add(Form form, HttpContext http, DistrictDb db, PlacesReader reader, Administering administering, Id<Place> id)
    {
        var (level, name) = (form.For("admin_place_add").Choice<PlaceLevel>("level"), form.Text("placeName", AddPlace.NameLimit));
        return Change(form, http, db, reader, administering, id, "add_place", "added", change => new AddPlace(id, level, name).In(change, http.Caller()), (view, refused) => view with { AddForm = refused });
    }

    private static Task<IResult> Rename(Form form, HttpContext http, DistrictDb db, PlacesReader reader, Administering administering, Id<Place> id)
    {
        var name = form.For("admin_place").Text("name", AddPlace.NameLimit);
        return Change(form, http, db, reader, administering, id, "rename_place", "renamed", change => new RenamePlace(id, name).In(change, http.Caller()), (view, refused) => view with { NameForm = refused });
    }

    private static Task<IResult> End(Form form, HttpContext http, DistrictDb db, PlacesReader reader, Administering administering, Id<Place> id) =>
        Change(form.For("admin_place"), http, db, reader, administering, id, "end_place", "ended", change => new EndPlace(id).In(change, http.Caller()), (view, refused) => view with { NameForm = refused });

    private static async Task<IResult> AddRows(Form form, HttpContext http, DistrictDb db, PlacesReader reader, Administering administering, Id<Place> id)
    {
        var files = form.For("admin_place_rows").Files("file", 1, MostBytes);
        var typed = form.LongText("rows", AddPlaces.TextLimit, required: false);
        PlaceReport? report = null;
        if (form.Refusal is null)
        {
            var text = files.Count == 0 ? typed : await Read(files[0], http.RequestAborted);
            var outcome = await administering.Run(http, "add_places", Form.New(""), change => new AddPlaces(id, text).In(change, http.Caller()));
            if (!outcome.IsDone(out report, out var why))
            {
                form.Refused(why);
            }
        }

        return reader.One(db, http.Caller(), id) is { } view
            ? Page.Show<PlacesPage, PlacesView>(view with { RowsForm = report is null ? form : view.RowsForm, Report = report }, Problems.StatusOf(form))
            : Results.NotFound();
    }

    private static async Task<string> Read(IFormFile file, CancellationToken cancellation)
    {
        using var text = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        return TypedText.Lines(await text.ReadToEndAsync(cancellation));
    }

    private static async Task<IResult> Change(
        Form form, HttpContext http, DistrictDb db, PlacesReader reader, Administering administering, Id<Place> id, string command, string done,
        Func<Change, Outcome<Place>> decide, Func<PlacesView, Form, PlacesView> show)
    {
        if (form.Refusal is null)
        {
            var outcome = await administering.Run(http, command, form, change => decide(change).Then<Done>(_ => Done.It));
            if (outcome.Refusal is not { } why)
            {
                return Results.LocalRedirect($"{AdminPaths.Places}/{id}?done={done}");
            }

            form.Refused(why);
        }

        return reader.One(db, http.Caller(), id) is { } view ? Page.Show<PlacesPage, PlacesView>(show(view, form), Problems.StatusOf(form)) : Results.NotFound();
    }
}
