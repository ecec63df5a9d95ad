using Countyworks.Core.Posts;
using Countyworks.Neighbourhood.Requests.Open311.Answers;
using Countyworks.Neighbourhood.Requests.Open311.Filing;
using Countyworks.Neighbourhood.Requests.Open311.Updates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.Requests.Open311;

/// <summary>
/// Open311 GeoReport v2 (<c>docs/reference/open311.md</c>): every address ends in <c>.xml</c> or <c>.json</c>; a key is asked for where something is written.
/// </summary>
internal static class Open311Endpoints
{
    /// <summary>Where it is.</summary>
    public const string Path = "/open311/v2";

    /// <summary>The most bytes of a form: a description of 4,000 characters, escaped, and room for the rest.</summary>
    public const long FormBytes = 128 * 1024;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var calls = routes.MapGroup(Path).Open().ExcludeFromDescription().AddEndpointFilter<RouteGroupBuilder, GeoGate>();
        calls.MapGet("/discovery.{format}", ([AsParameters] GeoCall call) => ServiceAnswers.Discovery(call));
        calls.MapGet("/services.{format}", ([AsParameters] GeoCall call) => ServiceAnswers.All(call));
        calls.MapGet("/services/{code}.{format}", (string code, [AsParameters] GeoCall call) => ServiceAnswers.Definition(code, call));
        calls.MapGet("/requests.{format}", ([AsParameters] GeoCall call) => RequestAnswers.List(call));
        calls.MapGet("/requests/{id}.{format}", (string id, [AsParameters] GeoCall call) => RequestAnswers.One(id, call));
        calls.MapGet("/tokens/{token}.{format}", (string token, [AsParameters] GeoCall call) => RequestAnswers.Token(token, call));
        calls.MapPost("/requests.{format}", ([AsParameters] GeoCall call) => FilingAnswers.File(call)).WithMetadata(new RequestSizeLimitAttribute(FormBytes));
        calls.MapGet("/servicerequestupdates.{format}", ([AsParameters] GeoCall call) => UpdateAnswers.List(call));
        calls.MapPost("/servicerequestupdates.{format}", ([AsParameters] GeoCall call) => UpdateAnswers.Take(call)).WithMetadata(new RequestSizeLimitAttribute(FormBytes));

        // Also what isn't there is a list of errors, whatever the method.
        calls.Map("/{**rest}", ([AsParameters] GeoCall call) => call.Refuse(GeoGate.NotThere));
    }
}
