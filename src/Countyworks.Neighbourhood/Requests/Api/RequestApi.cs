using System.Security.Cryptography;
using System.Text;
using Countyworks.Core.Matters;
using Countyworks.Core.Matters.Api;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Requests.Api;

/// <summary>What requests have beyond every matter, over the API.</summary>
public static class RequestApi
{
    /// <summary>Maps it below <c>/api/v1/requests</c>, and the categories.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/categories", Categories).Open().WithTags("requests").Produces<IReadOnlyList<CategoryItem>>().WithSummary("What requests are about");
        var requests = routes.MapGroup("/api/v1/requests").WithTags("requests");
        requests.MapPost("/", File).Open().Produces<Filed>(StatusCodes.Status201Created).WithSummary("Files a request; send an Idempotency-Key so that a repeat files nothing twice");
        requests.MapGet("/{id}", One).NeedsAnAccount().Produces<RequestDetail>().WithSummary("One request; the contact is masked");
        requests.MapPut("/{id}/sorting", Sort).NeedsAnAccount().Produces<MatterState>().WithSummary("Puts right what it is about, where, how pressing");
        requests.MapGet("/tracking/{number}", Track).Open().Produces<TrackedRequest>().WithSummary("A request by number and code");
        requests.MapPost("/tracking/{number}/rating", Rate).Open().WithSummary("The requester says what came of it; \"not solved\" opens it again once");
    }

    private static IResult Categories(Cached<Categories> categories) =>
        Results.Json(categories.Current.All.Select(c => new CategoryItem(c.Code, c.NameZh, c.NameEn, c.IsActive)), Data.Json.Options);

    private static Task<IResult> File([AsParameters] ApiCall call, MatterRules rules, Cached<Categories> categories, Cached<PlaceTree> places, RequestWish wish)
    {
        var place = places.Current.Find(wish.PlaceId) ?? call.Db.Set<Place>().FirstOrDefault(p => p.Id == wish.PlaceId);
        var category = categories.Current.Find(wish.Category);
        if (place is null)
        {
            return Task.FromResult(call.Problem(Refusal.NotFound("place") with { Field = "placeId", Kind = RefusalKind.Invalid }));
        }

        if (wish.Category is not null && category is not { IsActive: true })
        {
            return Task.FromResult(call.Problem(new Refusal("category_unknown", "category")));
        }

        var filing = new FileRequest(wish.Text ?? "", place, places.Current.CommunityOf(place), category, Door.Api, FileRequest.NewTrackingCode())
        {
            Address = wish.Address,
            Position = wish is { Latitude: { } latitude, Longitude: { } longitude } ? (latitude, longitude) : null,
            Person = call.Caller.Person?.Id,
            ContactName = wish.ContactName,
            ContactPhone = wish.ContactPhone,
            Files = wish.Files,
            Joins = wish.Joins,
        };
        return call.Run("file_request", wish, change => filing.In(change, rules), filed => $"/api/v1/requests/{filed.Id}");
    }

    private static async Task<IResult> One([AsParameters] ApiCall call, MatterRules rules, Id<Matter> id, CancellationToken cancellation)
    {
        var dossier = Dossier.Read(call.Db, id, rules);
        if (dossier is null || dossier.Kind != RequestKind.Kind || !Standing.Of(dossier, call.Caller).MaySee)
        {
            return call.Problem(Refusal.NotFound("matter"));
        }

        var request = await call.Db.Set<Request>().FirstAsync(r => r.Id == id, cancellation);
        return call.Versioned(Detail(dossier.Matter, request), dossier.Matter.Version);
    }

    private static Task<IResult> Sort([AsParameters] ApiCall call, MatterRules rules, Cached<Categories> categories, Cached<PlaceTree> places, Id<Matter> id, SortWish wish)
    {
        var (caller, version) = (call.Caller, call.IfVersion);
        return categories.Current.Find(wish.Category) is not { IsActive: true } category
            ? Task.FromResult(call.Problem(new Refusal("category_unknown", "category")))
            : places.Current.Find(wish.PlaceId) is not { } place
            ? Task.FromResult(call.Problem(Refusal.NotFound("place") with { Field = "placeId", Kind = RefusalKind.Invalid }))
            : call.Run("sort_request", wish, change =>
                new SortRequest(id, category, place, wish.Priority, version).In(change, caller, rules).Then<MatterState>(m => MatterState.Of(m)));
    }

    private static async Task<IResult> Track([AsParameters] ApiCall call, string number, string code, CancellationToken cancellation) =>
        await Tracked(call.Db, number, code, cancellation) is var (matter, request)
            ? Results.Json(
                new TrackedRequest(
                    matter.Number, matter.Stage, matter.IsOpen, matter.Category, matter.PlaceId, matter.OpenedAt, matter.NextMark, matter.NextDueOn, matter.IsProvisional,
                    request.Answer, request.AnsweredAt, request.Result),
                Data.Json.Options)
            : call.Problem(Refusal.NotFound("matter"));

    private static async Task<IResult> Rate([AsParameters] ApiCall call, MatterRules rules, string number, string code, RatingWish wish, CancellationToken cancellation) =>
        await Tracked(call.Db, number, code, cancellation) is var (matter, _)
            ? await call.Run("rate_request", wish, change =>
                new RateRequest(matter.Id, wish.Result, wish.Response, wish.ResultRating, wish.Attitude, wish.Remark).In(change, rules))
            : call.Problem(Refusal.NotFound("matter"));

    // The code is compared in constant time, and a wrong code answers like a wrong number.
    private static async Task<(Matter Matter, Request Request)?> Tracked(DistrictDb db, string number, string code, CancellationToken cancellation)
    {
        var found = await (
            from matter in db.Set<Matter>()
            join request in db.Set<Request>() on matter.Id equals request.Id
            where matter.Number == number
            select new { matter, request }).FirstOrDefaultAsync(cancellation);
        return found is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(found.request.TrackingCode), Encoding.UTF8.GetBytes(code.ToUpperInvariant()))
            ? (found.matter, found.request)
            : null;
    }

    private static RequestDetail Detail(Matter matter, Request r) => new(
        MatterItem.Of(matter), r.Door, r.Text, r.Address, r.Latitude, r.Longitude, Masked.Name(r.ContactName), Masked.Phone(r.ContactPhone), r.Source, r.SourceNumber,
        r.Answer, r.AnsweredAt, r.WasRespondedInTime, r.WasAnsweredAtOnce, r.Result, r.ResponseRating, r.ResultRating, r.AttitudeRating);
}
