using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Knowledge;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Countyworks.Neighbourhood.Requests.Api;

/// <summary>An answer known beforehand.</summary>
public sealed record ArticleItem(Id<Article> Id, string Title, string Text, string? Category, Instant UpdatedAt);

/// <summary>The knowledge base over the API.</summary>
public static class ArticleApi
{
    /// <summary>GET /api/v1/articles.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/articles", Search).Needs(RequestPermissions.Take).WithTags("requests")
        .Answers<IReadOnlyList<ArticleItem>>("searchArticles", "Known answers to a text, the likeliest first");

    private static IResult Search([AsParameters] ApiCall call, Cached<Articles> articles, string q = "", string? category = null, int? limit = null) => call.Answer(
        articles.Current.For(q, category, Paging.Most(limit)).Select(a => new ArticleItem(a.Id, a.Title, a.Text, a.Category, a.UpdatedAt)));
}
