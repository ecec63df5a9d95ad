using System.Globalization;
using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Neighbourhood.Requests.Importing;

/// <summary>
/// Keeps the names of a file that the county doesn't have, as categories and units that nobody can choose until they are taken over.
/// Their codes are given once and stored, never made from the name: renaming one later changes nothing.
/// </summary>
/// <param name="Source">The system the file is from.</param>
/// <param name="Categories">Names of categories, none of which the county has.</param>
/// <param name="Units">Names of units, none of which the county has.</param>
/// <param name="District">Where the units are put.</param>
internal sealed record KeepNamesOfFile(string Source, IReadOnlyList<string> Categories, IReadOnlyList<string> Units, Place District)
{
    private const int LastInLists = 9_000;

    /// <summary>Keeps them; refuses nothing. A name that came in meanwhile is taken as it is.</summary>
    public Outcome<Kept> In(Change change)
    {
        var kept = new Kept([.. Categories.Select(name => CategoryOf(change, name))], [.. Units.Select(name => UnitOf(change, name))]);
        if (kept.Categories.Count > 0)
        {
            change.Record(new CategoriesImported(Source, [.. kept.Categories.Select(c => c.Code)]));
        }

        if (kept.Units.Count > 0)
        {
            change.Record(new UnitsImported(Source, [.. kept.Units.Select(u => u.Id)]));
        }

        return kept;
    }

    private static Category CategoryOf(Change change, string name)
    {
        if (change.Db.Set<Category>().FirstOrDefault(c => c.NameZh == name || c.NameEn == name) is { } there)
        {
            return there;
        }

        var number = change.NextNumber("category imported");
        var category = new Category
        {
            Code = string.Create(CultureInfo.InvariantCulture, $"imported_{number:D4}"),
            NameZh = name,
            NameEn = name,
            Keywords = "",
            Sort = LastInLists,
            IsActive = false,
        };
        change.Add(category);
        return category;
    }

    private Organisation UnitOf(Change change, string name)
    {
        if (change.Db.Set<Organisation>().FirstOrDefault(o => o.Name == name) is { } there)
        {
            return there;
        }

        var unit = new Organisation
        {
            Id = change.NewId<Organisation>(),
            Name = name,
            Kind = OrganisationKind.Department,
            PlaceId = District.Id,
            PlacePath = District.Path,
            IsActive = false,
        };
        change.Add(unit);
        return unit;
    }

    /// <summary>What was kept.</summary>
    /// <param name="Categories">One for each name.</param>
    /// <param name="Units">One for each name.</param>
    internal sealed record Kept(IReadOnlyList<Category> Categories, IReadOnlyList<Organisation> Units);
}
