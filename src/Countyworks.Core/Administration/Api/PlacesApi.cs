using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Core.Administration.Api;

/// <summary>An organisation to add.</summary>
public sealed record OrganisationWish(string Name, OrganisationKind Kind, Id<Place> Place, Id<Organisation>? Parent = null, string? Code = null) : IBody<OrganisationWish>;

/// <summary>Another name.</summary>
public sealed record NameWish(string Name) : IBody<NameWish>;

/// <summary>A place to add below a community.</summary>
public sealed record PlaceWish(Id<Place> Parent, PlaceLevel Level, string Name, double? Latitude = null, double? Longitude = null) : IBody<PlaceWish>;

/// <summary>A list of buildings and units, a row each: "building" or "building,unit".</summary>
public sealed record PlaceRowsWish(string Rows) : IBody<PlaceRowsWish>;

/// <summary>A place with its version.</summary>
public sealed record PlaceDetail(Id<Place> Id, Id<Place>? ParentId, PlaceLevel Level, string? Code, string Name, double? Latitude, double? Longitude, Instant? EndedAt, int Version)
{
    /// <summary>Of a place.</summary>
    public static PlaceDetail Of(Place place) => new(place.Id, place.ParentId, place.Level, place.Code, place.Name, place.Latitude, place.Longitude, place.EndedAt, place.Version);
}

/// <summary>What became of a row.</summary>
public sealed record PlaceRowItem(int Row, int Added, string? Code, string? Detail);

/// <summary>What became of a list of places.</summary>
public sealed record PlaceRowsDone(int Added, IReadOnlyList<PlaceRowItem> Rows);

/// <summary>Organisations and places over the API, for administrators.</summary>
public static class PlacesApi
{
    /// <summary>Maps it below <c>/api/v1/organisations</c> and <c>/api/v1/places</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var units = routes.MapGroup("/api/v1/organisations").WithTags("people");
        units.MapPost("", AddUnit).Needs(CorePermissions.Administer).Answers<Organisation>("addOrganisation", "Adds an organisation", StatusCodes.Status201Created);
        units.MapPut("/{id}/name", (ApiCall call, Administering administering, Id<Organisation> id, NameWish wish) => OnUnit(call, administering, id, "rename_organisation", wish, (change, caller) => new RenameOrganisation(id, wish.Name).In(change, caller)))
            .Needs(CorePermissions.Administer).HeedsIfMatch().Answers<Organisation>("renameOrganisation", "Gives an organisation another name");
        units.MapPost("/{id}/end", (ApiCall call, Administering administering, Id<Organisation> id) => OnUnit(call, administering, id, "end_organisation", id, (change, caller) => new EndOrganisation(id).In(change, caller)))
            .Needs(CorePermissions.Administer).HeedsIfMatch().Answers<Organisation>("endOrganisation", "Ends an organisation: it keeps its past and gets no more matters");
        var places = routes.MapGroup("/api/v1/places").WithTags("places");
        places.MapGet("/{id}", One).Needs(CorePermissions.Administer).Answers<PlaceDetail>("getPlace", "One place; its ETag is its version");
        places.MapPost("", Add).Needs(CorePermissions.Administer).Answers<PlaceDetail>("addPlace", "Adds a neighbourhood, building or unit", StatusCodes.Status201Created);
        places.MapPost("/{id}/rows", AddRows).Needs(CorePermissions.Administer).Answers<PlaceRowsDone>("addPlaces", "Adds buildings and units by a list, and answers what became of each row");
        places.MapPut("/{id}/name", (ApiCall call, Administering administering, Id<Place> id, NameWish wish) => OnPlace(call, administering, id, "rename_place", wish, (change, caller) => new RenamePlace(id, wish.Name).In(change, caller)))
            .Needs(CorePermissions.Administer).HeedsIfMatch().Answers<PlaceDetail>("renamePlace", "Gives a place another name");
        places.MapPost("/{id}/end", (ApiCall call, Administering administering, Id<Place> id) => OnPlace(call, administering, id, "end_place", id, (change, caller) => new EndPlace(id).In(change, caller)))
            .Needs(CorePermissions.Administer).HeedsIfMatch().Answers<PlaceDetail>("endPlace", "Ends a place below a community: it is found no more");
    }

    private static Task<IResult> AddUnit(ApiCall call, Administering administering, OrganisationWish wish)
    {
        var caller = call.Caller;
        return administering.Run(call, "add_organisation", wish, change => new AddOrganisation(wish.Name, wish.Kind, wish.Place, wish.Parent, wish.Code).In(change, caller), _ => "/api/v1/organisations");
    }

    private static Task<IResult> OnUnit(ApiCall call, Administering administering, Id<Organisation> id, string command, object body, Func<Change, Caller, Outcome<Organisation>> decide)
    {
        var caller = call.Caller;
        return administering.RunIfMatch(call, command, body, change => change.Db.Set<Organisation>().Where(o => o.Id == id).Select(o => (int?)o.Version).FirstOrDefault(), change => decide(change, caller));
    }

    private static async Task<IResult> One(ApiCall call, Id<Place> id, CancellationToken cancellation) =>
        await call.Db.Set<Place>().FirstOrDefaultAsync(p => p.Id == id, cancellation) is { } place && call.Caller.Has(CorePermissions.Administer, place.Path)
            ? call.Versioned(PlaceDetail.Of(place), place.Version)
            : call.Problem(Refusal.NotFound("place"));

    private static Task<IResult> Add(ApiCall call, Administering administering, PlaceWish wish)
    {
        var caller = call.Caller;
        (double, double)? position = wish is { Latitude: { } latitude, Longitude: { } longitude } ? (latitude, longitude) : null;
        return administering.Run(
            call, "add_place", wish, change => new AddPlace(wish.Parent, wish.Level, wish.Name, position).In(change, caller).Then<PlaceDetail>(p => PlaceDetail.Of(p)), made => $"/api/v1/places/{made.Id}");
    }

    private static Task<IResult> AddRows(ApiCall call, Administering administering, Id<Place> id, PlaceRowsWish wish)
    {
        var (caller, texts) = (call.Caller, call.Texts);
        return administering.Run(call, "add_places", wish, change => new AddPlaces(id, wish.Rows).In(change, caller).Then<PlaceRowsDone>(report => new PlaceRowsDone(
            report.Added, [.. report.Rows.Select(r => new PlaceRowItem(r.Row, r.Added, r.Refusal?.Code, r.Refusal is { } why ? texts.Of(why) : null))])));
    }

    private static Task<IResult> OnPlace(ApiCall call, Administering administering, Id<Place> id, string command, object body, Func<Change, Caller, Outcome<Place>> decide)
    {
        var caller = call.Caller;
        return administering.RunIfMatch(
            call, command, body, change => change.Db.Set<Place>().Where(p => p.Id == id).Select(p => (int?)p.Version).FirstOrDefault(),
            change => decide(change, caller).Then<PlaceDetail>(p => PlaceDetail.Of(p)));
    }
}
