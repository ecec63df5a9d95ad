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
public sealed record ArticleItem(Id<Article> Id, string Title, string Text, string? Category, string Keywords, bool IsOffered, Instant UpdatedAt, int Version)
{
    /// <summary>Of a row.</summary>
    public static ArticleItem Of(Article a) => new(a.Id, a.Title, a.Text, a.Category, a.Keywords, a.IsActive, a.UpdatedAt, a.Version);
}

/// <summary>What an article shall be.</summary>
public sealed record ArticleWish(string? Title, string? Text, string? Category = null, string? Keywords = null) : IBody<ArticleWish>;

/// <summary>The knowledge base over the API.</summary>
public static class ArticleApi
{
    /// <summary>Maps it below <c>/api/v1/articles</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var articles = routes.MapGroup("/api/v1/articles").WithTags("requests");
        articles.MapGet("", Search).Needs(RequestPermissions.ReadKnowledge).Answers<IReadOnlyList<ArticleItem>>("searchArticles", "Known answers to a text, the likeliest first");
        articles.MapGet("/{id}", One).Needs(RequestPermissions.ReadKnowledge).Answers<ArticleItem>("getArticle", "One known answer; its ETag is its version");
        articles.MapPost("", ((ApiCall call, Cached<Articles> kept, ArticleWish wish) => Keep(call, kept, null, wish))).Needs(RequestPermissions.Keep)
            .Answers<ArticleItem>("addArticle", "Adds a known answer", StatusCodes.Status201Created);
        articles.MapPut("/{id}", ((ApiCall call, Cached<Articles> kept, Id<Article> id, ArticleWish wish) => Keep(call, kept, id, wish))).Needs(RequestPermissions.Keep).HeedsIfMatch()
            .Answers<ArticleItem>("changeArticle", "Changes a known answer");
        articles.MapPost("/{id}/end", (ApiCall call, Cached<Articles> kept, Id<Article> id) => Offer(call, kept, id, isOffered: false)).Needs(RequestPermissions.Keep)
            .Answers<ArticleItem>("endArticle", "Offers it no longer");
        articles.MapPost("/{id}/offer", (ApiCall call, Cached<Articles> kept, Id<Article> id) => Offer(call, kept, id, isOffered: true)).Needs(RequestPermissions.Keep)
            .Answers<ArticleItem>("offerArticle", "Offers it again");
    }

    private static IResult Search(ApiCall call, Cached<Articles> articles, string q = "", string? category = null, int? limit = null) =>
        call.Answer(articles.Current.For(q, category, Paging.Most(limit)).Select(ArticleItem.Of));

    private static IResult One(ApiCall call, Cached<Articles> articles, Id<Article> id) =>
        articles.Current.Find(id) is { } article ? call.Versioned(ArticleItem.Of(article), article.Version) : call.Problem(Refusal.NotFound("article"));

    private static async Task<IResult> Keep(ApiCall call, Cached<Articles> articles, Id<Article>? id, ArticleWish wish)
    {
        var command = new KeepArticle(id, wish.Title ?? "", wish.Text ?? "", wish.Category, wish.Keywords ?? "");
        var result = id is { } changed
            ? await call.RunIfMatch(
                "keep_article",
                wish,
                change => change.Db.Set<Article>().Where(a => a.Id == changed).Select(a => (int?)a.Version).FirstOrDefault(),
                change => command.In(change).Then<ArticleItem>(a => ArticleItem.Of(a)))
            : await call.Run("keep_article", wish, change => command.In(change).Then<ArticleItem>(a => ArticleItem.Of(a)), made => $"/api/v1/articles/{made.Id}");
        articles.Forget();
        return result;
    }

    private static async Task<IResult> Offer(ApiCall call, Cached<Articles> articles, Id<Article> id, bool isOffered)
    {
        var result = await call.Run("offer_article", isOffered, change => new OfferArticle(id, isOffered).In(change).Then<ArticleItem>(a => ArticleItem.Of(a)));
        articles.Forget();
        return result;
    }
}
