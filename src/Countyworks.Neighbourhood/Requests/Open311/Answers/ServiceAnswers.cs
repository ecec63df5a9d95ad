using Countyworks.Core.Notices;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Countyworks.Neighbourhood.Requests.Open311.Answers;

/// <summary>What there is to report: discovery, the list of services, the questions of one.</summary>
internal static class ServiceAnswers
{
    /// <summary>The specification of GeoReport v2.</summary>
    public const string Specification = "http://wiki.open311.org/GeoReport_v2";

    /// <summary>The specification of its extension for updates.</summary>
    public const string UpdatesSpecification = "https://github.com/mysociety/fixmystreet/wiki/Open311-FMS---Proposed-differences-to-Open311";

    // Moved on whenever what these answers look like changes.
    private const string Changeset = "2026-11-25T00:00:00Z";

    /// <summary>Where the server is and what it speaks. Two endpoints are named, since some readers take one alone for no list.</summary>
    public static IResult Discovery(GeoCall call)
    {
        var contact = call.Server.Contact is { Length: > 0 } words ? words : call.Texts["open311.contact"];
        return call.Answer(GeoDocument.One("discovery", new GeoItem(
            ("changeset", Changeset),
            ("contact", contact),
            ("key_service", call.Server.KeyService is { Length: > 0 } how ? how : contact),
            ("endpoints", new GeoItems("endpoint", [Endpoint(call, Specification), Endpoint(call, UpdatesSpecification)])))));
    }

    /// <summary>
    /// Every category that may be chosen. Clients forget a service that is missing from this list, so it is never empty: without categories
    /// the answer is an error.
    /// </summary>
    public static IResult All(GeoCall call)
    {
        var services = call.Categories.All.Where(c => c.IsActive).Select(c => Service(call, c)).ToList();
        return services.Count == 0
            ? call.Refuse(new Refusal("open311_no_services") { Kind = RefusalKind.Unavailable })
            : call.Answer(GeoDocument.List("services", "service", services));
    }

    /// <summary>What is asked for a service; a service without questions has an empty list. Refuses <c>open311_service_unknown</c>.</summary>
    public static IResult Definition(string code, GeoCall call) => call.Categories.Find(code) is not { IsActive: true } category
        ? call.Refuse(new Refusal("open311_service_unknown", "service_code") { Kind = RefusalKind.NotFound })
        : call.Answer(GeoDocument.One("service_definition", new GeoItem(
            ("service_code", category.Code),
            ("attributes", new GeoItems("attribute", [.. call.Attributes.Of(category.Code).Select(Attribute)])))));

    private static GeoItem Endpoint(GeoCall call, string specification) => new(
        ("specification", specification),
        ("url", AddressOf(call) + Open311Endpoints.Path),
        ("changeset", Changeset),
        ("type", "production"),
        ("formats", new GeoTexts("format", ["text/xml", "application/json"])));

    private static string AddressOf(GeoCall call) =>
        call.Http.RequestServices.GetRequiredService<NoticeSettings>().PublicAddress?.TrimEnd('/') ?? $"{call.Http.Request.Scheme}://{call.Http.Request.Host}";

    private static GeoItem Service(GeoCall call, Category category)
    {
        var name = call.Categories.NameOf(category.Code);
        var keywords = string.Join(',', category.Keywords.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return new(
            ("service_code", category.Code),
            ("service_name", name),
            ("description", name),
            ("metadata", call.Attributes.Of(category.Code).Count > 0),
            ("type", "realtime"),
            ("keywords", keywords.Length > 0 ? keywords : name),
            ("group", call.Texts["kind.request"]));
    }

    private static GeoItem Attribute(AttributeAsked asked, int place) => new(
        ("variable", asked.Row.IsAsked),
        ("code", asked.Row.Code),
        ("datatype", EnumNames<AttributeType>.Of(asked.Row.Datatype)),
        ("required", asked.Row is { IsAsked: true, IsRequired: true }),
        ("datatype_description", asked.Hint),
        ("order", place + 1),
        ("description", asked.Description),
        ("values", new GeoItems("value", [.. asked.Choices.Select(c => new GeoItem(("key", c.Key), ("name", AttributeAsked.NameOf(c))))])));
}
