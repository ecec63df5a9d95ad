using System.Globalization;
using System.Text.Json;
using Countyworks.Core.Matters;
using Countyworks.Core.Web;
using Countyworks.Data;
using Countyworks.Data.Model;
using Countyworks.Data.Writing;
using Countyworks.Ui;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Requests.Open311;

/// <summary>A question with its answers read.</summary>
/// <param name="Row">The question.</param>
/// <param name="Choices">Its answers; empty where there is no list.</param>
internal sealed record AttributeAsked(ServiceAttribute Row, IReadOnlyList<AttributeChoice> Choices)
{
    private static bool IsChinese => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh";

    /// <summary>The question in the reader's language.</summary>
    public string Description => IsChinese ? Row.DescriptionZh : Row.DescriptionEn;

    /// <summary>How to answer, in the reader's language.</summary>
    public string Hint => IsChinese ? Row.HintZh : Row.HintEn;

    /// <summary>An answer in the reader's language.</summary>
    public static string NameOf(AttributeChoice choice) => IsChinese ? choice.NameZh : choice.NameEn;
}

/// <summary>A picture of what is asked for each category.</summary>
internal sealed class ServiceAttributes
{
    private readonly ILookup<string, AttributeAsked> byCategory;

    /// <summary>Takes the rows.</summary>
    public ServiceAttributes(IEnumerable<ServiceAttribute> rows) => byCategory = rows
        .OrderBy(r => r.Sort).ThenBy(r => r.Code, StringComparer.Ordinal)
        .ToLookup(r => r.Category, r => new AttributeAsked(r, JsonSerializer.Deserialize<List<AttributeChoice>>(r.Choices, Json.Options)!));

    /// <summary>Reads them.</summary>
    public static ServiceAttributes Read(DistrictDb db) => new([.. db.Set<ServiceAttribute>()]);

    /// <summary>The questions of a category, in their order; may be none.</summary>
    public IReadOnlyList<AttributeAsked> Of(string category) => [.. byCategory[category]];

    /// <summary>Gives a new district the questions the product ships; those it has stay as they are.</summary>
    public static void Load(Change change)
    {
        var known = change.Db.Set<ServiceAttribute>().Select(a => new { a.Category, a.Code }).AsEnumerable().Select(a => (a.Category, a.Code)).ToHashSet();
        foreach (var (row, place) in ShippedData.Rows("requests", "service-attributes.csv").Select((row, place) => (row, place)).Where(r => !known.Contains((r.row[0], r.row[1]))))
        {
            change.Add(new ServiceAttribute
            {
                Category = row[0],
                Code = row[1],
                Sort = place,
                Datatype = EnumNames<AttributeType>.Parse(row[2])!.Value,
                IsAsked = row[3] == "asked",
                IsRequired = row[4] == "required",
                DescriptionZh = row[5],
                DescriptionEn = row[6],
                HintZh = row[7],
                HintEn = row[8],
                Choices = JsonSerializer.Serialize(Read(row[9]), Json.Options),
            });
        }
    }

    // key=中文=English, separated by blanks around a bar.
    private static IEnumerable<AttributeChoice> Read(string choices) => choices
        .Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(choice => choice.Split('='))
        .Select(parts => new AttributeChoice(parts[0], parts[1], parts[2]));
}
