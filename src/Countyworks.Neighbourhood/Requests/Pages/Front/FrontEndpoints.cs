using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.Requests.Pages.Front;

/// <summary>The front door: <c>GET /</c>.</summary>
public static class FrontEndpoints
{
    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/", (Cached<TodayInNumbers> today) => Page.Show<FrontPage, FrontView>(new FrontView(today.Current))).Open();
}

/// <summary>What the front page shows.</summary>
/// <param name="Today">Today's numbers.</param>
public sealed record FrontView(TodayInNumbers Today);
