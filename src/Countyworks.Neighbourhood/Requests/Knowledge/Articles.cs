using System.Collections.Frozen;
using Countyworks.Data.Model;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Requests.Knowledge;

/// <summary>A picture of the knowledge base, with what finds the answers to a text.</summary>
public sealed class Articles
{
    // A word of the keywords is worth more than two characters the title happens to share with the text.
    private const int KeywordWeight = 3;

    private readonly FrozenDictionary<Id<Article>, Article> byId;
    private readonly IReadOnlyList<Entry> offered;

    /// <summary>Takes the rows.</summary>
    public Articles(IEnumerable<Article> rows)
    {
        All = [.. rows.OrderBy(a => a.Title, StringComparer.Ordinal).ThenBy(a => a.Id)];
        byId = All.ToFrozenDictionary(a => a.Id);
        offered = [.. All.Where(a => a.IsActive).Select(a => new Entry(a))];
    }

    /// <summary>Reads them.</summary>
    public static Articles Read(DistrictDb db) => new([.. db.Set<Article>()]);

    /// <summary>All, also those no longer offered, by title.</summary>
    public IReadOnlyList<Article> All { get; }

    /// <summary>The article of an id; null when there is none.</summary>
    public Article? Find(Id<Article> id) => byId.GetValueOrDefault(id);

    /// <summary>
    /// The articles that may answer a text, the likeliest first: those with keywords in it, then those whose title shares pairs of characters with it;
    /// of equals those of the category. A text that shares nothing finds nothing.
    /// </summary>
    public IReadOnlyList<Article> For(string text, string? category, int limit) =>
        [.. offered.Select(entry => (entry.Article, Fit: entry.Fit(text)))
            .Where(found => found.Fit > 0)
            .OrderByDescending(found => found.Fit)
            .ThenByDescending(found => found.Article.Category is { } own && own == category)
            .ThenBy(found => found.Article.Title, StringComparer.Ordinal).ThenBy(found => found.Article.Id)
            .Take(limit).Select(found => found.Article)];

    private sealed class Entry(Article article)
    {
        private readonly string[] keywords = article.Keywords.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        private readonly string[] pairs = [.. Enumerable.Range(0, Math.Max(0, article.Title.Length - 1)).Select(i => article.Title.Substring(i, 2)).Distinct()];

        public Article Article => article;

        public int Fit(string text)
        {
            var words = keywords.Where(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)).Sum(w => w.Length);
            var shared = pairs.Count(p => text.Contains(p, StringComparison.OrdinalIgnoreCase));

            // One pair may be chance.
            return (words * KeywordWeight) + (shared > 1 ? shared : 0);
        }
    }
}
