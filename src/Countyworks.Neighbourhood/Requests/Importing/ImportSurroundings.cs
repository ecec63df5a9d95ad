using Countyworks.Core.People;
using Countyworks.Core.Places;
using Countyworks.Data.Model;
using Countyworks.Kernel;
using Countyworks.Neighbourhood.Requests.Importing.Profiles;

namespace Countyworks.Neighbourhood.Requests.Importing;

/// <summary>What of the county's own a file may name: its places, units and categories.</summary>
internal sealed class ImportSurroundings
{
    /// <summary>The most characters of a category's name.</summary>
    public const int CategoryNameLimit = 60;

    /// <summary>The most characters of a unit's name.</summary>
    public const int UnitNameLimit = 100;

    // What people leave out or add at the end of a place's name; the longest first.
    private static readonly string[] Endings = ["街道办事处", "居民委员会", "村民委员会", "社区居委会", "居委会", "村委会", "街道", "社区", "镇", "乡", "村"];   // read, never shown

    private readonly Place district;
    private readonly ILookup<string, Place> streets;
    private readonly ILookup<string, Place> communities;
    private readonly Dictionary<string, Organisation> units = [];
    private readonly Dictionary<string, Category> categories = [];

    private ImportSurroundings(Place district, List<Place> places)
    {
        this.district = district;
        streets = places.Where(p => p.Level == PlaceLevel.Street).ToLookup(p => Short(p.Name));
        communities = places.Where(p => p.Level == PlaceLevel.Community).ToLookup(p => Short(p.Name));
    }

    /// <summary>Reads them. Refuses <c>district_empty</c>: places come first.</summary>
    public static Outcome<ImportSurroundings> Read(DistrictDb db)
    {
        var places = db.Set<Place>().Where(p => p.Level <= PlaceLevel.Community).OrderBy(p => p.Path).ToList();
        if (places.Find(p => p.Level == PlaceLevel.District) is not { } district)
        {
            return new Refusal("district_empty");
        }

        var read = new ImportSurroundings(district, places);
        foreach (var unit in db.Set<Organisation>().OrderBy(o => o.Id))
        {
            read.Add(unit);
        }

        foreach (var category in db.Set<Category>().OrderBy(c => c.Code))
        {
            read.Add(category);
        }

        return read;
    }

    /// <summary>The district.</summary>
    public Place District => district;

    /// <summary>Adds a unit, known from now on by name and code.</summary>
    public void Add(Organisation unit)
    {
        units.TryAdd(Names.Plain(unit.Name), unit);
        if (unit.Code is { } code)
        {
            units.TryAdd(Names.Plain(code), unit);
        }
    }

    /// <summary>Adds a category, known from now on by both its names.</summary>
    public void Add(Category category)
    {
        categories.TryAdd(Names.Plain(category.NameZh), category);
        categories.TryAdd(Names.Plain(category.NameEn), category);
    }

    /// <summary>The unit a row names, by code or by name; null when it is none of ours.</summary>
    public Organisation? UnitOf(ImportedRequest request) =>
        request.UnitCode.Length > 0 && units.TryGetValue(Names.Plain(request.UnitCode), out var coded) ? coded
        : request.Unit.Length > 0 && units.TryGetValue(Names.Plain(request.Unit), out var named) ? named
        : null;

    /// <summary>The category a row names: as a whole, or by the last step of a path such as "市政/路灯"; null when it names none of ours.</summary>
    public Category? CategoryOf(ImportedRequest request) =>
        request.Category.Length == 0 ? null
        : categories.GetValueOrDefault(Names.Plain(request.Category)) ?? categories.GetValueOrDefault(Names.Plain(request.Category.Split('/', '>', '\\')[^1]));

    /// <summary>
    /// The place a row names: its community, else its street, else the district; and whether it named one we could not find for certain.
    /// </summary>
    public (Place Place, bool IsUnknown) PlaceOf(ImportedRequest request, ImportProfile profile)
    {
        if (!profile.HasOurPlaces)
        {
            return (district, false);
        }

        var street = Only(streets[Short(request.Street)]);
        var found = communities[Short(request.Community)].Where(c => street is null || c.ParentId == street.Id);
        return request.Community.Length > 0 && Only(found) is { } community ? (community, false)
            : street is not null ? (street, request.Community.Length > 0)
            : (district, request.Community.Length > 0 || request.Street.Length > 0);
    }

    private static Place? Only(IEnumerable<Place> places) => places.Take(2).ToList() is [var only] ? only : null;

    private static string Short(string name)
    {
        var plain = Names.Plain(name);
        var ending = Endings.FirstOrDefault(e => plain.Length > e.Length && plain.EndsWith(e, StringComparison.Ordinal));
        return ending is null ? plain : plain[..^ending.Length];
    }
}
