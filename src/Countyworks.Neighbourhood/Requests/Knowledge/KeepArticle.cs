using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Requests.Knowledge;

/// <summary>Adds an article to the knowledge base, or changes one. Whether the caller may is the route's to say.</summary>
/// <param name="Article">Which; null for a new one.</param>
/// <param name="Title">The question, as people ask it.</param>
/// <param name="Text">The answer, as it is read out.</param>
/// <param name="Category">The code of the category it belongs to; null for all.</param>
/// <param name="Keywords">Words that suggest it, separated by spaces; may be empty.</param>
/// <param name="IfVersion">What the caller saw; null for whatever is there.</param>
public sealed record KeepArticle(Id<Article>? Article, string Title, string Text, string? Category, string Keywords, int? IfVersion = null)
{
    /// <summary>
    /// Keeps it. Refuses, all that applies at once: <c>missing</c> (title, text), <c>too_long</c> (title, text, keywords);
    /// then, in this order: <c>category_unknown</c> (category), <c>not_found</c>, <c>changed_meanwhile</c>.
    /// </summary>
    public Outcome<Article> In(Change change)
    {
        var category = string.IsNullOrWhiteSpace(Category) ? null : Category;
        if (Refusal.Join(Check()) is { } refusal)
        {
            return refusal;
        }

        if (category is not null && !change.Db.Set<Category>().Any(c => c.Code == category))
        {
            return new Refusal("category_unknown", "category");
        }

        return Article is { } id ? Changed(change, id, category) : Added(change, category);
    }

    private IEnumerable<Refusal> Check()
    {
        foreach (var (field, text, limit) in new[] { ("title", Title, Knowledge.Article.TitleLimit), ("text", Text, Knowledge.Article.TextLimit) })
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                yield return Refusal.Missing(field);
            }

            if (text?.Length > limit)
            {
                yield return Refusal.TooLong(field, limit);
            }
        }

        if (Keywords.Length > Knowledge.Article.KeywordsLimit)
        {
            yield return Refusal.TooLong("keywords", Knowledge.Article.KeywordsLimit);
        }
    }

    private Article Added(Change change, string? category)
    {
        var article = new Article { Id = change.NewId<Article>(), Title = Title.Trim(), Text = Text.Trim(), Category = category, Keywords = Keywords.Trim(), UpdatedAt = change.Now };
        change.Add(article);
        Record(change, article);
        return article;
    }

    private Outcome<Article> Changed(Change change, Id<Article> id, string? category)
    {
        if (change.Db.Set<Article>().FirstOrDefault(a => a.Id == id) is not { } article)
        {
            return Refusal.NotFound("article");
        }

        if (IfVersion is { } seen && seen != article.Version)
        {
            return Refusal.Changed;
        }

        (article.Title, article.Text, article.Category, article.Keywords, article.UpdatedAt) = (Title.Trim(), Text.Trim(), category, Keywords.Trim(), change.Now);
        change.Put(article);
        Record(change, article);
        return article;
    }

    private static void Record(Change change, Article article) =>
        change.Record(new ArticleWritten(article.Title, article.Text, article.Category, article.Keywords), article.Id.Value);
}

/// <summary>Ends an article, or offers it again; what was read out from it stays.</summary>
/// <param name="Article">Which.</param>
/// <param name="IsOffered">Whether the desk is offered it from now on.</param>
public sealed record OfferArticle(Id<Article> Article, bool IsOffered)
{
    /// <summary>Does it; done twice, it changes nothing more. Refuses <c>not_found</c>.</summary>
    public Outcome<Article> In(Change change)
    {
        if (change.Db.Set<Article>().FirstOrDefault(a => a.Id == Article) is not { } article)
        {
            return Refusal.NotFound("article");
        }

        if (article.IsActive != IsOffered)
        {
            article.IsActive = IsOffered;
            change.Put(article);
            change.Record(new ArticleOffered(IsOffered), article.Id.Value);
        }

        return article;
    }
}
