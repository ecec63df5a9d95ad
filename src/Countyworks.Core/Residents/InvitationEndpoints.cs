using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Secrets;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Residents;

/// <summary>Letters to the owners of units: chosen by building, printed, and what came of them.</summary>
public static class InvitationEndpoints
{
    /// <summary>The page.</summary>
    public const string Path = "/admin/invitations";

    internal const string PrintPath = Path + "/letters";

    internal const string UnitsPath = Path + "/units";

    internal const string EndPath = Path + "/end";

    private const string Area = "invitation";
    private const int MostBuildings = 1000;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").Needs(ResidentPermissions.Invite).ExcludeFromDescription();
        pages.MapGet(Path, ([AsParameters] Desk desk, Id<Place>? building) => Show(desk, building, Form.New(Area).With("building", building?.ToString())));
        pages.MapPost(PrintPath, Print);
        pages.MapPost(UnitsPath, AddUnits);
        pages.MapPost(EndPath, End);
    }

    private static async Task<IResult> Print(Form form, [AsParameters] Desk desk, KeyRing keys)
    {
        var building = form.For(Area).Id<Place>("building");
        var units = form.Ticked("units").Select(one => Id<Place>.TryParse(one, null, out var id) ? (Id<Place>?)id : null).OfType<Id<Place>>().ToList();
        var wish = new PrintInvitations(building, units);
        if (form.Refusal is not null)
        {
            return await Show(desk, null, form);
        }

        var outcome = await desk.Run("print_invitations", change => wish.In(change, desk.Caller, keys));
        if (!outcome.IsDone(out var letters, out var refusal))
        {
            return await Show(desk, building, form.Refused(refusal));
        }

        desk.Http.Response.Headers.CacheControl = "no-store";
        var (address, name) = ($"{desk.Http.Request.Scheme}://{desk.Http.Request.Host}{JoinEndpoints.Path}", desk.Places.Current.FullName(building));
        return Page.Show<LettersPage, LettersView>(new LettersView(
            [.. letters.Select(letter => new OneLetter($"{name} {letter.Unit.Name}", letter.Code, QrPicture.Of($"{address}?code={letter.Code}")))],
            address, desk.Now + Invitation.Lasts, $"{Path}?building={building}"));
    }

    private static async Task<IResult> AddUnits(Form form, [AsParameters] Desk desk)
    {
        var wish = new AddUnits(
            form.For(Area).Id<Place>("building"), form.Whole("floors", 1, Residents.AddUnits.MostFloors), form.Whole("perFloor", 1, Residents.AddUnits.MostPerFloor));
        if (form.Refusal is null && (await desk.Run("add_units", change => wish.In(change, desk.Caller))).Refusal is { } refusal)
        {
            form.Refused(refusal);
        }

        return form.Refusal is null ? Results.LocalRedirect($"{Path}?building={wish.Building}") : await Show(desk, wish.Building, form);
    }

    private static async Task<IResult> End(Form form, [AsParameters] Desk desk)
    {
        var (building, which) = (form.For(Area).Id<Place>("building"), form.Id<Occupancy>("occupancy"));
        if (form.Refusal is null && (await desk.Run("end_occupancy", change => new EndOccupancy(which, CountyTime.LocalDay(change.Now)).In(change, desk.Caller))).Refusal is { } refusal)
        {
            form.Refused(refusal);
        }

        return form.Refusal is null ? Results.LocalRedirect($"{Path}?building={building}") : await Show(desk, building, form);
    }

    private static async Task<IResult> Show(Desk desk, Id<Place>? chosen, Form form)
    {
        var places = desk.Places.Current;
        var buildings = desk.Caller.PathsFor(ResidentPermissions.Invite).SelectMany(places.Within).Where(p => p.Level == PlaceLevel.Building).Take(MostBuildings).ToList();
        var building = buildings.Find(b => b.Id == chosen);
        if (chosen is not null && building is null)
        {
            return Results.NotFound();
        }

        return Page.Show<InvitationsPage, InvitationsView>(
            new InvitationsView(
                [.. buildings.Select(b => new Option(b.Id.ToString(), places.FullName(b)))], building, building is null ? "" : places.FullName(building),
                building is null ? [] : await Lines(desk, building), form, building is not null && desk.Caller.Has(CorePermissions.Administer, building.Path)),
            Problems.StatusOf(form));
    }

    private static async Task<IReadOnlyList<UnitLine>> Lines(Desk desk, Place building)
    {
        var (db, today) = (desk.Db, CountyTime.LocalDay(desk.Now));
        var units = await db.Set<Place>().Where(p => p.ParentId == building.Id && p.Level == PlaceLevel.Unit).OrderBy(p => p.Path).Take(PrintInvitations.Most).ToListAsync();
        var occupants = await (
            from occupancy in db.Set<Occupancy>()
            join person in db.Set<Person>() on occupancy.PersonId equals person.Id
            where occupancy.PlacePath.StartsWith(building.Path)
            orderby occupancy.FirstDay, occupancy.Id
            select new { Occupancy = occupancy, person.Name }).ToListAsync();
        var byUnit = occupants.Where(o => o.Occupancy.HoldsOn(today)).ToLookup(o => o.Occupancy.PlaceId, o => (o.Occupancy, o.Name));
        var letters = await db.Set<Invitation>().Where(i => i.PlacePath.StartsWith(building.Path) && i.UsedAt == null && i.EndedAt == null).ToListAsync();
        var printed = letters.Where(i => i.IsGood(desk.Now)).ToDictionary(i => i.PlaceId, i => i.At);
        return [.. units.Select(unit => new UnitLine(unit, [.. byUnit[unit.Id]], printed.TryGetValue(unit.Id, out var at) ? at : null))];
    }

    /// <summary>What every answer needs.</summary>
    internal sealed record Desk(
    HttpContext Http,
    [FromServices] DistrictDb Db,
    [FromServices] Writer Writer,
    [FromServices] Cached<PlaceTree> Places,
    [FromServices] IClock Clock)
    {
        public Caller Caller => Http.Caller();

        public Instant Now => Clock.GetCurrentInstant();

        public Task<Outcome<T>> Run<T>(string command, Func<Change, Outcome<T>> decide) =>
            Writer.Run(Caller.Envelope(command, Now, ResidentPermissions.Invite), decide, Http.RequestAborted);
    }
}
