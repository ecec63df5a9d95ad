using Countyworks.Neighbourhood.Requests.Handling;
using Countyworks.Core.Settings;
using Countyworks.Data.Secrets;
using Countyworks.Core.Matters;
using Countyworks.Core.Matters.Api;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
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
        routes.MapGet("/api/v1/my/requests", Mine).NeedsAnAccount().WithTags("requests").Answers<ApiPage<MyRequest>>("listMyRequests", "The caller's own requests, newest first");
        var requests = routes.MapGroup("/api/v1/requests").WithTags("requests");
        requests.MapPost("", File).Open().Sparingly()
            .Answers<Filed>("fileRequest", "Files a request; send an Idempotency-Key so that a repeat files nothing twice", StatusCodes.Status201Created);
        requests.MapGet("/{id}", One).NeedsAnAccount().Answers<RequestDetail>("getRequest", "One request; the contact is masked");
        requests.MapPut("/{id}/sorting", Sort).NeedsAnAccount().HeedsIfMatch().Answers<MatterState>("sortRequest", "Puts right what it is about, where, how pressing");
        requests.MapGet("/tracking/{number}", Track).Open().Sparingly().Answers<TrackedRequest>("trackRequest", "A request by number and code");
        requests.MapPost("/tracking/{number}/information", AddInformation).Open().Sparingly()
            .AnswersNothing("addInformation", "The requester adds words or files while the request is open");
        requests.MapPost("/tracking/{number}/rating", Rate).Open().Sparingly()
            .AnswersNothing("rateRequest", "The requester says what came of it; \"not solved\" opens it again once");
    }

    private static Task<IResult> File(ApiCall call, MatterRules rules, Cached<Categories> categories, Cached<PlaceTree> places, RequestWish wish)
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
        return call.Run("file_request", wish, change => FilesToHang.Check(change, wish.Files).Then(_ => filing.In(change, rules)), filed => $"/api/v1/requests/{filed.Id}");
    }

    private static async Task<IResult> One(ApiCall call, MatterRules rules, ISecrets secrets, DistrictSettings settings, Id<Matter> id, CancellationToken cancellation)
    {
        var dossier = Dossier.Read(call.Db, id, rules);
        if (dossier is null || dossier.Kind != RequestKind.Kind || !Standing.Of(dossier, call.Caller).MaySee)
        {
            return call.Problem(Refusal.NotFound("matter"));
        }

        var request = await call.Db.Set<Request>().FirstAsync(r => r.Id == id, cancellation);
        var isKnown = HideRequester.MaySay(dossier.Matter, call.Caller) || !HideRequester.Holds(request, dossier.Matter, settings, call.Now);
        return call.Versioned(Detail(dossier.Matter, request, isKnown ? Contact.Of(request, secrets).Hidden : new Contact(null, null)), dossier.Matter.Version);
    }

    private static Task<IResult> Sort(ApiCall call, MatterRules rules, Cached<Categories> categories, Cached<PlaceTree> places, Id<Matter> id, SortWish wish)
    {
        var caller = call.Caller;
        return categories.Current.Find(wish.Category) is not { IsActive: true } category
            ? Task.FromResult(call.Problem(new Refusal("category_unknown", "category")))
            : places.Current.Find(wish.PlaceId) is not { } place
            ? Task.FromResult(call.Problem(Refusal.NotFound("place") with { Field = "placeId", Kind = RefusalKind.Invalid }))
            : call.RunOn(id, "sort_request", wish, change =>
                new SortRequest(id, category, place, wish.Priority).In(change, caller, rules).Then<MatterState>(m => MatterState.Of(m)));
    }

    // Ids grow with time, so the index of a person's requests gives the newest at once.
    private static async Task<IResult> Mine(ApiCall call, Id<Matter>? after, int? limit, CancellationToken cancellation)
    {
        var (most, me) = (Paging.Most(limit), call.Caller.Person!.Id);
        var rows = await (
            from request in call.Db.Set<Request>().Where(r => r.PersonId == me && (after == null || r.Id < after)).OrderByDescending(r => r.Id).Take(most + 1)
            join matter in call.Db.Set<Matter>() on request.Id equals matter.Id
            orderby request.Id descending
            select new Tracked(matter, request)).ToListAsync(cancellation);
        return call.Answer(ApiPage<MyRequest>.Of([.. rows.Select(t => new MyRequest(t.Matter.Id, TrackedRequest.Of(t), t.Request.TrackingCode))], most, item => item.Id.ToString()));
    }

    private static async Task<IResult> Track(ApiCall call, TrackingCheck check, string number, string? code) =>
        (await Open(call, check, number, code)).IsDone(out var tracked, out var refusal) ? call.Answer(TrackedRequest.Of(tracked)) : call.Problem(refusal);

    private static async Task<IResult> AddInformation(ApiCall call, TrackingCheck check, string number, string? code, InformationWish wish) =>
        (await Open(call, check, number, code)).IsDone(out var tracked, out var refusal)
            ? await call.Run("add_information", wish, change =>
                FilesToHang.Check(change, wish.Files).Then(_ => new AddInformation(tracked.Matter.Id, wish.Remark, wish.Files).In(change)))
            : call.Problem(refusal);

    private static async Task<IResult> Rate(ApiCall call, MatterRules rules, TrackingCheck check, string number, string? code, RatingWish wish) =>
        (await Open(call, check, number, code)).IsDone(out var tracked, out var refusal)
            ? await call.Run("rate_request", wish, change =>
                new RateRequest(tracked.Matter.Id, wish.Result, wish.Response, wish.ResultRating, wish.Attitude, wish.Remark).In(change, rules))
            : call.Problem(refusal);

    private static Task<Outcome<Tracked>> Open(ApiCall call, TrackingCheck check, string number, string? code) =>
        check.Open(number, code, call.Http.Connection.RemoteIpAddress);

    private static RequestDetail Detail(Matter matter, Request r, Contact hidden) => new(
        MatterItem.Of(matter), r.Door, r.Text, r.Address, r.Latitude, r.Longitude, hidden.Name, hidden.Phone, r.Source, r.SourceNumber,
        r.Answer, r.AnsweredAt, r.WasRespondedInTime, r.WasAnsweredAtOnce, r.Result, r.ResponseRating, r.ResultRating, r.AttitudeRating);
}
