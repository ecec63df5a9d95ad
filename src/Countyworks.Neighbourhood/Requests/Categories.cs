using System.Collections.Frozen;
using System.Globalization;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Ui;

namespace Countyworks.Neighbourhood.Requests;

/// <summary>A picture of the categories, with what finds the likeliest for a text.</summary>
public sealed class Categories
{
    private readonly FrozenDictionary<string, Category> byCode;
    private readonly (string Word, Category Category)[] words;

    /// <summary>Takes the rows.</summary>
    public Categories(IEnumerable<Category> rows)
    {
        All = [.. rows.OrderBy(c => c.Sort).ThenBy(c => c.Code, StringComparer.Ordinal)];
        byCode = All.ToFrozenDictionary(c => c.Code);
        words = [.. All.Where(c => c.IsActive).SelectMany(c => c.Keywords.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => (w, c)))];
    }

    /// <summary>Reads them.</summary>
    public static Categories Read(DistrictDb db) => new([.. db.Set<Category>()]);

    /// <summary>All, also those no longer chosen, in their order.</summary>
    public IReadOnlyList<Category> All { get; }

    /// <summary>The category of a code; null when there is none.</summary>
    public Category? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);

    /// <summary>Its name in the reader's language; the code itself when it is unknown.</summary>
    public string NameOf(string? code) =>
        Find(code) is not { } category ? code ?? "" : CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? category.NameZh : category.NameEn;

    /// <summary>Those that may be chosen, for a list.</summary>
    public IReadOnlyList<Option> Options => [.. All.Where(c => c.IsActive).Select(c => new Option(c.Code, NameOf(c.Code)))];

    /// <summary>The category chosen in a form; null when none was. Refuses <c>invalid_choice</c> for one that may not be chosen.</summary>
    public Category? Chosen(Form form, string name)
    {
        var code = form.Value(name);
        var category = Find(code) is { IsActive: true } found ? found : null;
        if (code.Length > 0 && category is null)
        {
            form.Refused(new Refusal("invalid_choice", name));
        }

        return category;
    }

    /// <summary>
    /// The categories a text suggests, the likeliest first: those with the most characters of keywords found in it.
    /// </summary>
    public IReadOnlyList<Category> SuggestedBy(string text) =>
        [.. words.Where(w => text.Contains(w.Word, StringComparison.OrdinalIgnoreCase))
            .GroupBy(w => w.Category)
            .OrderByDescending(g => g.Sum(w => w.Word.Length)).ThenBy(g => g.Key.Sort)
            .Select(g => g.Key)];
}
