using Countyworks.Core.Matters;
using Countyworks.Core.Places;
using Countyworks.Core.Settings;
using Countyworks.Core.Web;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Open311.Keys;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Open311.Answers;

/// <summary>What every call of GeoReport has at hand; an endpoint takes it whole, by <c>[AsParameters]</c>.</summary>
internal sealed record GeoCall(
    HttpContext Http,
    [FromServices] DistrictDb Db,
    [FromServices] Writer Writer,
    [FromServices] MatterRules Rules,
    [FromServices] IClock Clock,
    [FromServices] Texts Texts,
    [FromServices] Cached<PlaceTree> PlaceTree,
    [FromServices] Cached<Categories> AllCategories,
    [FromServices] Cached<ServiceAttributes> AllAttributes,
    [FromServices] Cached<KeyRing> Keys,
    [FromServices] DistrictSettings Settings,
    [FromServices] CallLimits Limits)
{
    /// <summary>Now.</summary>
    public Instant Now => Clock.GetCurrentInstant();

    /// <summary>The places.</summary>
    public PlaceTree Places => PlaceTree.Current;

    /// <summary>The categories.</summary>
    public Categories Categories => AllCategories.Current;

    /// <summary>What is asked for each category.</summary>
    public ServiceAttributes Attributes => AllAttributes.Current;

    /// <summary>What the county says of its server.</summary>
    public ServerRule Server => Settings.Get(ServerRule.Setting, CountyTime.LocalDay(Now), new ServerRule());

    /// <summary>An argument of the address; an empty one is as good as absent.</summary>
    public string? Argument(string name) => Http.Request.Query[name].ToString() is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;

    /// <summary>An answer in the format asked for.</summary>
    public IResult Answer(GeoDocument document) => GeoResult.Of(Http, document);

    /// <summary>A list of errors.</summary>
    public IResult Refuse(Refusal refusal) => GeoResult.Errors(Http, refusal, Texts);

    /// <summary>
    /// The key a reader sent; null when none was. A reader needs none, but a wrong one is refused: <c>open311_key_wrong</c>.
    /// </summary>
    public Outcome<Open311Key?> Reader() => Argument("api_key") is not { } key ? default(Open311Key?) : KeyOf(key).Then<Open311Key?>(found => found);

    /// <summary>The key of a writer. Refuses <c>open311_too_often</c> (minutes), <c>open311_key_missing</c>, <c>open311_key_wrong</c>.</summary>
    public Outcome<Open311Key> Writing(string? key, KeyScopes scope) =>
        string.IsNullOrWhiteSpace(key) ? new Refusal("open311_key_missing", "api_key") { Kind = RefusalKind.Forbidden }
        : KeyOf(key.Trim()).Then(found =>
            !found.Scopes.HasFlag(scope) ? KeyRing.Wrong
            : Limits.Write(found, Now) is { } tooOften ? (Outcome<Open311Key>)tooOften
            : found);

    private Outcome<Open311Key> KeyOf(string key) =>
        Limits.Guess(Http.Connection.RemoteIpAddress, Now) is { } tooOften ? tooOften
        : Keys.Current.Find(key) is { } found ? found
        : Limits.Wrong(Http.Connection.RemoteIpAddress, Now);
}

/// <summary>Answers of GeoReport as HTTP.</summary>
internal static class GeoResult
{
    /// <summary>The format an address asks for; null for one that the standard doesn't know.</summary>
    public static GeoFormat? FormatOf(PathString path) =>
        path.Value!.EndsWith(".json", StringComparison.Ordinal) ? GeoFormat.Json : path.Value.EndsWith(".xml", StringComparison.Ordinal) ? GeoFormat.Xml : null;

    /// <summary>An answer.</summary>
    public static IResult Of(HttpContext http, GeoDocument document, int status = StatusCodes.Status200OK)
    {
        // What a key sees is not for the caches between.
        http.Response.Headers.CacheControl = "no-store";
        http.Response.StatusCode = status;
        var format = FormatOf(http.Request.Path) ?? GeoFormat.Xml;
        return Results.Bytes(GeoWriting.Write(document, format), GeoWriting.TypeOf(format));
    }

    /// <summary>
    /// A list of errors. The status is 404 for what isn't there, 403 for a wrong or missing key, 400 for everything else; the code in the body may be finer.
    /// </summary>
    public static IResult Errors(HttpContext http, Refusal refusal, Texts texts)
    {
        if (refusal.Arguments.FirstOrDefault(a => a.Key == "minutes").Value is int minutes)
        {
            http.Response.Headers.RetryAfter = (minutes * 60).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        var errors = refusal.All.Select(one => new GeoItem(
            ("code", CodeOf(one.Kind)), ("description", one.Field is { } field ? $"{field}: {texts.Of(one)}" : texts.Of(one))));
        return Of(http, GeoDocument.List("errors", "error", errors), StatusOf(refusal.Kind));
    }

    private static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status400BadRequest,
    };

    private static int CodeOf(RefusalKind kind) => kind == RefusalKind.Invalid ? StatusCodes.Status400BadRequest : Problems.StatusOf(kind);
}
