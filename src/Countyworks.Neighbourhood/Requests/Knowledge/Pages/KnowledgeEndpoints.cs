using Countyworks.Core.Posts;
using Countyworks.Core.Web;
using Countyworks.Kernel;
using Countyworks.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Countyworks.Neighbourhood.Requests.Knowledge.Pages;

/// <summary><c>/knowledge</c>: the answers the desk reads out; searched by those who take requests, kept by those who keep them.</summary>
public static class KnowledgeEndpoints
{
    /// <summary>The address.</summary>
    public const string Path = "/knowledge";

    internal const int PageSize = 50;

    private const string Area = "knowledge";
    private const int LastPage = 1000;

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var reading = routes.MapGroup(Path).Needs(RequestPermissions.ReadKnowledge).ExcludeFromDescription();
        reading.MapGet("", List);
        reading.MapGet("/{id}", One);
        var keeping = routes.MapGroup(Path).Needs(RequestPermissions.Keep).ExcludeFromDescription();
        keeping.MapGet("/new", (RequestCall page) => Shown(page, Form.New(Area), null));
        keeping.MapPost("/new", Add);
        keeping.MapGet("/{id}/change", Open);
        keeping.MapPost("/{id}/change", Change);
        keeping.MapPost("/{id}/offer", Offer);
    }

    /// <summary>The page of an article.</summary>
    internal static string PathOf(Id<Article> id) => $"{Path}/{id}";

    private static IResult List(RequestCall page, Cached<Articles> articles, string q = "", bool ended = false, int number = 1)
    {
        var found = articles.Current.All.Where(a => a.IsActive != ended && Has(a, q.Trim())).ToList();
        var at = Math.Clamp(number, 1, LastPage);
        return Page.Show<KnowledgePage, KnowledgeView>(new(
            [.. found.Skip((at - 1) * PageSize).Take(PageSize)], found.Count, at, q, ended, page.Categories.Current, page.Caller.Has(RequestPermissions.Keep)));
    }

    private static bool Has(Article article, string words) =>
        words.Length == 0 || new[] { article.Title, article.Text, article.Keywords }.Any(text => text.Contains(words, StringComparison.OrdinalIgnoreCase));

    private static IResult One(RequestCall page, Cached<Articles> articles, Id<Article> id) => articles.Current.Find(id) is { } article
        ? Page.Show<ArticlePage, ArticleView>(new(article, page.Categories.Current, page.Caller.Has(RequestPermissions.Keep)))
        : Results.NotFound();

    private static IResult Open(RequestCall page, Cached<Articles> articles, Id<Article> id) => articles.Current.Find(id) is { } article
        ? Shown(page, Form.New(Area).With("title", article.Title).With("text", article.Text).With("category", article.Category).With("keywords", article.Keywords)
            .With("version", article.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)), id)
        : Results.NotFound();

    private static Task<IResult> Add(RequestCall page, Cached<Articles> articles, Form form) => Keep(page, articles, form, null);

    private static Task<IResult> Change(RequestCall page, Cached<Articles> articles, Form form, Id<Article> id) =>
        articles.Current.Find(id) is null ? Task.FromResult(Results.NotFound()) : Keep(page, articles, form, id);

    private static async Task<IResult> Keep(RequestCall page, Cached<Articles> articles, Form form, Id<Article>? id)
    {
        var command = new KeepArticle(
            id,
            form.For(Area).Text("title", Article.TitleLimit),
            form.LongText("text", Article.TextLimit),
            form.Text("category", Category.CodeLimit, required: false),
            form.Text("keywords", Article.KeywordsLimit, required: false),
            id is null ? null : form.WholeOrNull("version", 0, int.MaxValue));
        if (form.Refusal is null)
        {
            var outcome = await page.Run("keep_article", RequestPermissions.Keep, form, command.In);
            if (outcome.IsDone(out var article, out var refusal))
            {
                articles.Forget();
                return Results.LocalRedirect(PathOf(article.Id));
            }

            form.Refused(refusal);
        }

        return Shown(page, form, id);
    }

    private static async Task<IResult> Offer(RequestCall page, Cached<Articles> articles, Form form, Id<Article> id)
    {
        var outcome = await page.Run("offer_article", RequestPermissions.Keep, form, new OfferArticle(id, form.Flag("offered")).In);
        articles.Forget();
        return outcome.IsDone(out _, out _) ? Results.LocalRedirect(PathOf(id)) : Results.NotFound();
    }

    private static IResult Shown(RequestCall page, Form form, Id<Article>? id) =>
        Page.Show<KeepPage, KeepView>(new(form, id, page.Categories.Current.Options), Problems.StatusOf(form));
}
