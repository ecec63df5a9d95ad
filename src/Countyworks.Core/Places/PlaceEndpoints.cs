using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Core.Web.Limits;
using Countyworks.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Core.Places;

/// <summary>A place as a search answers it.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Name">Its own name.</param>
/// <param name="FullName">With those above it, below the district.</param>
/// <param name="Level">How far down it is.</param>
/// <param name="Code">The statistical code; null below communities.</param>
public sealed record PlaceFound(Id<Place> Id, string Name, string FullName, PlaceLevel Level, string? Code);

/// <summary>Places for machines and for the search while typing.</summary>
public static class PlaceEndpoints
{
    /// <summary>The address of the search.</summary>
    public const string Path = "/api/v1/places";

    /// <summary>How many places are answered unless asked otherwise.</summary>
    public const int UsualLimit = 10;

    /// <summary>The most places answered.</summary>
    public const int MostLimit = 50;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Search).Open().Limited(CallLimit.Search)
        .WithTags("places").Answers<IReadOnlyList<PlaceFound>>("searchPlaces", "Places by name, pinyin, initials or code, the likeliest first");

    private static Ok<List<PlaceFound>> Search(Cached<PlaceTree> places, string q = "", int limit = UsualLimit)
    {
        var tree = places.Current;
        return TypedResults.Ok(tree.Search(q, Math.Clamp(limit, 1, MostLimit)).Select(p => new PlaceFound(p.Id, p.Name, tree.FullName(p), p.Level, p.Code)).ToList());
    }
}
