using Countyworks.Core.Matters;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Open311.Keys;
using Countyworks.Neighbourhood.Requests.Open311.Updates;
using Countyworks.Neighbourhood.Requests.Pages.Track;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Open311.Answers;

/// <summary>
/// Requests as GeoReport shows them: to everybody what the public tracking page shows, never words, exact place or pictures;
/// to the key that filed it also what it sent, and the answer.
/// </summary>
internal static class RequestAnswers
{
    /// <summary>The code of requests that were not sorted yet.</summary>
    public const string Unsorted = "unsorted";

    /// <summary>What stands for a request in addresses and answers: 2026-000123.</summary>
    public static string IdOf(Matter matter) => TrackingNumber.InAddress(matter.Number);

    /// <summary>A list, newest first; empty is no error. Refuses what <see cref="RequestFilter.Read"/> refuses.</summary>
    public static async Task<IResult> List(GeoCall call) =>
        !call.Reader().IsDone(out var reader, out var wrong) ? call.Refuse(wrong)
        : RequestFilter.Read(call).IsDone(out var filter, out var refusal) ? call.Answer(await Read(call, filter, reader))
        : call.Refuse(refusal);

    /// <summary>One, as a list of one. Refuses <c>open311_request_unknown</c>.</summary>
    public static async Task<IResult> One(string id, GeoCall call)
    {
        if (!call.Reader().IsDone(out var reader, out var wrong))
        {
            return call.Refuse(wrong);
        }

        string[] numbers = TrackingNumber.Parse(id) is { } number ? [number] : [];
        var answer = await Read(call, new RequestFilter(numbers, new GeoSpan(call.Now, call.Now), [], null), reader);
        return answer.Items.Count == 0 ? call.Refuse(Unknown) : call.Answer(answer);
    }

    /// <summary>Ids are given at once, so a token is an id: it resolves to itself. Refuses <c>open311_request_unknown</c>.</summary>
    public static async Task<IResult> Token(string token, GeoCall call)
    {
        var number = TrackingNumber.Parse(token);
        var isKnown = number is not null && await call.Db.Set<Matter>().AnyAsync(m => m.Number == number && m.Kind == RequestKind.Kind.Name, call.Http.RequestAborted);
        return isKnown
            ? call.Answer(GeoDocument.List("service_requests", "request", [new GeoItem(("service_request_id", TrackingNumber.InAddress(number!)), ("token", token))]))
            : call.Refuse(Unknown with { Field = "token" });
    }

    /// <summary>No request of that id.</summary>
    public static Refusal Unknown => new("open311_request_unknown", "service_request_id") { Kind = RefusalKind.NotFound };

    private static async Task<GeoDocument> Read(GeoCall call, RequestFilter filter, Open311Key? reader)
    {
        var cancellation = call.Http.RequestAborted;
        var found = await (
            from matter in Matching(call, filter).OrderByDescending(m => m.OpenedAt).ThenByDescending(m => m.Id).Take(RequestFilter.Most)
            join request in call.Db.Set<Request>() on matter.Id equals request.Id
            orderby matter.OpenedAt descending, matter.Id descending
            select new Tracked(matter, request)).ToListAsync(cancellation);
        var ids = found.Select(t => t.Matter.Id).ToList();
        var deadlines = await call.Db.Set<MatterMark>()
            .Where(m => ids.Contains(m.MatterId) && m.Mark == RequestKind.ReportMark && m.MetAt == null)
            .ToDictionaryAsync(m => m.MatterId, m => m.DueAt, cancellation);
        var updated = await call.Db.Set<RequestUpdate>().Where(u => ids.Contains(u.MatterId)).GroupBy(u => u.MatterId)
            .Select(g => new { g.Key, At = g.Max(u => u.At) }).ToDictionaryAsync(u => u.Key, u => u.At, cancellation);
        var unitIds = found.Select(t => t.Matter.UnitId).OfType<Id<Organisation>>().Distinct().ToList();
        var units = await call.Db.Set<Organisation>().Where(o => unitIds.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancellation);
        var own = await OwnCalls.Of(call.Db, reader, ids, cancellation);
        return GeoDocument.List("service_requests", "request", found.Select(t => Item(call, t, new Beside(
            t.Matter.IsOpen ? deadlines.GetValueOrDefault(t.Matter.Id) : null,
            t.Matter.ClosedAt ?? (updated.TryGetValue(t.Matter.Id, out var at) ? at : t.Matter.OpenedAt),
            t.Matter.UnitId is { } unit ? units.GetValueOrDefault(unit) : null,
            own.GetValueOrDefault(t.Matter.Id)))));
    }

    private static IQueryable<Matter> Matching(GeoCall call, RequestFilter filter)
    {
        var (from, to) = (filter.Span.From, filter.Span.To);
        var all = call.Db.Set<Matter>().Where(m => m.Kind == RequestKind.Kind.Name);
        if (filter.Numbers is { } numbers)
        {
            return all.Where(m => numbers.Contains(m.Number));
        }

        var within = all.Where(m => m.OpenedAt >= from && m.OpenedAt <= to);
        within = filter.IsOpen is { } isOpen ? within.Where(m => m.IsOpen == isOpen) : within;
        if (filter.Codes.Count == 0)
        {
            return within;
        }

        var (codes, unsorted) = (filter.Codes, filter.Codes.Contains(Unsorted));
        return within.Where(m => m.Category == null ? unsorted : codes.Contains(m.Category));
    }

    private static GeoItem Item(GeoCall call, Tracked tracked, Beside beside)
    {
        var (matter, request, own) = (tracked.Matter, tracked.Request, beside.Own);
        var name = matter.Category is { } code ? call.Categories.NameOf(code) : call.Texts["track.no_category"];
        var community = CommunityOf(call.Places, matter);
        var area = community is null ? "" : call.Places.FullName(community);
        var position = own is null ? Position(call.Places, community) : (request.Latitude, request.Longitude);
        var progress = ProgressOf.Stage(matter.Stage, call.Texts);
        return new(
            ("service_request_id", IdOf(matter)),
            ("status", matter.IsOpen ? "open" : "closed"),
            ("status_notes", own is not null && request.Answer is { } answer ? answer : progress.Ended ?? (progress.Path.Count > 0 ? progress.Path[progress.Current] : "")),
            ("service_name", name),
            ("service_code", matter.Category ?? Unsorted),
            ("description", own is null ? name : request.Text),
            ("agency_responsible", beside.Unit),
            ("service_notice", ""),
            ("requested_datetime", GeoTime.Write(matter.OpenedAt)),
            ("updated_datetime", GeoTime.Write(beside.UpdatedAt)),
            ("expected_datetime", beside.DueAt is { } due ? GeoTime.Write(due) : ""),
            ("address", own is not null && request.Address is { } address ? address : area),
            ("address_id", community?.Code),
            ("zipcode", call.Server.Zipcode),
            ("lat", new GeoDegrees(position.Latitude)),
            ("long", new GeoDegrees(position.Longitude)),
            ("media_url", own?.MediaUrl));
    }

    private static Place? CommunityOf(PlaceTree places, Matter matter) =>
        places.AtPath(string.Concat(matter.PlacePath.Split('/').Take((int)PlaceLevel.Community).Where(p => p.Length > 0).Select(p => p + "/")));

    // Of the community, or of what it lies in: nobody's door.
    private static (double? Latitude, double? Longitude) Position(PlaceTree places, Place? community) =>
        community is null ? (null, null)
        : places.Upwards(community).FirstOrDefault(p => p is { Latitude: not null, Longitude: not null }) is { } known ? (known.Latitude, known.Longitude) : (null, null);

    private sealed record Beside(Instant? DueAt, Instant UpdatedAt, string? Unit, Open311Call? Own);
}
