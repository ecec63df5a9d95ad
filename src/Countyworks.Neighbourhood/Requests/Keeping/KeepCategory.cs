using System.Text.RegularExpressions;
using Countyworks.Core.Matters;
using Countyworks.Data.Writing;
using Countyworks.Kernel;

namespace Countyworks.Neighbourhood.Requests.Keeping;

/// <summary>Adds a category or changes one: its names, what suggests it, how pressing it is, whether it may be chosen. Whether the caller may is the route's to say.</summary>
/// <param name="Code">Which; a new category takes a code never used before.</param>
/// <param name="NameZh">Its Chinese name.</param>
/// <param name="NameEn">Its English name.</param>
/// <param name="Keywords">Words that suggest it, separated by spaces; may be empty.</param>
/// <param name="Priority">How pressing a request of it is unless somebody says otherwise.</param>
/// <param name="Sort">Its place in lists: 0 to <see cref="MostSort"/>.</param>
/// <param name="IsActive">Whether it may be chosen.</param>
public sealed partial record KeepCategory(string Code, string NameZh, string NameEn, string Keywords, Priority Priority, int Sort, bool IsActive)
{
    /// <summary>The highest place in lists.</summary>
    public const int MostSort = 9999;

    /// <summary>Whether it must be new, or must be there: what is added by mistake twice is refused.</summary>
    public required bool IsNew { get; init; }

    /// <summary>What the caller saw; null for whatever is there.</summary>
    public int? IfVersion { get; init; }

    /// <summary>
    /// Keeps it. Refuses, all that applies at once: <c>missing</c> and <c>too_long</c> (nameZh, nameEn), <c>too_long</c> (keywords), <c>out_of_range</c> (sort);
    /// then, in this order: <c>category_code_invalid</c> and <c>category_code_taken</c> (code) of a new one, <c>not_found</c> and <c>changed_meanwhile</c> of another.
    /// </summary>
    public Outcome<Category> In(Change change)
    {
        if (Refusal.Join(Check()) is { } refusal)
        {
            return refusal;
        }

        var there = change.Db.Set<Category>().FirstOrDefault(c => c.Code == Code);
        return IsNew ? !CodeForm().IsMatch(Code) ? new Refusal("category_code_invalid", "code")
                : there is not null ? new Refusal("category_code_taken", "code") { Kind = RefusalKind.Conflict }
                : Added(change)
            : there is null ? Refusal.NotFound("category")
            : IfVersion is { } seen && seen != there.Version ? Refusal.Changed
            : Changed(change, there);
    }

    private IEnumerable<Refusal> Check()
    {
        foreach (var (field, text) in new[] { ("nameZh", NameZh), ("nameEn", NameEn) })
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                yield return Refusal.Missing(field);
            }

            if (text.Length > Category.NameLimit)
            {
                yield return Refusal.TooLong(field, Category.NameLimit);
            }
        }

        if (Keywords.Length > Category.KeywordsLimit)
        {
            yield return Refusal.TooLong("keywords", Category.KeywordsLimit);
        }

        if (Sort is < 0 or > MostSort)
        {
            yield return new Refusal("out_of_range", "sort").With("min", 0).With("max", MostSort);
        }
    }

    private Category Added(Change change)
    {
        var category = new Category { Code = Code, NameZh = NameZh.Trim(), NameEn = NameEn.Trim(), Keywords = Keywords.Trim(), Priority = Priority, Sort = Sort, IsActive = IsActive };
        change.Add(category);
        Record(change, category);
        return category;
    }

    private Category Changed(Change change, Category category)
    {
        (category.NameZh, category.NameEn, category.Keywords, category.Priority, category.Sort, category.IsActive) =
            (NameZh.Trim(), NameEn.Trim(), Keywords.Trim(), Priority, Sort, IsActive);
        change.Put(category);
        Record(change, category);
        return category;
    }

    private static void Record(Change change, Category c) => change.Record(new CategoryKept(c.Code, c.NameZh, c.NameEn, c.Keywords, c.Priority, c.Sort, c.IsActive));

    [GeneratedRegex("^[a-z][a-z0-9_]{1,39}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex CodeForm();
}
