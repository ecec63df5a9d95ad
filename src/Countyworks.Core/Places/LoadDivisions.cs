using Countyworks.Core.Web;
using Countyworks.Data.Writing;
using Countyworks.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Countyworks.Core.Places;

/// <summary>A division of the statistical code: a street or town (9 digits), or a village or community (12 digits).</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
public sealed record Division(string Code, string Name);

/// <summary>Makes the upper tree of places: the district, its streets and towns, its villages and communities. Loading again adds what is new by its code.</summary>
/// <param name="Name">The district's name.</param>
/// <param name="Divisions">Its divisions, each street before its villages.</param>
public sealed record LoadDivisions(string Name, IReadOnlyList<Division> Divisions)
{
    private const int DistrictDigits = 6;
    private const int StreetDigits = 9;

    /// <summary>The divisions of a district that the product ships. Refuses <c>divisions_not_shipped</c> (district).</summary>
    /// <param name="district">Its six digits.</param>
    /// <param name="name">Another name than the shipped one; null for that.</param>
    public static Outcome<LoadDivisions> Shipped(string district, string? name = null)
    {
        var known = ShippedData.Rows("divisions", "districts.csv").FirstOrDefault(row => row[0] == district);
        return known is null
            ? new Refusal("divisions_not_shipped").With("district", district)
            : new LoadDivisions(name ?? known[1], [.. Rows("streets"), .. Rows("villages")]);

        IEnumerable<Division> Rows(string level) =>
            ShippedData.Rows("divisions", $"{level}-{known[2]}-{district}.csv").Select(row => new Division(row[0], row[1]));
    }

    /// <summary>Adds what is missing and answers how many places that were. Refuses <c>division_code_invalid</c> for a code of another district or length.</summary>
    public Outcome<int> In(Change change)
    {
        var districtCode = change.District.ToString();
        if (Divisions.FirstOrDefault(d => !d.Code.StartsWith(districtCode, StringComparison.Ordinal) || d.Code.Length is not (StreetDigits or 12)) is { } wrong)
        {
            return new Refusal("division_code_invalid").With("code", wrong.Code);
        }

        var known = change.Db.Set<Place>().Where(p => p.Code != null).ToDictionary(p => p.Code!);
        var before = known.Count;
        foreach (var division in Divisions.OrderBy(d => d.Code.Length).Prepend(new Division(districtCode, Name)).Where(d => !known.ContainsKey(d.Code)))
        {
            var place = PlaceOf(change, division, known);
            known.Add(division.Code, place);
            change.Add(place);
        }

        if (known.Count > before)
        {
            change.Record(new DivisionsLoaded(known.Count - before));
        }

        return known.Count - before;
    }

    private static Place PlaceOf(Change change, Division division, Dictionary<string, Place> known)
    {
        var parent = division.Code.Length == DistrictDigits ? null : known[division.Code[..^3]];
        return new Place
        {
            Id = change.NewId<Place>(),
            ParentId = parent?.Id,
            Level = division.Code.Length switch { DistrictDigits => PlaceLevel.District, StreetDigits => PlaceLevel.Street, _ => PlaceLevel.Community },
            Path = parent is null ? division.Code + "/" : $"{parent.Path}{division.Code[^3..]}/",
            Code = division.Code,
            Name = division.Name,
            Pinyin = PinyinKey.Of(division.Name),
        };
    }
}
