using Countyworks.Core.Files;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Neighbourhood.Requests.Pages.Track;

/// <summary>
/// Tracking without an account: <c>GET /track</c> asks for number and code, <c>GET /track/{number}/{code}</c> shows the request,
/// below it <c>/rate</c>, <c>/more</c> and the files; <c>GET /track/{number}</c> is what everybody may see.
/// </summary>
public static class TrackEndpoints
{
    /// <summary>Where it begins.</summary>
    public const string Path = "/track";

    private const string Own = Path + "/{number}/{code}";
    private const string Area = "track";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (string? number) => ShowFind(Form.New(Area).With("number", number))).Open();
        routes.MapPost(Path, Find).Open().Limited(CallLimit.Filing);
        routes.MapGet(Path + "/{number}", ShowPublic).Open();
        routes.MapGet(Own, Show).Open();
        routes.MapGet(Own + "/files/{id}", (string number, string code, Id<StoredFile> id, HttpContext http, TrackingCheck check, DistrictDb db, FileStore store) =>
            Give(number, code, id, isThumbnail: false, http, check, db, store)).Open();
        routes.MapGet(Own + "/files/{id}/thumb", (string number, string code, Id<StoredFile> id, HttpContext http, TrackingCheck check, DistrictDb db, FileStore store) =>
            Give(number, code, id, isThumbnail: true, http, check, db, store)).Open();
        RateEndpoints.Map(routes, Own + "/rate");
        ForgetEndpoints.Map(routes, Own + "/forget");
        MoreEndpoints.Map(routes, Own + "/more", routes.ServiceProvider.GetRequiredService<FileLimits>());
    }

    /// <summary>Opens the request an address names; what it answers is for its requester alone, so no browser or proxy keeps it.</summary>
    internal static async Task<Outcome<Tracked>> Open(this TrackingCheck check, string number, string code, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache, no-store";
        return await check.Open(number, code, http.Connection.RemoteIpAddress);
    }

    /// <summary>Asks again, with what was wrong with the address.</summary>
    internal static IResult Refused(Refusal why, string number) => ShowFind(Form.New(Area).With("number", number).Refused(why));

    private static async Task<IResult> Find(Form form, HttpContext http, TrackingCheck check) =>
        (await check.Open(form.For(Area).Value("number"), form.Value("code"), http)).IsDone(out var tracked, out var why)
            ? Results.LocalRedirect(tracked.Address)
            : ShowFind(form.Refused(why));

    private static async Task<IResult> Show(
        string number, string code, HttpContext http, TrackingCheck check, DistrictDb db, TrackReading reading, string? thanks) =>
        (await check.Open(number, code, http)).IsDone(out var tracked, out var why)
            ? Page.Show<TrackPage, TrackView>(await reading.Read(tracked, db, thanks, http.RequestAborted))
            : Refused(why, number);

    private static async Task<IResult> ShowPublic(string number, TrackingCheck check, TrackReading reading) =>
        TrackingNumber.Parse(number) is { } meant && await check.Find(meant) is { } tracked
            ? Page.Show<PublicPage, PublicView>(reading.Public(tracked))
            : Results.NotFound();

    private static async Task<IResult> Give(
        string number, string code, Id<StoredFile> id, bool isThumbnail, HttpContext http, TrackingCheck check, DistrictDb db, FileStore store) =>
        (await check.Open(number, code, http)).IsDone(out var tracked, out _) && await TrackReading.FileOf(tracked, id, db, http.RequestAborted) is { } file
            ? FileEndpoints.Give(file, isThumbnail, http, store)
            : Results.NotFound();

    private static IResult ShowFind(Form form) =>
        Page.Show<FindPage, FindView>(new FindView(form), Problems.StatusOf(form));
}
