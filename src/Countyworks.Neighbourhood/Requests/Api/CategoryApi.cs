using Countyworks.Core.Matters;
using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Neighbourhood.Requests.Keeping;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.Requests.Api;

/// <summary>What requests can be about.</summary>
public sealed record CategoryItem(string Code, string NameZh, string NameEn, bool IsActive, string Keywords, Priority Priority, int Sort, int Version)
{
    /// <summary>Of a row.</summary>
    public static CategoryItem Of(Category c) => new(c.Code, c.NameZh, c.NameEn, c.IsActive, c.Keywords, c.Priority, c.Sort, c.Version);
}

/// <summary>What a category shall be.</summary>
public sealed record CategoryWish(string? NameZh, string? NameEn, string? Keywords = null, Priority Priority = Priority.Normal, int Sort = 100, bool IsActive = true) : IBody<CategoryWish>;

/// <summary>The categories over the API.</summary>
public static class CategoryApi
{
    /// <summary>Maps it at <c>/api/v1/categories</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var categories = routes.MapGroup("/api/v1/categories").WithTags("requests");
        categories.MapGet("", ((ApiCall call, Cached<Categories> kept) => call.Answer(kept.Current.All.Select(CategoryItem.Of)))).Open()
            .Answers<IReadOnlyList<CategoryItem>>("listCategories", "What requests are about");
        categories.MapPost("/{code}", ((ApiCall call, Cached<Categories> kept, string code, CategoryWish wish) => Keep(call, kept, code, wish, isNew: true)))
            .Needs(RequestPermissions.Keep).Answers<CategoryItem>("addCategory", "Adds a category under a code never used before", StatusCodes.Status201Created);
        categories.MapPut("/{code}", ((ApiCall call, Cached<Categories> kept, string code, CategoryWish wish) => Keep(call, kept, code, wish, isNew: false)))
            .Needs(RequestPermissions.Keep).HeedsIfMatch().Answers<CategoryItem>("changeCategory", "Changes its names, keywords, priority, place, or whether it may be chosen");
    }

    private static async Task<IResult> Keep(ApiCall call, Cached<Categories> categories, string code, CategoryWish wish, bool isNew)
    {
        var command = new KeepCategory(code, wish.NameZh ?? "", wish.NameEn ?? "", wish.Keywords ?? "", wish.Priority, wish.Sort, wish.IsActive) { IsNew = isNew };
        var result = isNew
            ? await call.Run("keep_category", wish, change => command.In(change).Then<CategoryItem>(c => CategoryItem.Of(c)), made => $"/api/v1/categories/{made.Code}")
            : await call.RunIfMatch(
                "keep_category",
                wish,
                change => change.Db.Set<Category>().Where(c => c.Code == code).Select(c => (int?)c.Version).FirstOrDefault(),
                change => command.In(change).Then<CategoryItem>(c => CategoryItem.Of(c)));
        categories.Forget();
        return result;
    }
}
